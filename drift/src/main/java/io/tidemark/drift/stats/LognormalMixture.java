package io.tidemark.drift.stats;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;

/**
 * A mixture of lognormal distributions, each shifted and fitted to a mean and a variance: what a
 * distance is taken to follow under no drift. Where a mean is infinite nothing is evidence.
 */
final class LognormalMixture {
  private static final int STEPS = 100;
  private static final double PRECISION = 1e-5;

  /** Beyond so many deviations a tail is 0 or 1 to double precision or next to it. */
  private static final double FARTHEST = 37;

  private final double[] weights;
  private final double[] shifts;
  private final double[] logMeans;
  private final double[] logDeviations;
  private int size;
  private boolean unbounded;

  /** An empty mixture with room for so many components. */
  LognormalMixture(int room) {
    weights = new double[room];
    shifts = new double[room];
    logMeans = new double[room];
    logDeviations = new double[room];
  }

  /** Adds shift + L, where L is lognormal with this mean and variance, or 0 for the mean 0. */
  void add(double weight, double shift, double mean, double variance) {
    weights[size] = weight;
    shifts[size] = shift;
    double squared = Math.log1p(variance / mean / mean);
    logMeans[size] = mean > 0 ? Math.log(mean) - squared / 2 : Double.NEGATIVE_INFINITY;
    logDeviations[size] = mean > 0 ? Math.max(1e-6, Math.sqrt(squared)) : 1;
    unbounded |= !(shift + mean < Double.POSITIVE_INFINITY && variance < Double.POSITIVE_INFINITY);
    size++;
  }

  /** P(X &gt;= x); 1 for x = 0. */
  double tail(double x) {
    if (x <= 0 || unbounded) {
      return 1;
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double rest = x - shifts[i];
      double z = (Math.log(Math.max(rest, 0)) - logMeans[i]) / logDeviations[i];
      sum += weights[i] * (rest <= 0 ? 1 : normalTail(z));
    }
    return Math.min(1, sum);
  }

  /** The value that X exceeds with probability alpha. */
  double quantile(double alpha) {
    if (unbounded) {
      return Double.POSITIVE_INFINITY;
    }
    double z = Noise.normalQuantile(1 - alpha);
    double[] own = new double[size];
    for (int i = 0; i < size; i++) {
      own[i] = shifts[i] + Math.exp(logMeans[i] + z * logDeviations[i]);
    }
    // The mixture's quantile lies between those of its components.
    Arrays.sort(own);
    double low = own[0];
    double high = own[size - 1];
    double lowLog = Math.log(tail(low) / alpha);
    double highLog = Math.log(tail(high) / alpha);
    for (int i = 0; i < STEPS && high - low > PRECISION * high; i++) {
      // False position, halved in between, as the tail may have steps.
      double share = i % 3 == 2 ? 0.5 : lowLog / (lowLog - Math.max(highLog, -4 * lowLog));
      double next = low + Math.min(0.9, Math.max(0.1, share)) * (high - low);
      double log = Math.log(tail(next) / alpha);
      if (log > 0) {
        low = next;
        lowLog = log;
      } else {
        high = next;
        highLog = log;
      }
    }
    return high;
  }

  private static double normalTail(double z) {
    if (z > FARTHEST) {
      return 0;
    }
    return z < -FARTHEST ? 1 : Erf.erfc(z / Math.sqrt(2)) / 2;
  }
}
