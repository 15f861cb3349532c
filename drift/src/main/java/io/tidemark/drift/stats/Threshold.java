package io.tidemark.drift.stats;

/**
 * The two effects at which a measure's verdict changes.
 *
 * @param warn effect from which on the verdict is {@link Verdict#WARN}; positive
 * @param drift effect from which on the verdict is {@link Verdict#DRIFT}; at least {@code warn}
 */
public record Threshold(double warn, double drift) {

  public Threshold {
    if (!(warn > 0 && drift >= warn && drift < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "thresholds must satisfy 0 < warn <= drift, but are warn %s and drift %s"
              .formatted(warn, drift));
    }
  }

  /** A drift threshold with the warning at half of it. */
  public static Threshold ofDrift(double drift) {
    return new Threshold(drift / 2, drift);
  }

  /** True when reading the effect at its lower or at its upper end gives different verdicts. */
  boolean splits(double low, double high) {
    return (low < warn && warn <= high) || (low < drift && drift <= high);
  }
}
