package io.tidemark.training.inference;

import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Counts and sums of a window, as {@link WindowQueries#sums} gives them. */
record Sums(
    long rows,
    long errors,
    long missingPredictions,
    long missingScores,
    long invalidScores,
    long labelled,
    long invalidLabels,
    long invalidPredictions,
    long known,
    long scored,
    long positives,
    long chosen,
    long hits,
    double loss,
    double brier,
    double squares,
    double absolutes) {

  static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static Sums of(Row row) {
    return new Sums(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13),
        number(row, 14),
        number(row, 15),
        number(row, 16),
        number(row, 17));
  }

  private static double number(Row row, int i) {
    return row.isNullAt(i) ? 0 : row.getDouble(i);
  }

  /**
   * The metrics of the labelled rows, those of the score only where there are scores.
   *
   * @param area area under the ROC curve, NaN if it is not defined
   * @param losses whether the log has what log-loss and Brier score need
   * @param classes metrics of the predicted classes; empty unless there are several
   */
  InferenceWindow.Realised realised(
      Task task, double area, boolean losses, Map<Metric, Double> classes) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    if (task == Task.MULTICLASS) {
      values.putAll(classes);
      if (losses) {
        putLosses(values);
      }
      return new InferenceWindow.Realised(known, scored, values);
    }
    if (task == Task.REGRESSION) {
      values.put(Metric.RMSE, Math.sqrt(squares / known));
      values.put(Metric.MAE, absolutes / known);
      return new InferenceWindow.Realised(known, known, values);
    }
    double n = known;
    values.put(Metric.F1, 2.0 * hits / (positives + chosen));
    values.put(Metric.PRECISION, (double) hits / chosen);
    values.put(Metric.RECALL, (double) hits / positives);
    values.put(Metric.ACCURACY, (n - positives - chosen + 2 * hits) / n);
    if (losses) {
      values.put(Metric.AUC, area);
      putLosses(values);
    }
    return new InferenceWindow.Realised(known, scored, values);
  }

  private void putLosses(Map<Metric, Double> values) {
    values.put(Metric.LOG_LOSS, loss / scored);
    values.put(Metric.BRIER, brier / scored);
  }
}
