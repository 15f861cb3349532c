package io.tidemark.drift.stats;

import org.jspecify.annotations.Nullable;

/**
 * What one measure found, before anything is decided: see {@link VerdictRule} for the decision.
 *
 * @param measure the measure
 * @param effectLow lower end of the effect, in the measure's unit
 * @param effectHigh upper end; equals {@code effectLow} when the effect is exact
 * @param statistic the test statistic behind the p-value
 * @param pValue probability of an effect at least this large under no drift, in [0, 1]; of the
 *     lower end where the effect is an interval
 * @param noise the effect that chance alone exceeds with probability alpha
 * @param smallestDetectable the effect, as measured on average, that this sample size tells from
 *     noise with a power of 80 % at level alpha (unadjusted)
 * @param peak index of the cell that contributes most; null when there is no effect
 */
public record Evidence(
    Measure measure,
    double effectLow,
    double effectHigh,
    double statistic,
    double pValue,
    double noise,
    double smallestDetectable,
    @Nullable Integer peak) {

  /**
   * Nothing is known, for example because a side is empty: the effect may be anything from 0 to the
   * measure's largest value, and no sample of this size shows any.
   */
  static Evidence unknown(Measure measure) {
    boolean bounded = measure != Measure.PSI && measure != Measure.WASSERSTEIN;
    double largest = bounded ? 1 : Double.POSITIVE_INFINITY;
    return new Evidence(measure, 0, largest, 0, 1, largest, largest, null);
  }

  /** The effect; the middle of the interval where it is not exact. */
  public double effect() {
    return effectLow == effectHigh ? effectLow : effectLow + (effectHigh - effectLow) / 2;
  }

  /** True when the effect is known exactly. */
  public boolean exact() {
    return effectLow == effectHigh;
  }
}
