/** Suites of constraints over one dataset, evaluated through Deequ. */
@NullMarked
package io.tidemark.checks;

import org.jspecify.annotations.NullMarked;
