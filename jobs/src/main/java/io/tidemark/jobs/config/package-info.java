/** The monitor file: its model, schema, loader and generated reference page. */
@NullMarked
package io.tidemark.jobs.config;

import org.jspecify.annotations.NullMarked;
