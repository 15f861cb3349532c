package io.tidemark.drift.stats;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Gamma;

/**
 * The distributions that the measures' noise follows, and the power behind "smallest detectable".
 *
 * <p>The smallest detectable effect is found with a power of {@value #POWER} at the unadjusted
 * level alpha. It is given as it would be measured, with what chance adds to it, so that it
 * compares with effects and thresholds and lies above the noise. For the measures that are a scaled
 * chi-square it is df + lambda, times the scale, for the non-centrality lambda at which
 * P(chi2'_df(lambda) &gt; q) = power, q being the central upper quantile, with the non-central
 * distribution taken as normal with mean df + lambda and variance 2 (df + 2 lambda): within 5 % of
 * the exact value for alpha 0.01 to 0.1 and df 1 to 50 (tested).
 */
final class Noise {
  /** Power at which an effect counts as detectable. */
  static final double POWER = 0.8;

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private Noise() {}

  /** Upper tail of chi-square: P(X &gt;= x). */
  static double chiSquareTail(double x, int degreesOfFreedom) {
    return x <= 0 ? 1 : Gamma.regularizedGammaQ(degreesOfFreedom / 2.0, x / 2);
  }

  /** The value that chi-square exceeds with probability alpha. */
  static double chiSquareQuantile(double alpha, int degreesOfFreedom) {
    return new ChiSquaredDistribution(null, degreesOfFreedom)
        .inverseCumulativeProbability(1 - alpha);
  }

  /** Mean of the statistic where it gets beyond its quantile with {@link #POWER}. */
  static double detectableStatistic(double alpha, int degreesOfFreedom) {
    double z = normalQuantile(POWER);
    double excess = chiSquareQuantile(alpha, degreesOfFreedom) - degreesOfFreedom;
    // The larger root of (lambda - excess)^2 = z^2 (2 df + 4 lambda).
    double root = 4 * z * z * excess + 4 * z * z * z * z + 2 * z * z * degreesOfFreedom;
    return degreesOfFreedom + excess + 2 * z * z + Math.sqrt(root);
  }

  /** Quantile of the standard normal distribution. */
  static double normalQuantile(double probability) {
    return NORMAL.inverseCumulativeProbability(probability);
  }

  /**
   * Degrees of freedom of a comparison on so many occupied cells. With one cell left the noise is
   * still that of one degree of freedom: a drift would have opened a second cell, so a single row
   * does not become evidence of no drift.
   */
  static int degreesOfFreedom(int occupiedCells) {
    return Math.max(1, occupiedCells - 1);
  }

  static void checkAlpha(double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must lie between 0 and 1, but is " + alpha);
    }
  }
}
