package io.tidemark.drift.multivariate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/**
 * Directions in which the fitting halves of both sides differ most, as features for trees: a tree
 * splits one feature at a time, and finds neither a shift that is spread over many columns nor a
 * correlation that changed while every column by itself did not.
 *
 * <ul>
 *   <li>One direction along which the means differ most for the reference's covariance (Fisher
 *       1936, doi:10.1111/j.1469-1809.1936.tb02137.x).
 *   <li>Up to {@value #SPREADS} along which the ratio of the variances is largest or smallest, of
 *       which the distance from 0 is taken: the outer generalised eigenvectors of both covariances
 *       (Fukunaga and Koontz 1970, doi:10.1109/T-C.1970.222918).
 *   <li>The reconstruction error, for what the reference has no variance for.
 * </ul>
 */
final class Contrasts implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int SPREADS = 8;

  /** Least variance, relative to the mean of all components, of one that is looked at. */
  private static final double LEAST_VARIANCE = 1e-3;

  private final double[] shift;
  private final List<double[]> spreads;
  private final Reconstruction reconstruction;

  private Contrasts(double[] shift, List<double[]> spreads, Reconstruction reconstruction) {
    this.shift = shift;
    this.spreads = spreads;
    this.reconstruction = reconstruction;
  }

  /** Learns from the fitting halves of both sides. */
  static Contrasts fit(
      SparkSession spark,
      RowSample sample,
      Encoding encoding,
      Components components,
      Reconstruction reconstruction) {
    List<double[]> whitening = whitening(components);
    JavaRDD<double[]> white =
        sample.rows(true, true).coalesce(1).map(row -> products(whitening, encoding.vector(row)));
    Components current = Components.fit(spark, white, whitening.size());
    List<double[]> spreads = new ArrayList<>();
    int count = current.count();
    for (int i = 0; i < count; i++) {
      // Half from either end.
      if (i < SPREADS / 2 || i >= count - SPREADS / 2) {
        spreads.add(combined(whitening, current.direction(i)));
      }
    }
    double[] step = Means.of(sample, encoding).step();
    double[] shift = combined(whitening, products(whitening, step));
    return new Contrasts(shift, spreads, reconstruction);
  }

  /** Vectors whose products with a row are uncorrelated in the reference and of one variance. */
  private static List<double[]> whitening(Components components) {
    List<double[]> vectors = new ArrayList<>();
    for (int i = 0; i < components.count(); i++) {
      double variance = components.share(i) * components.count();
      if (variance >= LEAST_VARIANCE) {
        double[] vector = new double[components.count()];
        Components.add(vector, 1 / Math.sqrt(variance), components.direction(i));
        vectors.add(vector);
      }
    }
    return vectors;
  }

  private static double[] products(List<double[]> vectors, double[] row) {
    return vectors.stream().mapToDouble(vector -> Components.product(vector, row)).toArray();
  }

  private static double[] combined(List<double[]> vectors, double[] factors) {
    double[] sum = new double[vectors.get(0).length];
    for (int i = 0; i < factors.length; i++) {
      Components.add(sum, factors[i], vectors.get(i));
    }
    return sum;
  }

  /** Number of features. */
  int width() {
    return spreads.size() + 2;
  }

  /** The features of a row, given by its vector. */
  double[] features(double[] vector) {
    double[] features = new double[width()];
    for (int i = 0; i < spreads.size(); i++) {
      features[i] = Math.abs(Components.product(spreads.get(i), vector));
    }
    features[spreads.size()] = Components.product(shift, vector);
    features[spreads.size() + 1] = reconstruction.error(vector);
    return features;
  }

  /**
   * Each column's part in a feature, adding up to 1: by the squares of the direction's weights.
   *
   * @param feature index of the feature
   * @param residual the columns' parts in the reconstruction error
   */
  double[] parts(int feature, Encoding encoding, Finding.Shares residual) {
    if (feature == width() - 1) {
      double[] parts = new double[encoding.columns().size()];
      for (int column = 0; column < parts.length; column++) {
        parts[column] = residual.of(column);
      }
      return parts;
    }
    double[] direction = feature < spreads.size() ? spreads.get(feature) : shift;
    double[] squares = new double[direction.length];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = direction[i] * direction[i];
    }
    return encoding.shares(squares);
  }

  /** Means of the fitting halves. */
  private static final class Means implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] count = new long[2];
    private final double[][] sum;

    private Means(int width) {
      sum = new double[2][width];
    }

    static Means of(RowSample sample, Encoding encoding) {
      return sample
          .rows()
          .mapPartitions(
              rows -> List.of(new Means(encoding.width()).accept(rows, encoding)).iterator())
          .collect()
          .stream()
          .reduce(new Means(encoding.width()), Means::merge);
    }

    private Means accept(Iterator<SampledRow> rows, Encoding encoding) {
      while (rows.hasNext()) {
        SampledRow row = rows.next();
        if (row.isFitting()) {
          int side = row.isCurrent() ? 1 : 0;
          count[side]++;
          Components.add(sum[side], 1, encoding.vector(row));
        }
      }
      return this;
    }

    private Means merge(Means other) {
      for (int side = 0; side < 2; side++) {
        count[side] += other.count[side];
        Components.add(sum[side], 1, other.sum[side]);
      }
      return this;
    }

    /** From the reference's mean to the current one. */
    double[] step() {
      double[] step = new double[sum[0].length];
      Components.add(step, -1.0 / count[0], sum[0]);
      Components.add(step, 1.0 / count[1], sum[1]);
      return step;
    }
  }
}
