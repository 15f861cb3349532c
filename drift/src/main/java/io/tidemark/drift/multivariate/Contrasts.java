package io.tidemark.drift.multivariate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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

  private static final double LEAST_RATIO = 1e-6;

  private final double[] shift;
  private final List<double[]> spreads;
  private final Reconstruction reconstruction;

  private Contrasts(double[] shift, List<double[]> spreads, Reconstruction reconstruction) {
    this.shift = shift;
    this.spreads = spreads;
    this.reconstruction = reconstruction;
  }

  /**
   * Learns from the fitting halves of both sides.
   *
   * @param components those of the reference
   */
  static Contrasts fit(Moments moments, Components components, Reconstruction reconstruction) {
    List<double[]> whitening = whitening(components);
    Components spread = Components.of(transformed(whitening, moments.covariance(true)));
    List<double[]> spreads =
        IntStream.range(0, spread.count())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -size(spread.variance(i))))
            .limit(SPREADS)
            .map(i -> combined(whitening, spread.direction(i)))
            .toList();
    double[] step = moments.mean(true);
    Vectors.add(step, -1, moments.mean(false));
    double[] shift = combined(whitening, products(whitening, step));
    return new Contrasts(shift, new ArrayList<>(spreads), reconstruction);
  }

  /** How much a ratio of variances is away from 1, upwards or downwards. */
  private static double size(double ratio) {
    return Math.abs(Math.log(Math.max(ratio, LEAST_RATIO)));
  }

  /** Vectors whose products with a row are uncorrelated in the reference and of variance 1. */
  private static List<double[]> whitening(Components components) {
    List<double[]> vectors = new ArrayList<>();
    for (int i = 0; i < components.count(); i++) {
      if (components.share(i) * components.count() >= LEAST_VARIANCE) {
        double[] vector = new double[components.count()];
        Vectors.add(vector, 1 / Math.sqrt(components.variance(i)), components.direction(i));
        vectors.add(vector);
      }
    }
    return vectors;
  }

  /** The covariance of the products of rows with some vectors. */
  private static double[][] transformed(List<double[]> vectors, double[][] covariance) {
    double[][] transformed = new double[vectors.size()][];
    for (int i = 0; i < transformed.length; i++) {
      double[] row = products(Arrays.asList(covariance), vectors.get(i));
      transformed[i] = products(vectors, row);
    }
    for (int i = 0; i < transformed.length; i++) {
      for (int j = 0; j < i; j++) {
        // Symmetric to the last digit.
        transformed[i][j] = transformed[j][i];
      }
    }
    return transformed;
  }

  private static double[] products(List<double[]> vectors, double[] row) {
    return vectors.stream().mapToDouble(vector -> Vectors.product(vector, row)).toArray();
  }

  private static double[] combined(List<double[]> vectors, double[] factors) {
    double[] sum = new double[vectors.get(0).length];
    for (int i = 0; i < factors.length; i++) {
      Vectors.add(sum, factors[i], vectors.get(i));
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
      features[i] = Math.abs(Vectors.product(spreads.get(i), vector));
    }
    features[spreads.size()] = Vectors.product(shift, vector);
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
}
