package io.tidemark.drift;

import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.Threshold;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one column.
 *
 * @param importance its weight in the dataset verdict
 * @param thresholds replace the defaults for these measures; empty for none
 * @param role what the column is to the model
 * @param weight replaces the importance's weight in weighted shares, for example the feature's
 *     importance in a model; not negative; null to keep the importance's
 */
public record ColumnOptions(
    Importance importance, Map<Measure, Threshold> thresholds, Role role, @Nullable Double weight) {

  public ColumnOptions {
    thresholds = Map.copyOf(thresholds);
    if (weight != null && !(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a weight must not be negative, but is " + weight);
    }
  }

  /** Options of a feature that weighs what its importance says. */
  public ColumnOptions(Importance importance, Map<Measure, Threshold> thresholds) {
    this(importance, thresholds, Role.FEATURE, null);
  }

  /** Normal importance and the default thresholds. */
  public static ColumnOptions defaults() {
    return new ColumnOptions(Importance.NORMAL, Map.of());
  }
}
