package io.tidemark.drift;

import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.Threshold;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * One threshold pair for every measure.
 *
 * @param byMeasure complete: every measure has one
 */
public record DriftThresholds(Map<Measure, Threshold> byMeasure) {

  public DriftThresholds {
    byMeasure = Map.copyOf(byMeasure);
    for (Measure measure : Measure.values()) {
      if (!byMeasure.containsKey(measure)) {
        throw new IllegalArgumentException("there is no threshold for " + measure);
      }
    }
  }

  /**
   * PSI warns at 0.10 and drifts at 0.25; KS, Wasserstein-1, Cramer's V and Jensen-Shannon drift at
   * 0.10 and the shares of nulls, NaN and unseen categories at 0.05, and these warn at half of
   * that. Total variation and L-infinity have no threshold: they only describe.
   */
  public static DriftThresholds defaults() {
    return new DriftThresholds(
        Map.of(
            Measure.PSI, new Threshold(0.10, 0.25),
            Measure.KS, Threshold.ofDrift(0.10),
            Measure.CHI_SQUARE, Threshold.ofDrift(0.10),
            Measure.JENSEN_SHANNON, Threshold.ofDrift(0.10),
            Measure.WASSERSTEIN, Threshold.ofDrift(0.10),
            Measure.TOTAL_VARIATION, Threshold.NONE,
            Measure.L_INFINITY, Threshold.NONE,
            Measure.NULL_SHARE, Threshold.ofDrift(0.05),
            Measure.NAN_SHARE, Threshold.ofDrift(0.05),
            Measure.UNSEEN_SHARE, Threshold.ofDrift(0.05)));
  }

  /** The threshold of a measure. */
  public Threshold of(Measure measure) {
    return Objects.requireNonNull(byMeasure.get(measure));
  }

  /** These thresholds with some replaced. */
  public DriftThresholds with(Map<Measure, Threshold> overrides) {
    Map<Measure, Threshold> merged = new EnumMap<>(byMeasure);
    merged.putAll(overrides);
    return new DriftThresholds(merged);
  }
}
