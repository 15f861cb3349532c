/** Constraints that a table could be held to, from what is known of its columns. */
@NullMarked
package io.tidemark.checks.suggest;

import org.jspecify.annotations.NullMarked;
