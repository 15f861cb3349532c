package io.tidemark.training;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores single feature vectors in this JVM, without Spark: what a service that has the model in
 * memory does for one request.
 */
public final class Predictor {
  private final List<Transformer> before;
  private final PredictionModel<Vector, ?> model;

  private Predictor(List<Transformer> before, PredictionModel<Vector, ?> model) {
    this.before = before;
    this.model = model;
  }

  /**
   * The predictor of a pipeline.
   *
   * @throws IllegalArgumentException if no stage of it predicts
   */
  @SuppressWarnings("unchecked") // the features of MLlib's pipelines are vectors
  public static Predictor of(PipelineModel pipeline) {
    List<Transformer> stages = Arrays.asList(pipeline.stages());
    for (int i = stages.size() - 1; i >= 0; i--) {
      if (stages.get(i) instanceof PredictionModel<?, ?> model) {
        return new Predictor(List.copyOf(stages.subList(0, i)), (PredictionModel<Vector, ?>) model);
      }
    }
    throw new IllegalArgumentException(
        "no stage of pipeline " + pipeline.uid() + " predicts; it has " + stages);
  }

  /**
   * The prediction for one feature vector: the number that is predicted, or for classifiers the
   * index of the class.
   *
   * @param features as {@link #vectors} makes it
   */
  public double predict(Vector features) {
    return model.predict(features);
  }

  /**
   * The probabilities of the classes for one feature vector.
   *
   * @param features as {@link #vectors} makes it
   * @throws IllegalStateException if the model is no classifier
   */
  @SuppressWarnings("unchecked") // as above
  public Vector probabilities(Vector features) {
    if (model instanceof ProbabilisticClassificationModel<?, ?> classifier) {
      return ((ProbabilisticClassificationModel<Vector, ?>) classifier)
          .predictProbability(features);
    }
    throw new IllegalStateException(model.getClass().getSimpleName() + " gives no probabilities");
  }

  /**
   * The feature vectors of raw rows, as one column of vectors, one row each; the order is that of
   * the rows.
   */
  public Dataset<Row> vectors(Dataset<Row> raw) {
    Dataset<Row> rows = raw;
    for (Transformer stage : before) {
      rows = stage.transform(rows);
    }
    return rows.select(col(model.getFeaturesCol()));
  }

  /** The model behind it. */
  PredictionModel<Vector, ?> model() {
    return model;
  }
}
