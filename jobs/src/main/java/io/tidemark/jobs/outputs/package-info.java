/** Writes and sends what a run leaves for other programs. */
@NullMarked
package io.tidemark.jobs.outputs;

import org.jspecify.annotations.NullMarked;
