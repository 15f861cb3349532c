package io.tidemark.training;

import java.util.Map;

/** Sums for classifiers of several classes: by class, and plain sums. */
final class MulticlassSums implements GroupSums {
  private static final int ROWS = 0;
  private static final int LOSS = 1;
  private static final int BRIER = 2;
  private final double[][] sums;
  private final double[][] labels;
  private final double[][] chosen;
  private final double[][] hits;

  /**
   * No rows in any group.
   *
   * @param classes number of classes; 0 if there are too many of them to keep sums by class
   */
  MulticlassSums(int groups, int classes) {
    sums = new double[groups][3];
    labels = new double[groups][classes];
    chosen = new double[groups][classes];
    hits = new double[groups][classes];
  }

  /** Adds rows: how many, and their sums of log-loss and Brier score. */
  void add(int group, long rows, double loss, double brier) {
    sums[group][ROWS] += rows;
    sums[group][LOSS] += loss;
    sums[group][BRIER] += brier;
  }

  /** Adds what is known of a class: rows with the label, with the prediction, with both. */
  void addClass(int group, int of, long withLabel, long predicted, long both) {
    labels[group][of] += withLabel;
    chosen[group][of] += predicted;
    hits[group][of] += both;
  }

  @Override
  public int groups() {
    return sums.length;
  }

  @Override
  public Map<Metric, Double> measure(int[] times) {
    double[] s = GroupSums.total(sums, times);
    Map<Metric, Double> metrics = Measures.undefined(Task.MULTICLASS);
    metrics.put(Metric.LOG_LOSS, s[LOSS] / s[ROWS]);
    metrics.put(Metric.BRIER, s[BRIER] / s[ROWS]);
    byClass(times, s[ROWS], metrics);
    return metrics;
  }

  private void byClass(int[] times, double rows, Map<Metric, Double> metrics) {
    double[] l = GroupSums.total(labels, times);
    double[] c = GroupSums.total(chosen, times);
    double[] h = GroupSums.total(hits, times);
    double seen = 0;
    double all = 0;
    double f1 = 0;
    double weighted = 0;
    double precision = 0;
    double recall = 0;
    for (int k = 0; k < l.length; k++) {
      if (l[k] + c[k] > 0) {
        double of = 2 * h[k] / (l[k] + c[k]);
        seen++;
        all += h[k];
        f1 += of;
        weighted += of * l[k];
        precision += c[k] == 0 ? 0 : h[k] / c[k];
        recall += l[k] == 0 ? 0 : h[k] / l[k];
      }
    }
    if (seen > 0) {
      metrics.put(Metric.ACCURACY, all / rows);
      metrics.put(Metric.MACRO_F1, f1 / seen);
      metrics.put(Metric.WEIGHTED_F1, weighted / rows);
      metrics.put(Metric.MACRO_PRECISION, precision / seen);
      metrics.put(Metric.MACRO_RECALL, recall / seen);
    }
  }
}
