package io.tidemark.drift.stats;

/**
 * Turns evidence into a verdict. An effect is <em>beyond the noise</em> when its p-value after
 * Benjamini-Hochberg is below alpha.
 *
 * <ol>
 *   <li>Beyond the noise: {@link Verdict#DRIFT} from the drift threshold on, {@link Verdict#WARN}
 *       from the warning threshold on, else {@link Verdict#PASS}.
 *   <li>Not beyond it: {@link Verdict#INSUFFICIENT_DATA} when the noise itself is above the warning
 *       threshold, because a drift of that size would have gone unseen. That holds for the noise
 *       quantile at level alpha and for the one after the adjustment, which is above the warning
 *       threshold exactly when the effect has reached it without getting beyond the noise.
 *   <li>Else {@link Verdict#PASS}.
 * </ol>
 *
 * <p>A measure under {@link Threshold#NONE} is described, not judged: always {@link Verdict#PASS}.
 *
 * <p>Where the effect is only an interval and a threshold lies inside, both doubts end in {@link
 * Verdict#WARN}: drift is claimed from the lower end only, a pass from the upper end only.
 */
public final class VerdictRule {
  private final double alpha;

  /** A rule at level alpha, in (0, 1). */
  public VerdictRule(double alpha) {
    Noise.checkAlpha(alpha);
    this.alpha = alpha;
  }

  /** Decides. */
  public Verdict decide(Evidence evidence, double adjustedPValue, Threshold threshold) {
    boolean beyondNoise = adjustedPValue < alpha;
    if (!beyondNoise) {
      boolean noiseHidesWarning =
          evidence.noise() > threshold.warn() || threshold.warns(evidence.effectHigh());
      return noiseHidesWarning ? Verdict.INSUFFICIENT_DATA : Verdict.PASS;
    }
    if (threshold.drifts(evidence.effectLow())) {
      return Verdict.DRIFT;
    }
    return threshold.warns(evidence.effectHigh()) ? Verdict.WARN : Verdict.PASS;
  }

  /** True when the effect is too coarse an interval for the thresholds, so that it was rounded. */
  public static boolean isRounded(Evidence evidence, Threshold threshold) {
    return threshold.splits(evidence.effectLow(), evidence.effectHigh());
  }
}
