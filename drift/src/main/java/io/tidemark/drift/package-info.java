/** Drift of one dataset against a frozen reference. */
@NullMarked
package io.tidemark.drift;

import org.jspecify.annotations.NullMarked;
