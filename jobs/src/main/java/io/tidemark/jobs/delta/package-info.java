/** Delta tables: resolving a version once, reading it, and naming what went wrong. */
@NullMarked
package io.tidemark.jobs.delta;

import org.jspecify.annotations.NullMarked;
