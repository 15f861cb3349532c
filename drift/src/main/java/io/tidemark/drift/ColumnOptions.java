package io.tidemark.drift;

import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.Threshold;
import java.util.Map;

/**
 * What holds for one column.
 *
 * @param importance its weight in the dataset verdict
 * @param thresholds replace the defaults for these measures; empty for none
 */
public record ColumnOptions(Importance importance, Map<Measure, Threshold> thresholds) {

  public ColumnOptions {
    thresholds = Map.copyOf(thresholds);
  }

  /** Normal importance and the default thresholds. */
  public static ColumnOptions defaults() {
    return new ColumnOptions(Importance.NORMAL, Map.of());
  }
}
