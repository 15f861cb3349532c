/** Drift measures, their noise under no drift, and the verdict rules. Plain Java: no Spark here. */
@NullMarked
package io.tidemark.drift.stats;

import org.jspecify.annotations.NullMarked;
