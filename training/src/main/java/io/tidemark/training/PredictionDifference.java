package io.tidemark.training;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.zip_with;

import java.util.Arrays;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How far the predictions of two models are apart on the same rows.
 *
 * @param rows rows that both predicted
 * @param largest largest difference of a probability; of regressions the largest difference, as a
 *     share of the first model's prediction where that is beyond 1
 * @param otherClasses rows that the models put into different classes; 0 for regressions
 */
public record PredictionDifference(long rows, double largest, long otherClasses) {
  private static final String FIRST = "_first_prediction";
  private static final String FIRST_PROBABILITY = "_first_probability";

  /**
   * Compares in one scan of the rows.
   *
   * @param rows raw rows
   */
  public static PredictionDifference of(
      PipelineModel first, PipelineModel second, Dataset<Row> rows, Task task) {
    boolean classes = task != Task.REGRESSION;
    Dataset<Row> once = first.transform(rows).withColumn(FIRST, col(TrainedModel.PREDICTION));
    if (classes) {
      once = once.withColumn(FIRST_PROBABILITY, probabilities());
    }
    Dataset<Row> clean = once.drop(added(rows, once));
    Dataset<Row> both = second.transform(clean);
    Column prediction = col(TrainedModel.PREDICTION);
    Column distance =
        classes
            ? aggregate(
                zip_with(col(FIRST_PROBABILITY), probabilities(), (a, b) -> abs(a.minus(b))),
                lit(0.0),
                (far, next) -> greatest(far, next))
            : abs(col(FIRST).minus(prediction)).divide(greatest(lit(1.0), abs(col(FIRST))));
    Column other = classes ? not(col(FIRST).eqNullSafe(prediction)) : lit(false);
    Row sums =
        both.agg(count(lit(1)), coalesce(max(distance), lit(0.0)), count(when(other, 1))).first();
    return new PredictionDifference(sums.getLong(0), sums.getDouble(1), sums.getLong(2));
  }

  private static Column probabilities() {
    return functions.vector_to_array(col(TrainedModel.PROBABILITY), "float64");
  }

  /** Columns that the first model added, which the second is about to add again. */
  private static String[] added(Dataset<Row> rows, Dataset<Row> predicted) {
    return Arrays.stream(predicted.columns())
        .filter(name -> !Arrays.asList(rows.columns()).contains(name))
        .filter(name -> !name.equals(FIRST) && !name.equals(FIRST_PROBABILITY))
        .toArray(String[]::new);
  }
}
