/**
 * The jobs: one class each, from an options record through {@code execute()} to an immutable
 * result.
 */
@NullMarked
package io.tidemark.jobs;

import org.jspecify.annotations.NullMarked;
