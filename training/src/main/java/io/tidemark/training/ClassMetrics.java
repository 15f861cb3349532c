package io.tidemark.training;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.sum;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What of the quality of a classifier of several classes follows from labels and predictions alone,
 * by groups of rows, in one query. A class counts in a group in which it is a label or a
 * prediction.
 */
public final class ClassMetrics {
  /** Column with the label as text. */
  public static final String LABEL = Scored.LABEL;

  /** Column with the predicted class as text. */
  public static final String PREDICTION = Scored.PREDICTION;

  private static final List<Metric> METRICS =
      List.of(
          Metric.ACCURACY,
          Metric.MACRO_F1,
          Metric.WEIGHTED_F1,
          Metric.MACRO_PRECISION,
          Metric.MACRO_RECALL);

  private ClassMetrics() {}

  /**
   * Measures.
   *
   * @param rows rows with {@value Scored#LABEL} and {@value Scored#PREDICTION}, neither of them
   *     null
   * @param by column with the group
   * @return accuracy, macro F1, weighted F1, macro precision and macro recall by group
   */
  public static Map<Object, Map<Metric, Double>> by(Dataset<Row> rows, String by) {
    Map<Object, Map<Metric, Double>> groups = new HashMap<>();
    // No class has neither label nor prediction, so that F1 is always defined.
    List<Row> found =
        counts(rows, by)
            .withColumn("f1", expr("2 * hits / (labels + chosen)"))
            .groupBy(by)
            .agg(
                expr("sum(hits) / sum(labels)"),
                expr("avg(f1)"),
                expr("sum(f1 * labels) / sum(labels)"),
                expr("avg(if(chosen = 0, 0D, hits / chosen))"),
                expr("avg(if(labels = 0, 0D, hits / labels))"))
            .collectAsList();
    for (Row row : found) {
      Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
      for (int i = 0; i < METRICS.size(); i++) {
        metrics.put(METRICS.get(i), row.getDouble(i + 1));
      }
      groups.put(row.get(0), metrics);
    }
    return groups;
  }

  /** Rows of each class by group: with the label, with the prediction, with both. */
  static Dataset<Row> counts(Dataset<Row> rows, String by) {
    return rows.selectExpr(
            by,
            "inline(array(struct(label as class, 1L as is_label, 0L as is_predicted,"
                + " if(label = prediction, 1L, 0L) as hit),"
                + " struct(prediction as class, 0L as is_label, 1L as is_predicted, 0L as hit)))")
        .groupBy(by, "class")
        .agg(sum("is_label").as("labels"), sum("is_predicted").as("chosen"), sum("hit").as("hits"));
  }
}
