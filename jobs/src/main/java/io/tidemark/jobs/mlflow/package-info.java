/** Models on an MLflow server, over its REST interface. */
@NullMarked
package io.tidemark.jobs.mlflow;

import org.jspecify.annotations.NullMarked;
