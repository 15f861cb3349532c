package io.tidemark.training;

import java.util.Map;

/** Sums for binary classifiers: positives and negatives by bins of the score, and plain sums. */
final class BinarySums implements GroupSums {
  private static final int CHOSEN = 0;
  private static final int HITS = 1;
  private static final int LOSS = 2;
  private static final int BRIER = 3;
  private final double[][] positives;
  private final double[][] negatives;
  private final double[][] sums;

  /** No rows in any group. */
  BinarySums(int groups, int bins) {
    positives = new double[groups][bins];
    negatives = new double[groups][bins];
    sums = new double[groups][4];
  }

  /**
   * Adds rows.
   *
   * @param bin bin of their score
   * @param rows how many
   * @param positive of them with a positive label
   * @param chosen of them predicted positive
   * @param hits of them both
   * @param loss sum of the log-loss
   * @param brier sum of the squared differences of probability and label
   */
  void add(
      int group,
      int bin,
      long rows,
      long positive,
      long chosen,
      long hits,
      double loss,
      double brier) {
    positives[group][bin] += positive;
    negatives[group][bin] += rows - positive;
    sums[group][CHOSEN] += chosen;
    sums[group][HITS] += hits;
    sums[group][LOSS] += loss;
    sums[group][BRIER] += brier;
  }

  @Override
  public int groups() {
    return sums.length;
  }

  @Override
  public Map<Metric, Double> measure(int[] times) {
    double[] p = GroupSums.total(positives, times);
    double[] q = GroupSums.total(negatives, times);
    double[] s = GroupSums.total(sums, times);
    double hits = 0;
    double others = 0;
    double area = 0;
    double precision = 0;
    for (int b = p.length - 1; b >= 0; b--) {
      hits += p[b];
      area += q[b] * (hits - p[b] / 2);
      others += q[b];
      precision += p[b] == 0 ? 0 : p[b] * hits / (hits + others);
    }
    double n = hits + others;
    Map<Metric, Double> metrics = Measures.undefined(Task.BINARY);
    // There is none of the calibration error: resampling adds to it, which no centring undoes.
    metrics.put(Metric.AUC, area / (hits * others));
    metrics.put(Metric.PR_AUC, precision / hits);
    metrics.put(Metric.F1, 2 * s[HITS] / (hits + s[CHOSEN]));
    metrics.put(Metric.PRECISION, s[HITS] / s[CHOSEN]);
    metrics.put(Metric.RECALL, s[HITS] / hits);
    metrics.put(Metric.ACCURACY, (n - hits - s[CHOSEN] + 2 * s[HITS]) / n);
    metrics.put(Metric.LOG_LOSS, s[LOSS] / n);
    metrics.put(Metric.BRIER, s[BRIER] / n);
    return metrics;
  }
}
