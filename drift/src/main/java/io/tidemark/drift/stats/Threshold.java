package io.tidemark.drift.stats;

/**
 * The two effects at which a measure's verdict changes. An infinite one is never reached, not even
 * by an infinite effect.
 *
 * @param warn effect from which on the verdict is {@link Verdict#WARN}; positive
 * @param drift effect from which on the verdict is {@link Verdict#DRIFT}; at least {@code warn}
 */
public record Threshold(double warn, double drift) {
  /** No threshold at all: the measure only describes, and its verdict is always a pass. */
  public static final Threshold NONE =
      new Threshold(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  public Threshold {
    if (!(warn > 0 && drift >= warn)) {
      throw new IllegalArgumentException(
          "thresholds must satisfy 0 < warn <= drift, but are warn %s and drift %s"
              .formatted(warn, drift));
    }
  }

  /** A drift threshold with the warning at half of it. */
  public static Threshold ofDrift(double drift) {
    return new Threshold(drift / 2, drift);
  }

  /** True when an effect is at or above the warning threshold. */
  boolean warns(double effect) {
    return reached(warn, effect);
  }

  /** True when an effect is at or above the drift threshold. */
  boolean drifts(double effect) {
    return reached(drift, effect);
  }

  private static boolean reached(double threshold, double effect) {
    return effect >= threshold && threshold < Double.POSITIVE_INFINITY;
  }

  /** How far an effect is from the nearest threshold that splits the interval; else infinite. */
  double distance(double effect, double low, double high) {
    double toWarn = Math.abs(effect - warn);
    double toDrift = Math.abs(effect - drift);
    return Math.min(
        warns(low) == warns(high) ? Double.POSITIVE_INFINITY : toWarn,
        drifts(low) == drifts(high) ? Double.POSITIVE_INFINITY : toDrift);
  }

  /** True when reading the effect at its lower or at its upper end gives different verdicts. */
  public boolean splits(double low, double high) {
    return warns(low) != warns(high) || drifts(low) != drifts(high);
  }
}
