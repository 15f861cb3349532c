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
  /**
   * Wasserstein-1 distance in standard deviations of the reference. Numeric columns that vary only.
   */
  WASSERSTEIN("W1/sd"),
  /** Total variation distance: half the sum of the shares' absolute differences, in [0, 1]. */
  TOTAL_VARIATION("total variation"),
  /** Largest absolute difference of a cell's shares, in [0, 1]. */
  L_INFINITY("L-infinity"),
  /** Absolute difference in the share of nulls. */
  NULL_SHARE("null share"),
  /** Absolute difference in the share of NaN. Floating point columns only. */
  NAN_SHARE("NaN share"),
  /**
   * Share of rows whose category the reference has never seen. Only where the reference kept all of
   * its categories by name.
   */
  UNSEEN_SHARE("unseen share");

  private final String label;

  Measure(String label) {
    this.label = label;
  }

  /** Name of the effect, for people. */
  public String label() {
    return label;
  }
}
