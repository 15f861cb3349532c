package io.tidemark.drift.stats;

/**
 * Population stability index: sum over the cells of (c_i - r_i) ln(c_i / r_i), with +0.5 in every
 * cell of both sides and the shares r_i, c_i renormalised, so that an empty cell costs a finite
 * amount.
 *
 * <p>Cells empty on both sides are left out before smoothing and do not count in B. Under no drift
 * PSI / (1/n + 1/m) follows chi2 with B - 1 degrees of freedom: mean (B-1)(1/n + 1/m), upper
 * quantile (1/n + 1/m) chi2_{B-1} (Yurdakul and Naranjo, 2020, doi:10.21314/JRMV.2020.227).
 *
 * <table>
 * <caption>Special cases</caption>
 * <tr><td>a side without rows</td><td>unknown: [0, infinity], p = 1</td></tr>
 * <tr><td>all rows of both sides in one cell</td><td>0, p = 1</td></tr>
 * <tr><td>disjoint supports</td><td>finite, grows with ln(n), ln(m)</td></tr>
 * </table>
 */
public final class PopulationStability {
  private static final double PRIOR = 0.5;

  private PopulationStability() {}

  /** Compares the two sides; noise and smallest detectable effect are at level alpha in (0, 1). */
  public static Evidence compare(CellTable cells, double alpha) {
    Noise.checkAlpha(alpha);
    if (cells.hasEmptySide()) {
      return Evidence.unknown(Measure.PSI);
    }
    int occupied = cells.occupied();
    double n = cells.referenceTotal() + PRIOR * occupied;
    double m = cells.currentTotal() + PRIOR * occupied;
    double psi = 0;
    Peak peak = new Peak();
    for (int i = 0; i < cells.size(); i++) {
      if (cells.isEmpty(i)) {
        continue;
      }
      double r = (cells.reference(i) + PRIOR) / n;
      double c = (cells.current(i) + PRIOR) / m;
      double part = (c - r) * Math.log(c / r);
      psi += part;
      peak.offer(i, part);
    }
    int df = Noise.degreesOfFreedom(occupied);
    double scale = cells.noiseScale();
    double statistic = psi / scale;
    return new Evidence(
        Measure.PSI,
        psi,
        psi,
        statistic,
        Noise.chiSquareTail(statistic, df),
        scale * Noise.chiSquareQuantile(alpha, df),
        scale * Noise.detectableStatistic(alpha, df),
        peak.cell());
  }
}
