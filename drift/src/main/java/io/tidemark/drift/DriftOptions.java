package io.tidemark.drift;

import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.Threshold;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to compare.
 *
 * @param alpha share of false alarms among the alarms that is accepted, in (0, 1)
 * @param defaults thresholds of columns that do not override them
 * @param columns options of single columns, by name
 * @param maxDriftedShare importance-weighted share of drifted columns from which on the dataset has
 *     drifted, in (0, 1]
 * @param window how to cut the current version into windows of time; null for not at all
 */
public record DriftOptions(
    double alpha,
    DriftThresholds defaults,
    Map<String, ColumnOptions> columns,
    double maxDriftedShare,
    @Nullable WindowOptions window) {

  public DriftOptions {
    columns = Map.copyOf(columns);
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must lie between 0 and 1, but is " + alpha);
    }
    if (!(maxDriftedShare > 0 && maxDriftedShare <= 1)) {
      throw new IllegalArgumentException(
          "maxDriftedShare must be above 0 and at most 1, but is " + maxDriftedShare);
    }
  }

  /** Options without windows. */
  public DriftOptions(
      double alpha,
      DriftThresholds defaults,
      Map<String, ColumnOptions> columns,
      double maxDriftedShare) {
    this(alpha, defaults, columns, maxDriftedShare, null);
  }

  /** Alpha 0.05, the default thresholds, a dataset drifts from a share of 0.3. */
  public static DriftOptions standard() {
    return new DriftOptions(0.05, DriftThresholds.defaults(), Map.of(), 0.3);
  }

  /** The thresholds of a column's measure. */
  Threshold threshold(String column, Measure measure) {
    Threshold own = column(column).thresholds().get(measure);
    return own == null ? defaults.of(measure) : own;
  }

  ColumnOptions column(String name) {
    return columns.getOrDefault(name, ColumnOptions.defaults());
  }
}
