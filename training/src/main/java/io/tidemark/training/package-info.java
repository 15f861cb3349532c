/** Training and evaluation of models with Spark MLlib. */
@NullMarked
package io.tidemark.training;

import org.jspecify.annotations.NullMarked;
