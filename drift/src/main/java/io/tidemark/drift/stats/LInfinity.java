package io.tidemark.drift.stats;

/**
 * Largest difference of a cell's shares: max over the cells of |c_i - r_i|, in [0, 1]. The peak is
 * the cell where it is reached.
 *
 * <p>The p-value is Bonferroni's over the cells: the sum of the probabilities that a cell differs
 * by that much under no drift, given its rows on both sides together; at most 1. For one cell that
 * is exact where its expected count is under 100 and normal else, as in the two-proportion test
 * ({@link Hypergeometric}); cells of about the same size are taken together. Noise: the difference
 * at which that sum is alpha, at least one row's share 1/min(n, m). Smallest detectable: noise +
 * z_{0.8} times the largest standard deviation of a cell's difference.
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
    Deviations all = new Deviations(cells);
    double oneRow = 1.0 / Math.min(cells.referenceTotal(), cells.currentTotal());
    double noise = Math.max(oneRow, all.quantile(alpha));
    return new Evidence(
        Measure.L_INFINITY,
        largest,
        largest,
        largest,
        largest == 0 ? 1 : Math.min(1, all.tail(largest)),
        Math.min(1, noise),
        Math.min(1, noise + Noise.normalQuantile(Noise.POWER) * all.largest),
        peak.cell());
  }

  /** Cells grouped by the standard deviation of their difference, so that many cost little. */
  private static final class Deviations {
    /** Groups to a factor of 2. */
    private static final int FINENESS = 16;

    private static final int GROUPS = 128;
    private static final int STEPS = 60;
    private static final double PRECISION = 1e-6;

    private final Hypergeometric falls;
    private final double largest;
    private final int[] counts = new int[GROUPS];

    /** Mean number of rows of a group's cells, or of what is missing to all rows. */
    private final double[] rows = new double[GROUPS];

    private int cells;

    Deviations(CellTable table) {
      falls = new Hypergeometric(table);
      double total = (double) table.referenceTotal() + table.currentTotal();
      double widest = 0;
      for (int i = 0; i < table.size(); i++) {
        widest = Math.max(widest, falls.variance((double) table.reference(i) + table.current(i)));
      }
      largest = Math.sqrt(widest);
      for (int i = 0; i < table.size(); i++) {
        double both = (double) table.reference(i) + table.current(i);
        double variance = falls.variance(both);
        if (variance > 0) {
          int group = (int) (Math.log(widest / variance) / (2 * Math.log(2)) * FINENESS);
          if (group < GROUPS) {
            counts[group]++;
            rows[group] += Math.min(both, total - both);
            cells++;
          }
        }
      }
      for (int group = 0; group < GROUPS; group++) {
        rows[group] /= Math.max(1, counts[group]);
      }
    }

    /** Sum of P(|difference| &gt;= d). */
    double tail(double d) {
      double sum = 0;
      for (int group = 0; group < GROUPS; group++) {
        if (counts[group] > 0) {
          sum += counts[group] * falls.tail(rows[group], d);
        }
      }
      return sum;
    }

    /** The difference at which the sum of the tails is alpha. */
    double quantile(double alpha) {
      if (cells == 0) {
        return 0;
      }
      double low = 0;
      double high = largest * Math.max(1, Noise.normalQuantile(1 - alpha / (2 * cells)));
      double lowLog = Math.log(cells / alpha);
      double highLog = Math.log(tail(high) / alpha);
      while (highLog > 0) {
        high *= 2;
        highLog = Math.log(tail(high) / alpha);
      }
      for (int i = 0; i < STEPS && high - low > PRECISION * high; i++) {
        // The logarithm of the tail is about a parabola: secant on the square, halved in between.
        double share = lowLog / (lowLog - Math.max(highLog, -lowLog));
        double square = low * low + share * (high * high - low * low);
        double next = i % 2 == 1 ? (low + high) / 2 : Math.sqrt(square);
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
  }
}
