/** What an inference log says of a model in use, by windows of time. */
@NullMarked
package io.tidemark.training.inference;

import org.jspecify.annotations.NullMarked;
