package io.tidemark.drift.multivariate;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** Means and covariances of the features, of the fitting half of either side. */
final class Moments implements Serializable {
  private static final long serialVersionUID = 1;

  private final int width;
  private final long[] count = new long[2];
  private final double[][] sum;

  /** Upper triangles, by row. */
  private final double[][] products;

  private Moments(int width) {
    this.width = width;
    this.sum = new double[2][width];
    this.products = new double[2][width * (width + 1) / 2];
  }

  /** Adds all rows up in one job, the same to the last digit on every run. */
  static Moments of(RowSample sample, Encoding encoding) {
    return sample
        .rows()
        .mapPartitions(
            rows -> List.of(new Moments(encoding.width()).accept(rows, encoding)).iterator())
        // In the partitions' order, not in the one in which tasks end.
        .collect()
        .stream()
        .reduce(new Moments(encoding.width()), Moments::merge);
  }

  private Moments accept(Iterator<SampledRow> rows, Encoding encoding) {
    while (rows.hasNext()) {
      SampledRow row = rows.next();
      if (row.isFitting()) {
        accept(row.isCurrent() ? 1 : 0, encoding.vector(row));
      }
    }
    return this;
  }

  private void accept(int side, double[] vector) {
    count[side]++;
    double[] triangle = products[side];
    int next = 0;
    for (int i = 0; i < width; i++) {
      double value = vector[i];
      sum[side][i] += value;
      for (int j = i; j < width; j++) {
        triangle[next++] += value * vector[j];
      }
    }
  }

  private Moments merge(Moments other) {
    for (int side = 0; side < 2; side++) {
      count[side] += other.count[side];
      Vectors.add(sum[side], 1, other.sum[side]);
      Vectors.add(products[side], 1, other.products[side]);
    }
    return this;
  }

  /** Mean of a side. */
  double[] mean(boolean current) {
    int side = current ? 1 : 0;
    double[] mean = new double[width];
    Vectors.add(mean, 1.0 / count[side], sum[side]);
    return mean;
  }

  /** Covariance matrix of a side. */
  double[][] covariance(boolean current) {
    int side = current ? 1 : 0;
    double[] mean = mean(current);
    double[][] covariance = new double[width][width];
    int next = 0;
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width; j++) {
        double product = products[side][next++] - count[side] * mean[i] * mean[j];
        covariance[i][j] = product / (count[side] - 1.0);
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }
}
