/** Starting Spark, embedded or on a cluster, and what can be wrong with a cluster. */
@NullMarked
package io.tidemark.jobs.spark;

import org.jspecify.annotations.NullMarked;
