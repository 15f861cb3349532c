package io.tidemark.drift.stats;

/**
 * Jensen-Shannon distance to base 2: the square root of the Jensen-Shannon divergence in bits, in
 * [0, 1] (Lin, 1991, doi:10.1109/18.61115). Unsmoothed: an empty cell does no harm here.
 *
 * <p>Noise, an approximation: to second order the divergence in nats is an eighth of the chi-square
 * distance of the shares, so JSD_nats ~ (1/8)(1/n + 1/m) chi2_{B-1} and the distance is
 * sqrt(JSD_nats / ln 2). Cells empty on both sides do not count in B.
 *
 * <table>
 * <caption>Special cases</caption>
 * <tr><td>a side without rows</td><td>unknown: [0, 1], p = 1</td></tr>
 * <tr><td>all rows of both sides in one cell</td><td>0, p = 1</td></tr>
 * <tr><td>disjoint supports</td><td>1</td></tr>
 * </table>
 */
public final class JensenShannon {
  private static final double LN2 = Math.log(2);

  private JensenShannon() {}

  /** Compares the two sides; noise and smallest detectable effect are at level alpha in (0, 1). */
  public static Evidence compare(CellTable cells, double alpha) {
    Noise.checkAlpha(alpha);
    if (cells.hasEmptySide()) {
      return Evidence.unknown(Measure.JENSEN_SHANNON);
    }
    double nats = 0;
    Peak peak = new Peak();
    for (int i = 0; i < cells.size(); i++) {
      double r = (double) cells.reference(i) / cells.referenceTotal();
      double c = (double) cells.current(i) / cells.currentTotal();
      double middle = (r + c) / 2;
      double part = (relative(r, middle) + relative(c, middle)) / 2;
      nats += part;
      // Equal shares leave a rounding error at most, which is no place to point at.
      peak.offer(i, r == c ? 0 : part);
    }
    nats = Math.min(Math.max(nats, 0), LN2);
    int df = Noise.degreesOfFreedom(cells.occupied());
    double scale = cells.noiseScale() / 8;
    double distance = distance(nats);
    return new Evidence(
        Measure.JENSEN_SHANNON,
        distance,
        distance,
        nats / scale,
        Noise.chiSquareTail(nats / scale, df),
        distance(scale * Noise.chiSquareQuantile(alpha, df)),
        distance(scale * Noise.detectableStatistic(alpha, df)),
        peak.cell());
  }

  private static double relative(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle);
  }

  private static double distance(double nats) {
    return Math.min(1, Math.sqrt(nats / LN2));
  }
}
