package io.tidemark.drift.stats;

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
  /** Mean of |X| for standard normal X. */
  static final double ABSOLUTE_MEAN = Math.sqrt(2 / Math.PI);

  /** Power at which an effect counts as detectable. */
  static final double POWER = 0.8;

  private static final int GAMMA_STEPS = 200;
  private static final double GAMMA_PRECISION = 1e-12;
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private Noise() {}

  /** Upper tail of chi-square: P(X &gt;= x). */
  static double chiSquareTail(double x, int degreesOfFreedom) {
    return x <= 0 ? 1 : Gamma.regularizedGammaQ(degreesOfFreedom / 2.0, x / 2);
  }

  /** The value that chi-square exceeds with probability alpha. */
  static double chiSquareQuantile(double alpha, double degreesOfFreedom) {
    return 2 * gammaQuantile(alpha, degreesOfFreedom / 2);
  }

  /**
   * The value that a gamma distribution with this shape and scale 1 exceeds with probability alpha:
   * Newton's method from Wilson and Hilferty's cube (1931, doi:10.1073/pnas.17.12.684), kept inside
   * a bracket.
   */
  static double gammaQuantile(double alpha, double shape) {
    double root = 1 - 1 / (9 * shape) + normalQuantile(1 - alpha) / (3 * Math.sqrt(shape));
    double x = shape * Math.max(root * root * root, 0.01);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double logNorm = Gamma.logGamma(shape);
    for (int i = 0; i < GAMMA_STEPS; i++) {
      double excess = Gamma.regularizedGammaQ(shape, x) - alpha;
      if (excess > 0) {
        low = x;
      } else {
        high = x;
      }
      double next = x + excess / Math.exp((shape - 1) * Math.log(x) - x - logNorm);
      if (!(next > low && next < high)) {
        next = high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 2 * x;
      }
      if (Math.abs(next - x) <= GAMMA_PRECISION * x) {
        return next;
      }
      x = next;
    }
    return x;
  }

  /** Mean of the statistic where it gets beyond its quantile with {@link #POWER}. */
  static double detectableStatistic(double alpha, double degreesOfFreedom) {
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

  /**
   * Covariance of |X| and |Y| for standard normal X and Y with correlation rho, from E|XY| = (2/pi)
   * (sqrt(1 - rho^2) + rho asin(rho)).
   */
  static double absoluteCovariance(double rho) {
    double root = Math.sqrt(Math.max(0, 1 - rho * rho));
    return 2 / Math.PI * (root + rho * Math.asin(rho) - 1);
  }

  static void checkAlpha(double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must lie between 0 and 1, but is " + alpha);
    }
  }
}
