/** The registry of models: which there are, and which is in use where. */
@NullMarked
package io.tidemark.jobs.registry;

import org.jspecify.annotations.NullMarked;
