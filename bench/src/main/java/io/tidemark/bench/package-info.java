/** Side-by-side benchmarks and the calibration of the drift measures. Not shipped. */
@NullMarked
package io.tidemark.bench;

import org.jspecify.annotations.NullMarked;
