package io.tidemark.drift.stats;

/**
 * How Wasserstein-1 is distributed under no drift, an approximation. Under no drift F_r - F_c is,
 * at every x, sqrt(1/n + 1/m) times a Brownian bridge at the common F(x), for which the
 * distribution function H of both samples together stands. The distance is then the integral over x
 * of |bridge at H(x)|; its mean and variance follow from the bridge's covariance and E|XY| of the
 * bivariate normal distribution, and a gamma distribution with these two moments is taken for the
 * whole.
 *
 * <p>In u = ln(H / (1 - H)) the bridge divided by its standard deviation sqrt(H (1 - H)) is
 * stationary with correlation exp(-|u - u'| / 2). So x is grouped by u in steps of {@value #STEP},
 * within which the correlation is above 0.88, and the covariance of two groups depends on their
 * distance only: the double integral is a short double sum whatever the number of cells.
 *
 * <p>H follows from the cells; inside an open cell it is taken at its middle. As the values of both
 * sides make H, heavy tails need no assumption: a single far value has a large share in the noise.
 */
final class BridgeIntegral {
  private static final double STEP = 0.25;
  private static final int HALF = 180;
  private static final double[] ABSOLUTE = new double[2 * HALF + 1];
  private static final double[] SIGNED = new double[2 * HALF + 1];

  static {
    for (int lag = 0; lag < ABSOLUTE.length; lag++) {
      SIGNED[lag] = Math.exp(-lag * STEP / 2);
      ABSOLUTE[lag] = Noise.absoluteCovariance(SIGNED[lag]);
    }
  }

  private final double mean;
  private final double variance;
  private final double largestDeviation;

  private BridgeIntegral(double[] groups, double spread) {
    double sum = 0;
    double absolute = 0;
    double signed = 0;
    int first = 0;
    int last = groups.length - 1;
    while (first < last && groups[first] == 0) {
      first++;
    }
    while (last > first && groups[last] == 0) {
      last--;
    }
    for (int i = first; i <= last; i++) {
      sum += groups[i];
      absolute += groups[i] * groups[i] * ABSOLUTE[0];
      signed += groups[i] * groups[i];
      for (int j = first; j < i; j++) {
        absolute += 2 * groups[i] * groups[j] * ABSOLUTE[i - j];
        signed += 2 * groups[i] * groups[j] * SIGNED[i - j];
      }
    }
    mean = Noise.ABSOLUTE_MEAN * sum * spread;
    variance = absolute * spread * spread;
    largestDeviation = Math.sqrt(signed) * spread;
  }

  static BridgeIntegral of(double[] low, double[] high, CellTable cells, double scale) {
    double[] groups = new double[2 * HALF + 1];
    double total = (double) cells.referenceTotal() + cells.currentTotal();
    double below = 0;
    for (int i = 0; i < low.length; i++) {
      double inside = (double) cells.reference(i) + cells.current(i);
      add(groups, Wasserstein.width(low[i], high[i], scale), below + inside / 2, total);
      below += inside;
      if (i + 1 < low.length) {
        add(groups, Wasserstein.width(high[i], low[i + 1], scale), below, total);
      }
    }
    return new BridgeIntegral(groups, Math.sqrt(cells.noiseScale()));
  }

  private static void add(double[] groups, double width, double below, double total) {
    double above = total - below;
    if (width > 0 && below > 0 && above > 0) {
      long group = Math.round(Math.log(below / above) / STEP) + HALF;
      int index = (int) Math.max(0, Math.min(groups.length - 1, group));
      groups[index] += width * Math.sqrt(below / total * (above / total));
    }
  }

  /** The distance under no drift. */
  GammaFit chance() {
    return new GammaFit(mean, variance);
  }

  /** Bound of the distance's standard deviation, whatever the drift. */
  double largestDeviation() {
    return largestDeviation;
  }
}
