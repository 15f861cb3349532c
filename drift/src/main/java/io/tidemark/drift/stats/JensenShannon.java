package io.tidemark.drift.stats;

/**
 * Jensen-Shannon distance to base 2: the square root of the Jensen-Shannon divergence in bits, in
 * [0, 1] (Lin, 1991, doi:10.1109/18.61115). Unsmoothed: an empty cell does no harm here.
 *
 * <p>Noise, an approximation: to second order the divergence in nats is an eighth of the chi-square
 * distance of the shares, so it would be (1/8)(1/n + 1/m) chi2_{B-1}. Where counts are small that
 * is far off (50 rows in 50 even cells would be called drift in 4 of 10 cases). So the mean and the
 * variance of each cell's part, given its rows on both sides together, are exact where they are few
 * ({@link Hypergeometric}) and have the next term of the series elsewhere, (1/8)(1/n + 1/m)(1 - p)
 * (1 + (1/n + 1/m)(1/8 + d^2) / p) with d = (n - m) / (2 (n + m)); a gamma distribution with the
 * sum's two moments is taken for the whole, which is the scaled chi-square for large counts.
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
      double part = part(r, c);
      nats += part;
      // Equal shares leave a rounding error at most, which is no place to point at.
      peak.offer(i, r == c ? 0 : part);
    }
    nats = Math.min(Math.max(nats, 0), LN2);
    GammaFit chance = chance(cells);
    return new Evidence(
        Measure.JENSEN_SHANNON,
        distance(nats),
        distance(nats),
        nats / (cells.noiseScale() / 8),
        chance.tail(nats),
        distance(chance.quantile(alpha)),
        distance(chance.detectable(alpha)),
        peak.cell());
  }

  /** The divergence in nats under no drift. */
  private static GammaFit chance(CellTable cells) {
    Hypergeometric falls = new Hypergeometric(cells);
    double total = (double) cells.referenceTotal() + cells.currentTotal();
    double unit = cells.noiseScale() / 8;
    if (cells.occupied() == 1) {
      return new GammaFit(unit, 2 * unit * unit);
    }
    double n = cells.referenceTotal();
    double m = cells.currentTotal();
    double skew = (n - m) / (2 * total);
    double order = cells.noiseScale() * (1 / 8.0 + skew * skew);
    double mean = 0;
    double variance = 0;
    double shares = 0;
    double squares = 0;
    for (int i = 0; i < cells.size(); i++) {
      double rows = (double) cells.reference(i) + cells.current(i);
      double share = rows / total;
      shares += share;
      squares += share * share;
      if (rows == 0) {
        continue;
      }
      if (falls.isRare(rows)) {
        Hypergeometric.Moments part = falls.moments(rows, JensenShannon::part);
        mean += part.mean();
        variance += part.variance();
      } else {
        double part = unit * (1 - share) * (1 + order / share);
        mean += part;
        variance += 2 * part * part;
      }
    }
    // Each pair of cells adds the covariance of a chi-square's parts.
    double pairs = 2 * unit * unit * Math.max(0, shares * shares - squares);
    return new GammaFit(mean, variance + pairs);
  }

  private static double part(double r, double c) {
    double middle = (r + c) / 2;
    return (relative(r, middle) + relative(c, middle)) / 2;
  }

  private static double relative(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle);
  }

  private static double distance(double nats) {
    return Math.min(1, Math.sqrt(nats / LN2));
  }
}
