package io.tidemark.training;

import java.util.Map;

/**
 * Sums over each of a fixed number of groups of rows, from which the metrics of any combination of
 * the groups follow: what the bootstrap resamples.
 */
interface GroupSums {
  /** Number of groups, empty ones included. */
  int groups();

  /**
   * The metrics of the rows with each group taken a number of times; NaN where not defined. Metrics
   * that rank rows do so by bins, which moves them a little; the bootstrap looks only at how they
   * vary.
   *
   * @param times how often each group is taken
   */
  Map<Metric, Double> measure(int[] times);

  /** The groups' lines of numbers added up, each taken a number of times. */
  static double[] total(double[][] groups, int[] times) {
    double[] total = new double[groups[0].length];
    for (int g = 0; g < times.length; g++) {
      if (times[g] > 0) {
        double[] line = groups[g];
        for (int i = 0; i < total.length; i++) {
          total[i] += times[g] * line[i];
        }
      }
    }
    return total;
  }
}
