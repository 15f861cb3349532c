package io.tidemark.drift.stats;

import org.apache.commons.math3.special.Gamma;

/**
 * A gamma distribution with a given mean and variance: what a distance that cannot be negative is
 * taken to follow under no drift. Without a mean it is 0 for sure; with an infinite one nothing is
 * evidence.
 *
 * @param mean not negative
 * @param variance not negative
 */
record GammaFit(double mean, double variance) {
  /** Below it, the variance counts as this share of the squared mean, so that it is never 0. */
  private static final double LEAST_VARIANCE = 1e-8;

  GammaFit {
    variance = Math.max(variance, LEAST_VARIANCE * mean * mean);
  }

  /** P(X &gt;= x); 1 for x = 0. */
  double tail(double x) {
    if (x <= 0 || isUnbounded()) {
      return 1;
    }
    return mean == 0 ? 0 : Gamma.regularizedGammaQ(shape(), x * (mean / variance));
  }

  /** The value that X exceeds with probability alpha. */
  double quantile(double alpha) {
    if (isUnbounded()) {
      return Double.POSITIVE_INFINITY;
    }
    return mean == 0 ? 0 : Noise.gammaQuantile(alpha, shape()) * (variance / mean);
  }

  /** What X is on average where it gets beyond its quantile with the usual power. */
  double detectable(double alpha) {
    if (isUnbounded() || mean == 0) {
      return mean;
    }
    return Noise.detectableStatistic(alpha, 2 * shape()) * (variance / mean / 2);
  }

  private double shape() {
    return mean / variance * mean;
  }

  private boolean isUnbounded() {
    return !(mean < Double.POSITIVE_INFINITY && variance < Double.POSITIVE_INFINITY);
  }
}
