package io.tidemark.bench.calibration;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.special.Gamma;

/** Random draws from one seed. Not safe for use by several threads. */
final class Draws {
  private final RandomGenerator random;

  Draws(long seed) {
    this.random = new Well19937c(seed);
  }

  /** Uniform in (0, 1). */
  double uniform() {
    double u = random.nextDouble();
    return u > 0 ? u : Double.MIN_NORMAL;
  }

  /** Standard normal. */
  double normal() {
    return random.nextGaussian();
  }

  /** Counts of {@code size} independent rows on cells with these probabilities, which sum to 1. */
  long[] multinomial(long size, double[] probabilities) {
    long[] counts = new long[probabilities.length];
    long left = size;
    double rest = 1;
    for (int i = 0; i < counts.length && left > 0; i++) {
      double p = i + 1 == counts.length ? 1 : Math.min(1, probabilities[i] / rest);
      counts[i] = binomial(left, p);
      left -= counts[i];
      rest = Math.max(Double.MIN_NORMAL, rest - probabilities[i]);
    }
    return counts;
  }

  /** Inversion that starts at the mode and goes outward on both sides in turn. */
  long binomial(long size, double p) {
    if (p <= 0 || size == 0) {
      return 0;
    }
    if (p >= 1) {
      return size;
    }
    if (p > 0.5) {
      return size - binomial(size, 1 - p);
    }
    long mode = (long) Math.floor((size + 1.0) * p);
    double odds = p / (1 - p);
    double left = uniform();
    double atMode = probability(size, p, mode);
    double below = atMode;
    double above = atMode;
    left -= atMode;
    for (long step = 1; left > 0; step++) {
      long up = mode + step;
      long down = mode - step;
      if (up > size && down < 0) {
        break;
      }
      if (up <= size) {
        above *= odds * (size - up + 1.0) / up;
        left -= above;
        if (left <= 0) {
          return up;
        }
      }
      if (down >= 0) {
        below *= (down + 1.0) / ((size - down) * odds);
        left -= below;
        if (left <= 0) {
          return down;
        }
      }
      if (above < 1e-300 && below < 1e-300) {
        break;
      }
    }
    return mode;
  }

  private static double probability(long size, double p, long k) {
    return Math.exp(
        Gamma.logGamma(size + 1.0)
            - Gamma.logGamma(k + 1.0)
            - Gamma.logGamma(size - k + 1.0)
            + k * Math.log(p)
            + (size - k) * Math.log1p(-p));
  }
}
