/** Drift of all columns together: what no column shows by itself. */
@NullMarked
package io.tidemark.drift.multivariate;

import org.jspecify.annotations.NullMarked;
