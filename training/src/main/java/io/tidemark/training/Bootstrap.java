package io.tidemark.training;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * Bootstrap intervals from groups of rows (Efron 1979, doi:10.1214/aos/1176344552; resampling
 * groups in place of rows as in Kleiner et al. and others is that of a cluster bootstrap whose
 * clusters are random, so that rows stay independent).
 *
 * <p>Rows are in {@value #GROUPS} groups by a hash of their values. Each of {@value #REPLICATES}
 * replicates draws as many groups with replacement and measures them. The interval is that of the
 * replicates' quantiles, shifted so that it is centred on the exact value and not on that of the
 * bins by which the replicates rank; it is cut off where the metric cannot be. The number of rows
 * bears neither on time nor on memory.
 *
 * <p>A metric that is not defined in more than one replicate of twenty has no interval.
 */
final class Bootstrap {
  /** Groups of rows. */
  static final int GROUPS = 200;

  /** Times that the groups are drawn. */
  static final int REPLICATES = 2000;

  /** Confidence unless something else is said. */
  static final double DEFAULT_CONFIDENCE = 0.95;

  private static final double UNDEFINED = 0.05;
  private final long seed;
  private final int replicates;

  Bootstrap(long seed) {
    this(seed, REPLICATES);
  }

  Bootstrap(long seed, int replicates) {
    this.seed = seed;
    this.replicates = replicates;
  }

  /** Interval of each metric that has one. */
  Map<Metric, Interval> intervals(GroupSums sums, Map<Metric, Double> exact, double confidence) {
    Map<Metric, double[]> values = new EnumMap<>(Metric.class);
    Map<Metric, Double> binned = sums.measure(once(sums.groups()));
    binned.keySet().forEach(metric -> values.put(metric, new double[replicates]));
    Random random = new Random(seed);
    for (int i = 0; i < replicates; i++) {
      Map<Metric, Double> drawn = sums.measure(draw(sums.groups(), random));
      for (Map.Entry<Metric, double[]> of : values.entrySet()) {
        of.getValue()[i] = drawn.getOrDefault(of.getKey(), Double.NaN);
      }
    }
    Map<Metric, Interval> intervals = new EnumMap<>(Metric.class);
    values.forEach(
        (metric, drawn) -> {
          Interval of =
              centred(
                  drawn,
                  exact.getOrDefault(metric, Double.NaN),
                  binned.getOrDefault(metric, Double.NaN),
                  confidence);
          if (!Double.isNaN(of.low())) {
            intervals.put(metric, within(metric, of));
          }
        });
    return intervals;
  }

  /**
   * Interval of the gain of one model over another on the same groups of the same rows; NaN if
   * there is none.
   *
   * @param exact the gain itself
   */
  Interval gain(
      GroupSums challenger,
      GroupSums champion,
      Metric metric,
      boolean relative,
      double exact,
      double confidence) {
    int groups = challenger.groups();
    double[] gains = new double[replicates];
    Random random = new Random(seed);
    for (int i = 0; i < replicates; i++) {
      gains[i] = gain(challenger, champion, metric, relative, draw(groups, random));
    }
    double binned = gain(challenger, champion, metric, relative, once(groups));
    return centred(gains, exact, binned, confidence);
  }

  private static double gain(
      GroupSums challenger, GroupSums champion, Metric metric, boolean relative, int[] times) {
    return gain(
        metric,
        challenger.measure(times).getOrDefault(metric, Double.NaN),
        champion.measure(times).getOrDefault(metric, Double.NaN),
        relative);
  }

  /** By how much a value is better than another; relative gains are shares of the other. */
  static double gain(Metric metric, double challenger, double champion, boolean relative) {
    double better = metric.higherIsBetter() ? challenger - champion : champion - challenger;
    return relative ? better / Math.abs(champion) : better;
  }

  private static Interval centred(double[] drawn, double exact, double binned, double confidence) {
    double[] values = Arrays.stream(drawn).filter(Double::isFinite).sorted().toArray();
    if (values.length < (1 - UNDEFINED) * drawn.length || !Double.isFinite(exact - binned)) {
      return new Interval(Double.NaN, Double.NaN);
    }
    double tail = (1 - confidence) / 2;
    return new Interval(
        exact + quantile(values, tail) - binned, exact + quantile(values, 1 - tail) - binned);
  }

  private static Interval within(Metric metric, Interval interval) {
    double least = metric == Metric.R2 ? Double.NEGATIVE_INFINITY : 0;
    double most = metric.higherIsBetter() ? 1 : Double.POSITIVE_INFINITY;
    return new Interval(Math.max(least, interval.low()), Math.min(most, interval.high()));
  }

  private static double quantile(double[] sorted, double q) {
    double position = (sorted.length - 1) * q;
    int low = (int) position;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (sorted[high] - sorted[low]) * (position - low);
  }

  private static int[] once(int groups) {
    int[] times = new int[groups];
    Arrays.fill(times, 1);
    return times;
  }

  private static int[] draw(int groups, Random random) {
    int[] times = new int[groups];
    for (int g = 0; g < groups; g++) {
      times[random.nextInt(groups)]++;
    }
    return times;
  }
}
