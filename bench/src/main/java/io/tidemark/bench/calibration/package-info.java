/** How often the drift measures alarm without and with drift, by simulation. */
@NullMarked
package io.tidemark.bench.calibration;

import org.jspecify.annotations.NullMarked;
