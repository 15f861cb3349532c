package io.tidemark.drift.stats;

import org.jspecify.annotations.Nullable;

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
 * and exact when no open cell holds mass of the reference.
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
   * Compares the two sides; noise and smallest detectable effect are at level alpha in (0, 1). The
   * peak is the cell at whose upper end the gap {@code effectLow} is reached.
   *
   * @throws IllegalArgumentException if the number of cells is even, so that they cannot alternate
   */
  public static Evidence compare(CellTable cells, double alpha) {
    Noise.checkAlpha(alpha);
    if (cells.size() % 2 == 0) {
      throw new IllegalArgumentException(
          "KS needs 2k + 1 alternating open and point cells, but there are " + cells.size());
    }
    if (cells.hasEmptySide()) {
      return Evidence.unknown(Measure.KS);
    }
    Gap gap = largestGap(cells);
    double n = cells.referenceTotal();
    double m = cells.currentTotal();
    double spread = Math.sqrt(cells.noiseScale());
    double noise = Math.sqrt(-Math.log(alpha / 2) / 2) * spread;
    double power = Noise.normalQuantile(Noise.POWER) * spread / 2;
    double pValue =
        n * m <= LARGEST_EXACT
            ? exactTail(gap.low(), (int) n, (int) m)
            : asymptoticTail(gap.low() / spread);
    return new Evidence(
        Measure.KS,
        gap.low(),
        gap.high(),
        gap.low(),
        pValue,
        Math.min(1, noise),
        Math.min(1, noise + power),
        gap.cell());
  }

  private record Gap(double low, double high, @Nullable Integer cell) {}

  private static Gap largestGap(CellTable cells) {
    double low = 0;
    double high = 0;
    Peak peak = new Peak();
    long referenceBelow = 0;
    long currentBelow = 0;
    for (int i = 0; i < cells.size(); i++) {
      double startR = (double) referenceBelow / cells.referenceTotal();
      double startC = (double) currentBelow / cells.currentTotal();
      referenceBelow += cells.reference(i);
      currentBelow += cells.current(i);
      double endR = (double) referenceBelow / cells.referenceTotal();
      double endC = (double) currentBelow / cells.currentTotal();
      double gap = Math.abs(endR - endC);
      low = Math.max(low, gap);
      peak.offer(i, gap);
      boolean open = i % 2 == 0;
      high = Math.max(high, open ? Math.max(endR - startC, endC - startR) : gap);
    }
    return new Gap(low, Math.max(low, high), peak.cell());
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
