/** Renderers of one result model. Nothing here computes a metric. */
@NullMarked
package io.tidemark.reports;

import org.jspecify.annotations.NullMarked;
