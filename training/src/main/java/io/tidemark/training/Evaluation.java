package io.tidemark.training;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Quality of a model on one dataset, computed in Spark on all its rows that have a label.
 *
 * @param task what the model predicts
 * @param rows rows evaluated
 * @param positiveShare binary: share of positive labels, in [0, 1]; else NaN
 * @param metrics value of each metric of the task; NaN where it is not defined, for example the AUC
 *     of a single class
 * @param intervals 95 % bootstrap interval of each metric that has one; empty if none were asked
 *     for
 * @param confusion binary and multiclass: rows by label and predicted class; null for regression
 *     and where it was not asked for
 * @param curves what charts are drawn of; null where it was not asked for
 * @param slices quality on declared slices, largest first; empty if there are none
 */
public record Evaluation(
    Task task,
    long rows,
    double positiveShare,
    Map<Metric, Double> metrics,
    Map<Metric, Interval> intervals,
    @Nullable Confusion confusion,
    @Nullable Curves curves,
    List<SliceQuality> slices) {

  public Evaluation {
    // Results that were stored before there were other tasks name none, and no metrics.
    task = task == null ? Task.BINARY : task;
    metrics = copy(metrics);
    intervals = copy(intervals);
    slices = slices == null ? List.of() : List.copyOf(slices);
  }

  /** Value of a metric; NaN if it is not defined or is one of another task. */
  public double value(Metric metric) {
    return metrics.getOrDefault(metric, Double.NaN);
  }

  private static <V> Map<Metric, V> copy(@Nullable Map<Metric, V> values) {
    return values == null || values.isEmpty()
        ? Map.of()
        : Collections.unmodifiableMap(new EnumMap<>(values));
  }
}
