package io.tidemark.training;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What is measured on scored rows.
 *
 * @param segments by the segment's number
 * @param confusion of the whole; null where it was not asked for, or there are too many classes
 * @param curves of the whole; null where they were not asked for
 * @param edges what cuts the whole into small bins of about equal rows, for the bootstrap: binary
 *     by score, regression by |error|; empty where it was not asked for
 */
record Measures(
    Map<Integer, Measured> segments,
    @Nullable Confusion confusion,
    @Nullable Curves curves,
    List<Double> edges) {
  /** Bins of the calibration curve and of the calibration error. */
  static final int CALIBRATION_BINS = 10;

  /** Bins by which the bootstrap ranks. */
  static final int FINE_BINS = 250;

  /** Probabilities are held off 0 and 1 by this much where a logarithm is taken. */
  static final double CLIP = 1e-15;

  /**
   * One segment.
   *
   * @param rows its rows
   * @param positiveShare binary: share of positive labels; else NaN
   * @param metrics value of each metric of the task
   */
  record Measured(long rows, double positiveShare, Map<Metric, Double> metrics) {}

  /** All metrics of a task, none of them defined yet. */
  static EnumMap<Metric, Double> undefined(Task task) {
    EnumMap<Metric, Double> metrics = new EnumMap<>(Metric.class);
    Metric.of(task).forEach(metric -> metrics.put(metric, Double.NaN));
    return metrics;
  }

  /** A sum as a number; 0 if nothing was added up. */
  static double number(Row row, int index) {
    return row.isNullAt(index) ? 0 : row.getDouble(index);
  }
}
