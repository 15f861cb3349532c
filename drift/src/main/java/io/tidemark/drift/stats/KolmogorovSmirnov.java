package io.tidemark.drift.stats;

import java.util.Arrays;

/**
 * Two-sample Kolmogorov-Smirnov from counts on ordered cells: D = sup |F_r - F_c|.
 *
 * <p>The 2k + 1 cells are (-inf, e_1), {e_1}, (e_1, e_2), {e_2}, ..., {e_k}, (e_k, +inf) for cut
 * points e_1 &lt; ... &lt; e_k. Both distribution functions are known at the ends of every open
 * cell, so the largest gap there is a lower bound {@code effectLow}. Inside an open cell F_r runs
 * from A_r up to B_r and F_c from A_c up to B_c; the gap is largest when one side's mass all comes
 * first, so it is at most max(B_r - A_c, B_c - A_r), and that can happen: the maximum over the
 * cells is the upper bound {@code effectHigh}. As B_r - A_c = (A_r - A_c) + w_r and B_c - A_r =
 * (B_c - B_r) + w_r, w_r being the reference's mass in the cell, the interval is no wider than the
 * largest w_r whatever the current data does (by symmetry no wider than the largest w_c either),
 * and exact when no open cell holds mass of the reference. Cells may also be given by the smallest
 * and the largest value that each can hold: those where the two are equal are points.
 *
 * <p>The p-value is that of the lower end (so it never overstates the evidence): exact, by counting
 * lattice paths (Hodges, 1958, doi:10.1007/BF02589501), for n m &lt;= {@value #LARGEST_EXACT}, else
 * asymptotic. Both take the distributions as continuous; with ties the true p-value is smaller.
 * Noise: c(alpha) sqrt((n+m)/(n m)), c = sqrt(-ln(alpha/2)/2). Smallest detectable: noise + z_{0.8}
 * sqrt((n+m)/(n m)) / 2, because at the point of the largest gap the gap's standard deviation is at
 * most half that root; an upper bound.
 *
 * <table>
 * <caption>Special cases</caption>
 * <tr><td>a side without values</td><td>unknown: [0, 1], p = 1</td></tr>
 * <tr><td>the same constant on both sides</td><td>0, p = 1</td></tr>
 * <tr><td>disjoint supports told apart by a cut</td><td>1</td></tr>
 * </table>
 */
public final class KolmogorovSmirnov {
  /** Largest n m for which the p-value is exact. */
  public static final long LARGEST_EXACT = 10_000;

  private KolmogorovSmirnov() {}

  /**
   * Compares the two sides on alternating cells; noise and smallest detectable effect are at level
   * alpha in (0, 1). The peak is the cell at whose upper end the gap {@code effectLow} is reached.
   *
   * @throws IllegalArgumentException if the number of cells is even, so that they cannot alternate
   */
  public static Evidence compare(CellTable cells, double alpha) {
    return compare(cells, alternating(cells), alpha);
  }

  /**
   * Compares the two sides on ordered cells of which cell i holds values in [low[i], high[i]] only;
   * infinite bounds are allowed.
   *
   * @throws IllegalArgumentException if there are not as many bounds as cells
   */
  public static Evidence compare(double[] low, double[] high, CellTable cells, double alpha) {
    return compare(cells, open(low, high, cells), alpha);
  }

  /**
   * The open cells that must be split further so that no threshold lies inside the interval: those
   * whose own upper bound reaches a threshold that the lower bound does not reach. Once their
   * values are known one by one, the verdict cannot change any more.
   *
   * @return indices of alternating cells in ascending order; empty when the verdict is settled
   */
  public static int[] unsettled(CellTable cells, Threshold threshold) {
    return unsettled(cells, alternating(cells), threshold);
  }

  /** As {@link #unsettled(CellTable, Threshold)}, on cells given by their bounds. */
  public static int[] unsettled(double[] low, double[] high, CellTable cells, Threshold threshold) {
    return unsettled(cells, open(low, high, cells), threshold);
  }

  private static boolean[] alternating(CellTable cells) {
    if (cells.size() % 2 == 0) {
      throw new IllegalArgumentException(
          "KS needs 2k + 1 alternating open and point cells, but there are " + cells.size());
    }
    boolean[] open = new boolean[cells.size()];
    for (int i = 0; i < open.length; i += 2) {
      open[i] = true;
    }
    return open;
  }

  private static boolean[] open(double[] low, double[] high, CellTable cells) {
    CellBounds.check(low, high, cells);
    boolean[] open = new boolean[cells.size()];
    for (int i = 0; i < open.length; i++) {
      open[i] = low[i] < high[i];
    }
    return open;
  }

  private static Evidence compare(CellTable cells, boolean[] open, double alpha) {
    Noise.checkAlpha(alpha);
    if (cells.hasEmptySide()) {
      return Evidence.unknown(Measure.KS);
    }
    Gaps gaps = new Gaps(cells, open);
    double n = cells.referenceTotal();
    double m = cells.currentTotal();
    double spread = Math.sqrt(cells.noiseScale());
    double noise = Math.sqrt(-Math.log(alpha / 2) / 2) * spread;
    double power = Noise.normalQuantile(Noise.POWER) * spread / 2;
    double pValue =
        n * m <= LARGEST_EXACT
            ? exactTail(gaps.low, (int) n, (int) m)
            : asymptoticTail(gaps.low / spread);
    return new Evidence(
        Measure.KS,
        gaps.low,
        gaps.high,
        gaps.low,
        pValue,
        Math.min(1, noise),
        Math.min(1, noise + power),
        gaps.peak.cell());
  }

  private static int[] unsettled(CellTable cells, boolean[] open, Threshold threshold) {
    if (cells.hasEmptySide()) {
      return new int[0];
    }
    Gaps gaps = new Gaps(cells, open);
    if (!threshold.splits(gaps.low, gaps.high)) {
      return new int[0];
    }
    int[] found = new int[open.length];
    int next = 0;
    for (int i = 0; i < open.length; i++) {
      if (threshold.splits(gaps.low, Math.max(gaps.low, gaps.upper[i]))) {
        found[next++] = i;
      }
    }
    return Arrays.copyOf(found, next);
  }

  /** The gap between the distribution functions, cell by cell. */
  private static final class Gaps {
    /** Largest gap possible in a cell. */
    private final double[] upper;

    private final Peak peak = new Peak();
    private double low;
    private double high;

    Gaps(CellTable cells, boolean[] open) {
      upper = new double[open.length];
      long referenceBelow = 0;
      long currentBelow = 0;
      for (int i = 0; i < open.length; i++) {
        double startR = (double) referenceBelow / cells.referenceTotal();
        double startC = (double) currentBelow / cells.currentTotal();
        referenceBelow += cells.reference(i);
        currentBelow += cells.current(i);
        double endR = (double) referenceBelow / cells.referenceTotal();
        double endC = (double) currentBelow / cells.currentTotal();
        double gap = Math.abs(endR - endC);
        low = Math.max(low, gap);
        peak.offer(i, gap);
        upper[i] = open[i] ? Math.max(endR - startC, endC - startR) : gap;
        high = Math.max(high, upper[i]);
      }
      high = Math.max(low, high);
    }
  }

  /**
   * P(D &gt;= d) for continuous distributions by counting the lattice paths that stay inside |i/n -
   * j/m| &lt; d, scaled as they grow so that nothing overflows.
   */
  static double exactTail(double d, int n, int m) {
    // D is a multiple of 1/(n m): half a step below d takes in d itself, whatever its rounding.
    double limit = (Math.rint(d * n * m) - 0.5) / ((double) n * m);
    double[] inside = new double[m + 1];
    inside[0] = 1;
    for (int j = 1; j <= m; j++) {
      inside[j] = (double) j / m > limit ? 0 : inside[j - 1];
    }
    for (int i = 1; i <= n; i++) {
      double weight = (double) i / (i + m);
      inside[0] = (double) i / n > limit ? 0 : weight * inside[0];
      for (int j = 1; j <= m; j++) {
        boolean outside = Math.abs((double) i / n - (double) j / m) > limit;
        inside[j] = outside ? 0 : weight * inside[j] + inside[j - 1];
      }
    }
    return Math.min(1, Math.max(0, 1 - inside[m]));
  }

  /** P(sqrt(n m / (n + m)) D &gt;= t) in the limit: Kolmogorov's distribution. */
  static double asymptoticTail(double t) {
    if (t <= 0) {
      return 1;
    }
    double sum = 0;
    if (t < 1) {
      // The series in exp(-1/t^2) converges fast where the alternating one does not.
      for (int k = 1; k <= 19; k += 2) {
        sum += Math.exp(-k * k * Math.PI * Math.PI / (8 * t * t));
      }
      return Math.max(0, 1 - Math.sqrt(2 * Math.PI) / t * sum);
    }
    for (int k = 1; k <= 20; k++) {
      double term = Math.exp(-2.0 * k * k * t * t);
      sum += k % 2 == 1 ? term : -term;
    }
    return Math.min(1, 2 * sum);
  }
}
