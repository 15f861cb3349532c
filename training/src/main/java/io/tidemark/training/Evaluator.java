package io.tidemark.training;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.when;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Evaluates binary classifiers, in Spark, on all rows with a label.
 *
 * <p>The area under the ROC curve is exact: every distinct probability is a threshold, and pairs of
 * equal probability count one half (Fawcett 2006, doi:10.1016/j.patrec.2005.10.010). A row counts
 * as predicted positive when its probability is greater than 0.5. F1 is NaN when there are neither
 * positives nor rows predicted positive.
 */
public final class Evaluator {
  private static final String SCORE = "tidemark_score";
  private static final double CLIP = 1e-15;

  /**
   * Evaluates a model.
   *
   * @param model model as {@link Trainer} makes it
   * @param rows raw rows
   * @param spec the spec that the model was trained with; only its label is used
   * @throws TrainingException if there is no row with a label, the label is neither 0 nor 1, or an
   *     expression cannot be evaluated on these rows
   */
  public Evaluation evaluate(PipelineModel model, Dataset<Row> rows, TrainingSpec spec) {
    Inputs inputs = new Inputs(rows);
    inputs.checkFeatures(spec);
    Dataset<Row> labelled =
        rows.withColumn(Inputs.LABEL, inputs.label(spec)).where(col(Inputs.LABEL).isNotNull());
    return measure(scored(model.transform(labelled)), spec);
  }

  /** Label and probability of rows that a model has been applied to. */
  static Dataset<Row> scored(Dataset<Row> predicted) {
    Column probabilities = functions.vector_to_array(col(TrainedModel.PROBABILITY), "float64");
    return predicted.select(col(Inputs.LABEL), probabilities.getItem(1).as(SCORE));
  }

  /** Measures labels against probabilities, of which none is null. */
  static Evaluation measure(Dataset<Row> scored, TrainingSpec spec) {
    // The area needs the rows several times, and they are two numbers each.
    Dataset<Row> rows = scored.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Column positive = col(Inputs.LABEL).equalTo(1);
      Column negative = col(Inputs.LABEL).equalTo(0);
      Column chosen = col(SCORE).gt(0.5);
      Row sums =
          rows.agg(
                  count(lit(1)),
                  count(when(positive, 1)),
                  count(when(negative, 1)),
                  count(when(chosen.and(positive), 1)),
                  count(when(chosen, 1)),
                  avg(loss(positive)))
              .first();
      long n = sums.getLong(0);
      long positives = sums.getLong(1);
      long negatives = sums.getLong(2);
      if (n == 0) {
        throw new TrainingException(
            "label `%s` is null on all rows, or there are none: nothing to evaluate on; check the"
                    .formatted(spec.label())
                + " table's version and the label");
      }
      checkBinary(spec, n, positives + negatives);
      double area = positives == 0 || negatives == 0 ? Double.NaN : areaUnderRoc(rows);
      double hits = sums.getLong(3);
      long predicted = sums.getLong(4);
      Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
      metrics.put(Metric.AUC, area);
      metrics.put(Metric.F1, 2 * hits / (positives + predicted));
      metrics.put(Metric.PRECISION, hits / predicted);
      metrics.put(Metric.RECALL, hits / positives);
      metrics.put(Metric.LOG_LOSS, sums.getDouble(5));
      return new Evaluation(
          Task.BINARY, n, (double) positives / n, metrics, Map.of(), null, null, List.of());
    } finally {
      rows.unpersist();
    }
  }

  /** Checks that a label is 0 or 1 wherever it is not null. */
  static void checkBinary(TrainingSpec spec, long labelled, long zerosAndOnes) {
    if (labelled != zerosAndOnes) {
      throw new TrainingException(
          "label `%s` is neither 0 nor 1 on %d of %d rows; write it as a condition"
              .formatted(spec.label(), labelled - zerosAndOnes, labelled));
    }
  }

  private static Column loss(Column positive) {
    Column p = greatest(lit(CLIP), least(lit(1 - CLIP), col(SCORE)));
    return when(positive, log(p)).otherwise(log(lit(1).minus(p))).multiply(-1);
  }

  private static double areaUnderRoc(Dataset<Row> rows) {
    return new BinaryClassificationEvaluator()
        .setLabelCol(Inputs.LABEL)
        .setRawPredictionCol(SCORE)
        .setMetricName("areaUnderROC")
        .setNumBins(0)
        .evaluate(rows);
  }
}
