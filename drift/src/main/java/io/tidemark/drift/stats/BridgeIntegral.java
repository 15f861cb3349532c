package io.tidemark.drift.stats;

import java.util.Arrays;

/**
 * How Wasserstein-1 is distributed under no drift, an approximation, given the values of both sides
 * together: under no drift they fall on the two sides by chance. Then at every x, F_r - F_c is
 * hypergeometric with variance H (1 - H) (1/n + 1/m) N / (N - 1), H being the distribution function
 * of both together, and behaves like a Brownian bridge at H; the distance is the integral of its
 * absolute value.
 *
 * <ol>
 *   <li>In u = ln(H / (1 - H)) the bridge divided by its standard deviation is stationary with
 *       correlation exp(-|u - u'| / 2). So x is grouped by u in steps of {@value #STEP}, within
 *       which the correlation is above 0.88, and double integrals become short sums whatever the
 *       number of cells.
 *   <li>Mean and variance of |F_r - F_c| are exact where counts are small, else those of the normal
 *       distribution ({@link Hypergeometric}); covariances are those of bivariate normals, E|XY| =
 *       (2/pi) (sqrt(1 - rho^2) + rho asin(rho)).
 *   <li>A lognormal distribution with the two moments is taken for the integral: its skewness of
 *       about three times the coefficient of variation is that of the integral for uniform, normal
 *       and heavy-tailed H.
 *   <li>Where one far value on the smaller side moves the distance by more than {@value #FAR}
 *       standard deviations, no such curve fits. There the mixture over the place of the smaller
 *       side's farthest value is taken ({@link FarValues}), for each tail.
 * </ol>
 *
 * <p>H follows from the cells; inside an open cell it is taken at its middle.
 */
final class BridgeIntegral {
  private static final double STEP = 0.25;
  private static final int HALF = 180;
  private static final double FAR = 0.5;
  private static final double[] ABSOLUTE = new double[2 * HALF + 1];
  private static final double[] SIGNED = new double[2 * HALF + 1];

  static {
    for (int lag = 0; lag < ABSOLUTE.length; lag++) {
      SIGNED[lag] = Math.exp(-lag * STEP / 2);
      ABSOLUTE[lag] = Noise.absoluteCovariance(SIGNED[lag]) / Noise.absoluteCovariance(1);
    }
  }

  private final Hypergeometric falls;
  private final double total;

  /** Width of x by group, and the mean number of rows below. */
  private final double[] widths = new double[2 * HALF + 1];

  private final double[] below = new double[2 * HALF + 1];

  /** Mean and standard deviation of a group's share of the integral. */
  private final double[] means = new double[2 * HALF + 1];

  private final double[] deviations = new double[2 * HALF + 1];
  private int first = 2 * HALF + 1;
  private int last = -1;
  private double largestVariance;

  BridgeIntegral(double[] low, double[] high, CellTable cells, double unit) {
    falls = new Hypergeometric(cells);
    total = (double) cells.referenceTotal() + cells.currentTotal();
    double before = 0;
    for (int i = 0; i < low.length; i++) {
      double inside = (double) cells.reference(i) + cells.current(i);
      add(Wasserstein.width(low[i], high[i], unit), before + inside / 2);
      before += inside;
      if (i + 1 < low.length) {
        add(Wasserstein.width(high[i], low[i + 1], unit), before);
      }
    }
    for (int i = first; i <= last; i++) {
      if (widths[i] > 0) {
        below[i] /= widths[i];
        double mean = falls.meanDifference(below[i]);
        double variance = falls.variance(below[i]);
        means[i] = widths[i] * mean;
        deviations[i] = widths[i] * Math.sqrt(Math.max(0, variance - mean * mean));
        largestVariance += pairs(i, Math.sqrt(variance));
      }
    }
  }

  private void add(double width, double rows) {
    double above = total - rows;
    if (width > 0 && rows > 0 && above > 0) {
      int group = HALF + (int) Math.round(Math.log(rows / above) / STEP);
      group = Math.max(0, Math.min(2 * HALF, group));
      widths[group] += width;
      below[group] += width * rows;
      first = Math.min(first, group);
      last = Math.max(last, group);
    }
  }

  /** Adds to the variance of the integral of F_r - F_c without its sign what a group brings in. */
  private double pairs(int group, double deviation) {
    double own = widths[group] * deviation;
    double sum = own * own;
    for (int i = first; i < group; i++) {
      if (widths[i] > 0) {
        sum += 2 * own * widths[i] * Math.sqrt(falls.variance(below[i])) * SIGNED[group - i];
      }
    }
    return sum;
  }

  /** Sum of the means of the groups from one to another. */
  double mean(int from, int to) {
    double sum = 0;
    for (int i = from; i <= to; i++) {
      sum += means[i];
    }
    return sum;
  }

  /** Variance of the sum of the groups from one to another. */
  double variance(int from, int to) {
    double sum = 0;
    for (int i = from; i <= to; i++) {
      sum += deviations[i] * deviations[i];
      for (int j = from; j < i; j++) {
        sum += 2 * deviations[i] * deviations[j] * ABSOLUTE[i - j];
      }
    }
    return sum;
  }

  /** The distance under no drift. */
  LognormalMixture chance() {
    double mean = mean(first, last);
    double variance = variance(first, last);
    int lower = rare(true);
    int upper = rare(false);
    FarValues low = tail(true, lower, variance);
    FarValues high = tail(false, upper, variance);
    int from = low.places() > 1 ? first + lower : first;
    int to = high.places() > 1 ? last - upper : last;
    double[] raisedLow = raised(low, true, from, to, lower);
    double[] raisedHigh = raised(high, false, from, to, upper);
    double rest = mean(from, to);
    double restVariance = variance(from, to);
    // What the rest is raised by is an approximation: the mixture keeps the mean of the whole.
    double known = low.meanShare() + high.meanShare();
    double likely = rest + low.average(raisedLow) + high.average(raisedHigh);
    double factor = likely > 0 ? Math.max(0, mean - known) / likely : 0;
    LognormalMixture chance = new LognormalMixture(low.places() * high.places());
    for (int i = 0; i < low.places(); i++) {
      for (int j = 0; j < high.places(); j++) {
        chance.add(
            low.weight(i) * high.weight(j),
            low.shift(i) + high.shift(j),
            low.mean(i) + high.mean(j) + factor * (rest + raisedLow[i] + raisedHigh[j]),
            low.variance(i) + high.variance(j) + restVariance);
      }
    }
    return chance;
  }

  /** How many groups of the outer half expect less than one value of the smaller side. */
  private int rare(boolean lower) {
    int count = 0;
    while (count <= last - first) {
      int group = lower ? first + count : last - count;
      double rank = lower ? below[group] : total - below[group];
      if (widths[group] > 0 && (rank >= total / 2 || rank * falls.smallShare() > 1)) {
        break;
      }
      count++;
    }
    return count;
  }

  private FarValues tail(boolean lower, int groups, double variance) {
    int size = 0;
    double[] outer = new double[groups];
    double[] ranks = new double[groups];
    double width = 0;
    for (int i = 0; i < groups; i++) {
      int group = lower ? first + i : last - i;
      if (widths[group] > 0) {
        outer[size] = widths[group];
        ranks[size] = lower ? below[group] : total - below[group];
        width += widths[group];
        size++;
      }
    }
    if (!(width * falls.unit() > FAR * Math.sqrt(variance))) {
      return FarValues.none();
    }
    return FarValues.of(Arrays.copyOf(outer, size), Arrays.copyOf(ranks, size), falls);
  }

  /** By how much the rest's mean is raised for each place in a tail. */
  private double[] raised(FarValues tail, boolean lower, int from, int to, int groups) {
    double[] raised = new double[tail.places()];
    if (raised.length == 1) {
      return raised;
    }
    int junction = lower ? first + groups - 1 : last - groups + 1;
    for (int i = from; i <= to; i++) {
      if (widths[i] == 0) {
        continue;
      }
      double mean = means[i] / widths[i];
      double correlation = SIGNED[Math.abs(i - junction)];
      double left = mean * mean * (1 - correlation * correlation);
      double share = (lower ? total - below[i] : below[i]) / total;
      for (int place = 0; place < raised.length; place++) {
        double kept = tail.raised(place) * share;
        raised[place] += widths[i] * (Math.sqrt(left + kept * kept) - mean);
      }
    }
    return raised;
  }

  /** Bound of the distance's standard deviation, whatever the drift. */
  double largestDeviation() {
    return Math.sqrt(largestVariance);
  }
}
