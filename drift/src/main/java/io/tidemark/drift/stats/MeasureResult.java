package io.tidemark.drift.stats;

import org.jspecify.annotations.Nullable;

/**
 * One measure of one column, with everything that led to its verdict. All effects are in the
 * measure's own unit.
 *
 * @param measure the measure
 * @param effect the measured effect; the middle of the interval where it is not exact
 * @param effectLow lower end of the effect
 * @param effectHigh upper end of the effect; equals {@code effectLow} when the effect is exact
 * @param statistic the test statistic behind the p-value (chi-square value, KS D, ...)
 * @param pValue probability of an effect at least this large if nothing had drifted
 * @param adjustedPValue the p-value after Benjamini-Hochberg over the run's columns
 * @param noise the effect that chance alone exceeds with probability alpha at these sample sizes
 * @param smallestDetectable the smallest effect that could have been told from noise in this run
 * @param warnThreshold effect from which on the verdict is {@link Verdict#WARN}
 * @param driftThreshold effect from which on the verdict is {@link Verdict#DRIFT}
 * @param verdict the outcome
 * @param note where the effect sits or why there is none, for people; null if there is nothing to
 *     add
 */
public record MeasureResult(
    Measure measure,
    double effect,
    double effectLow,
    double effectHigh,
    double statistic,
    double pValue,
    double adjustedPValue,
    double noise,
    double smallestDetectable,
    double warnThreshold,
    double driftThreshold,
    Verdict verdict,
    @Nullable String note) {

  /** True when the effect is known exactly, not only as an interval. */
  public boolean exact() {
    return effectLow == effectHigh;
  }
}
