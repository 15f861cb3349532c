package io.tidemark.drift.stats;

/**
 * Absolute difference of two shares: |a/n - b/m|, in [0, 1]. Of nulls, of NaN, or of categories
 * that the reference has never seen.
 *
 * <p>Two-sided two-proportion z-test with the pooled share (the statistic is z squared, that is
 * Pearson's chi-square of the 2 x 2 table without correction). Where an expected count is under 5,
 * z finds drift in a single rare null; there the p-value is Fisher's exact one (sum of the
 * probabilities not above the observed one; doi:10.2307/2340521).
 *
 * <p>Noise: z_{1-alpha/2} times the pooled standard error, at least one row's share 1/min(n, m): no
 * share can be told more finely than that. Smallest detectable: likewise with z_{1-alpha/2} +
 * z_{0.8}.
 *
 * <table>
 * <caption>Special cases</caption>
 * <tr><td>a side without rows</td><td>unknown: [0, 1], p = 1</td></tr>
 * <tr><td>none or all on both sides</td><td>0, p = 1</td></tr>
 * </table>
 */
public final class ShareDifference {
  private static final double FEWEST_EXPECTED = 5;

  private ShareDifference() {}

  /**
   * Compares the share of the rows with a property.
   *
   * @param measure which share it is
   * @param referenceHits rows with the property in the reference
   * @param n rows of the reference
   * @param currentHits rows with the property in the current data
   * @param m rows of the current data
   * @throws IllegalArgumentException if a side has more hits than rows, or a negative count
   */
  public static Evidence compare(
      Measure measure, long referenceHits, long n, long currentHits, long m, double alpha) {
    Noise.checkAlpha(alpha);
    check("reference", referenceHits, n);
    check("current", currentHits, m);
    if (n == 0 || m == 0) {
      return Evidence.unknown(measure);
    }
    double effect = Math.abs((double) referenceHits / n - (double) currentHits / m);
    double total = (double) n + m;
    double pooled = ((double) referenceHits + currentHits) / total;
    double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / n + 1.0 / m));
    double z = effect == 0 ? 0 : effect / error;
    double fewest = Math.min(n, m) * Math.min(pooled, 1 - pooled);
    double pValue =
        fewest < FEWEST_EXPECTED
            ? fisher(referenceHits, n, currentHits, m)
            : Noise.chiSquareTail(z * z, 1);
    double oneRow = 1.0 / Math.min(n, m);
    double critical = Noise.normalQuantile(1 - alpha / 2);
    return new Evidence(
        measure,
        effect,
        effect,
        z * z,
        pValue,
        Math.min(1, Math.max(oneRow, critical * error)),
        Math.min(1, Math.max(oneRow, (critical + Noise.normalQuantile(Noise.POWER)) * error)),
        null);
  }

  private static void check(String side, long hits, long rows) {
    if (hits < 0 || hits > rows) {
      throw new IllegalArgumentException(
          "the %s side has %d hits in %d rows".formatted(side, hits, rows));
    }
  }

  /**
   * Fisher's exact two-sided p-value. The hypergeometric weights come from the ratio of neighbours,
   * relative to the mode, so no factorial is rounded; their number is bounded by the smallest
   * margin.
   */
  static double fisher(long a, long n, long b, long m) {
    double hits = (double) a + b;
    double misses = (double) n + m - hits;
    long lowest = Math.max(0, (long) (hits - m));
    long highest = Math.min((long) hits, n);
    long mode = (long) Math.floor((hits + 1) * (n + 1.0) / ((double) n + m + 2));
    mode = Math.min(highest, Math.max(lowest, mode));
    double observed = Math.exp(logRatio(mode, a, hits, n, misses)) * (1 + 1e-7);
    double sum = 1;
    double tail = 1 <= observed ? 1 : 0;
    for (int step : new int[] {1, -1}) {
      double weight = 1;
      for (long x = mode; step > 0 ? x < highest : x > lowest; x += step) {
        weight *= step > 0 ? up(x, hits, n, misses) : 1 / up(x - 1, hits, n, misses);
        if (weight < Double.MIN_NORMAL) {
          break;
        }
        sum += weight;
        tail += weight <= observed ? weight : 0;
      }
    }
    return Math.min(1, tail / sum);
  }

  /** ln of P(to) / P(from). */
  private static double logRatio(long from, long to, double hits, long n, double misses) {
    double log = 0;
    for (long x = Math.min(from, to); x < Math.max(from, to); x++) {
      log += Math.log(up(x, hits, n, misses));
    }
    return to >= from ? log : -log;
  }

  /** P(x + 1) / P(x) of the number of hits among the n rows of the reference. */
  private static double up(long x, double hits, long n, double misses) {
    return (hits - x) / (x + 1.0) * ((n - x) / (misses - n + x + 1.0));
  }
}
