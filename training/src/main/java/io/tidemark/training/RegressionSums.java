package io.tidemark.training;

import java.util.Map;

/** Sums for regression: rows by bins of |error|, and plain sums. */
final class RegressionSums implements GroupSums {
  private static final int ROWS = 0;
  private static final int SQUARES = 1;
  private static final int ABSOLUTE = 2;
  private static final int LABEL = 3;
  private static final int LABEL_SQUARES = 4;
  private static final int RELATIVE = 5;
  private static final int NOT_ZERO = 6;

  /** Number of plain sums. */
  static final int SUMS = 7;

  private final double[] edges;
  private final double[][] bins;
  private final double[][] sums;

  /**
   * No rows in any group.
   *
   * @param edges what bins |error|, ascending: the bin of a value is the number of edges not above
   *     it
   */
  RegressionSums(int groups, double[] edges) {
    this.edges = edges.clone();
    bins = new double[groups][edges.length + 1];
    sums = new double[groups][SUMS];
  }

  /**
   * Adds rows.
   *
   * @param bin bin of their |error|
   * @param added number of rows; sums of squared errors, of |error|, of the label and its square,
   *     both from some centre that is the same for all rows; sum of |error / label|, and number of
   *     rows, where the label is not 0
   */
  void add(int group, int bin, double... added) {
    bins[group][bin] += added[ROWS];
    for (int i = 0; i < SUMS; i++) {
      sums[group][i] += added[i];
    }
  }

  @Override
  public int groups() {
    return sums.length;
  }

  @Override
  public Map<Metric, Double> measure(int[] times) {
    double[] s = GroupSums.total(sums, times);
    double[] rows = GroupSums.total(bins, times);
    double n = s[ROWS];
    double spread = s[LABEL_SQUARES] - s[LABEL] * s[LABEL] / n;
    Map<Metric, Double> metrics = Measures.undefined(Task.REGRESSION);
    metrics.put(Metric.RMSE, Math.sqrt(s[SQUARES] / n));
    metrics.put(Metric.MAE, s[ABSOLUTE] / n);
    metrics.put(Metric.R2, spread > 0 ? 1 - s[SQUARES] / spread : Double.NaN);
    metrics.put(Metric.MAPE, s[RELATIVE] / s[NOT_ZERO]);
    metrics.put(Metric.MEDIAN_ABSOLUTE_ERROR, quantile(rows, n, 0.5));
    metrics.put(Metric.P90_ABSOLUTE_ERROR, quantile(rows, n, 0.9));
    return metrics;
  }

  /** Linear within the bin in which the quantile lies. */
  private double quantile(double[] rows, double n, double q) {
    double left = q * n;
    for (int b = 0; b < rows.length; b++) {
      if (left <= rows[b] && rows[b] > 0) {
        double low = edges[Math.max(b - 1, 0)];
        double high = edges[Math.min(b, edges.length - 1)];
        return low + (high - low) * left / rows[b];
      }
      left -= rows[b];
    }
    return Double.NaN;
  }
}
