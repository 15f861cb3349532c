package io.tidemark.drift.stats;

import org.apache.commons.math3.special.Erf;

/**
 * Largest difference of a cell's shares: max over the cells of |c_i - r_i|, in [0, 1]. The peak is
 * the cell where it is reached.
 *
 * <p>The p-value is Bonferroni's over the cells: the sum of the probabilities that a cell differs
 * by that much under no drift, given its rows on both sides together; at most 1. For one cell that
 * is exact where its expected count is small ({@link Hypergeometric}) and normal else, as in the
 * two-proportion test. Noise: the difference at which the sum of the normal probabilities is alpha,
 * at least one row's share 1/min(n, m). Smallest detectable: noise + z_{0.8} times the largest
 * standard deviation of a cell's difference.
 *
 * <table>
 * <caption>Special cases</caption>
 * <tr><td>a side without rows</td><td>unknown: [0, 1], p = 1</td></tr>
 * <tr><td>all rows of both sides in one cell</td><td>0, p = 1; noise of one row's share</td></tr>
 * <tr><td>disjoint supports</td><td>the largest share of a cell on either side</td></tr>
 * </table>
 */
public final class LInfinity {
  private LInfinity() {}

  /** Compares the two sides; noise and smallest detectable effect are at level alpha in (0, 1). */
  public static Evidence compare(CellTable cells, double alpha) {
    Noise.checkAlpha(alpha);
    if (cells.hasEmptySide()) {
      return Evidence.unknown(Measure.L_INFINITY);
    }
    double largest = 0;
    Peak peak = new Peak();
    for (int i = 0; i < cells.size(); i++) {
      double part = cells.difference(i);
      largest = Math.max(largest, part);
      peak.offer(i, part);
    }
    Hypergeometric falls = new Hypergeometric(cells);
    Deviations all = new Deviations(cells, falls, true);
    double oneRow = 1.0 / Math.min(cells.referenceTotal(), cells.currentTotal());
    double noise = Math.max(oneRow, all.quantile(alpha));
    return new Evidence(
        Measure.L_INFINITY,
        largest,
        largest,
        largest,
        pValue(cells, falls, largest),
        Math.min(1, noise),
        Math.min(1, noise + Noise.normalQuantile(Noise.POWER) * all.largest),
        peak.cell());
  }

  private static double pValue(CellTable cells, Hypergeometric falls, double largest) {
    if (largest == 0) {
      return 1;
    }
    double sum = new Deviations(cells, falls, false).tail(largest);
    for (int i = 0; i < cells.size() && sum < 1; i++) {
      double rows = (double) cells.reference(i) + cells.current(i);
      if (rows > 0 && falls.isRare(rows)) {
        sum += falls.rareTail(rows, largest);
      }
    }
    return Math.min(1, sum);
  }

  /** Standard deviations of the cells' differences, grouped, so that many cells cost little. */
  private static final class Deviations {
    /** Groups to a factor of 2. */
    private static final int FINENESS = 8;

    private static final int GROUPS = 64;
    private static final int STEPS = 60;
    private static final double PRECISION = 1e-9;

    private final double largest;
    private final int[] counts = new int[GROUPS];
    private final double[] deviations = new double[GROUPS];

    Deviations(CellTable cells, Hypergeometric falls, boolean withRare) {
      double widest = 0;
      for (int i = 0; i < cells.size(); i++) {
        widest = Math.max(widest, falls.variance((double) cells.reference(i) + cells.current(i)));
      }
      largest = Math.sqrt(widest);
      for (int i = 0; i < cells.size(); i++) {
        double rows = (double) cells.reference(i) + cells.current(i);
        double variance = falls.variance(rows);
        if (!(variance > 0) || (!withRare && falls.isRare(rows))) {
          continue;
        }
        int group = (int) (Math.log(widest / variance) / (2 * Math.log(2)) * FINENESS);
        if (group < GROUPS) {
          counts[group]++;
          deviations[group] += Math.sqrt(variance);
        }
      }
      for (int group = 0; group < GROUPS; group++) {
        deviations[group] /= Math.max(1, counts[group]);
      }
    }

    /** Sum of P(|difference| &gt;= d). */
    double tail(double d) {
      double sum = 0;
      for (int group = 0; group < GROUPS; group++) {
        if (counts[group] > 0) {
          sum += counts[group] * Erf.erfc(d / (deviations[group] * Math.sqrt(2)));
        }
      }
      return sum;
    }

    /** The difference at which the sum of the tails is alpha, by bisection on its logarithm. */
    double quantile(double alpha) {
      int cells = 0;
      for (int count : counts) {
        cells += count;
      }
      if (cells == 0) {
        return 0;
      }
      double low = 0;
      double high = largest * Noise.normalQuantile(1 - alpha / (2 * cells));
      double lowLog = Math.log(cells / alpha);
      double highLog = Math.log(tail(high) / alpha);
      for (int i = 0; i < STEPS && highLog < -PRECISION; i++) {
        // The logarithm of the tail is about a parabola: secant on the square, halved when slow.
        double share = lowLog / (lowLog - highLog);
        double square = low * low + share * (high * high - low * low);
        double next = i % 3 == 2 ? (low + high) / 2 : Math.sqrt(square);
        double log = Math.log(tail(next) / alpha);
        if (log >= 0) {
          low = next;
          lowLog = log;
        } else {
          high = next;
          highLog = log;
        }
        if (high - low <= PRECISION * high || Math.abs(log) <= PRECISION) {
          return next;
        }
      }
      return high;
    }
  }
}
