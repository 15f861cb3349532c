/** Renderers of one run for other programs: each takes a result and gives a text. */
@NullMarked
package io.tidemark.reports.machine;

import org.jspecify.annotations.NullMarked;
