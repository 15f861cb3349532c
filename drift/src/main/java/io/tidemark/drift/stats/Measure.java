package io.tidemark.drift.stats;

/** The drift measures. */
public enum Measure {
  /** Population stability index on the reference's frozen bins. */
  PSI("PSI"),
  /**
   * Kolmogorov-Smirnov: the largest gap between the two distribution functions. Numeric columns
   * only.
   */
  KS("KS"),
  /** Two-sample chi-square; the effect is Cramer's V. Categorical columns only. */
  CHI_SQUARE("Cramér's V"),
  /** Jensen-Shannon distance, base 2, in [0, 1]. */
  JENSEN_SHANNON("JS distance"),
  /** Absolute difference in the share of nulls. */
  NULL_SHARE("null share");

  private final String label;

  Measure(String label) {
    this.label = label;
  }

  /** Name of the effect, for people. */
  public String label() {
    return label;
  }
}
