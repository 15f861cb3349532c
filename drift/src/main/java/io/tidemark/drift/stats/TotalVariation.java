package io.tidemark.drift.stats;

/**
 * Total variation distance: half the sum over the cells of |c_i - r_i|, in [0, 1]; the largest
 * share of rows by which any set of cells differs.
 *
 * <p>Noise, an approximation: given each cell's rows on both sides together, all rows fall on the
 * two sides by chance. Mean and variance of every |c_i - r_i| are then exact where counts are small
 * and normal else ({@link Hypergeometric}), their covariance is that of bivariate normals with the
 * correlation rho_ij^2 = o_i o_j of multinomial counts, o_i being the odds p_i / (1 - p_i); a gamma
 * distribution with the sum's two moments is taken for the whole. Smallest detectable: noise +
 * z_{0.8} sqrt(1/n + 1/m) / 2, which bounds the distance's own standard deviation.
 *
 * <table>
 * <caption>Special cases</caption>
 * <tr><td>a side without rows</td><td>unknown: [0, 1], p = 1</td></tr>
 * <tr><td>all rows of both sides in one cell</td>
 *     <td>0, p = 1; noise of one row's share, 1/min(n, m)</td></tr>
 * <tr><td>disjoint supports</td><td>1</td></tr>
 * </table>
 */
public final class TotalVariation {
  /** Of rho^2, rho^4, ... in 1 + rho asin(rho) - ... = sqrt(1 - rho^2) + rho asin(rho). */
  private static final double SECOND = 1 / 2.0;

  private static final double FOURTH = 1 / 24.0;
  private static final double SIXTH = 1 / 80.0;
  private static final double EIGHTH = 5 / 896.0;

  private TotalVariation() {}

  /** Compares the two sides; noise and smallest detectable effect are at level alpha in (0, 1). */
  public static Evidence compare(CellTable cells, double alpha) {
    Noise.checkAlpha(alpha);
    if (cells.hasEmptySide()) {
      return Evidence.unknown(Measure.TOTAL_VARIATION);
    }
    double sum = 0;
    Peak peak = new Peak();
    for (int i = 0; i < cells.size(); i++) {
      double part = cells.difference(i);
      sum += part;
      peak.offer(i, part);
    }
    double distance = Math.min(1, sum / 2);
    GammaFit chance = chance(cells);
    double oneRow = 1.0 / Math.min(cells.referenceTotal(), cells.currentTotal());
    double noise = Math.max(oneRow, chance.quantile(alpha));
    double spread = Math.sqrt(cells.noiseScale()) / 2;
    return new Evidence(
        Measure.TOTAL_VARIATION,
        distance,
        distance,
        distance,
        chance.tail(distance),
        Math.min(1, noise),
        Math.min(1, noise + Noise.normalQuantile(Noise.POWER) * spread),
        peak.cell());
  }

  /** The distance under no drift. */
  private static GammaFit chance(CellTable cells) {
    Hypergeometric falls = new Hypergeometric(cells);
    double total = (double) cells.referenceTotal() + cells.currentTotal();
    double mean = 0;
    double variance = 0;
    // Sums over the cells before, of deviation times odds to the powers 1 to 4.
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    double pairs = 0;
    for (int i = 0; i < cells.size(); i++) {
      double rows = (double) cells.reference(i) + cells.current(i);
      if (rows == 0 || rows == total) {
        continue;
      }
      double expected = falls.meanDifference(rows);
      double own = Math.max(0, falls.variance(rows) - expected * expected);
      mean += expected;
      variance += own;
      double odds = rows / (total - rows);
      double x1 = Math.sqrt(own) * odds;
      double x2 = x1 * odds;
      double x3 = x2 * odds;
      double x4 = x3 * odds;
      pairs += SECOND * x1 * first + FOURTH * x2 * second + SIXTH * x3 * third;
      pairs += EIGHTH * x4 * fourth;
      first += x1;
      second += x2;
      third += x3;
      fourth += x4;
    }
    double unit = 2 / Math.PI / (1 - 2 / Math.PI);
    return new GammaFit(mean / 2, (variance + 2 * unit * pairs) / 4);
  }
}
