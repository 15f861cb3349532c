/** Counts the columns of a dataset in one scan. */
@NullMarked
package io.tidemark.drift.profile;

import org.jspecify.annotations.NullMarked;
