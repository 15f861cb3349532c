package io.tidemark.drift.multivariate;

import java.io.Serializable;

/**
 * Rebuilds rows from the reference's leading principal components: what is left over is the
 * residual, and its length the row's reconstruction error.
 *
 * <p>As many components are kept as are needed for the wanted share of the variance, but at least
 * one component that has any variance is not: else every row would be rebuilt perfectly.
 */
final class Reconstruction implements Serializable {
  private static final long serialVersionUID = 1;

  /** Share of the variance below which a component is none. */
  private static final double NONE = 1e-9;

  private final Components components;
  private final int kept;

  Reconstruction(Components components, double varianceShare) {
    this.components = components;
    int rank = 0;
    while (rank < components.count() && components.share(rank) > NONE) {
      rank++;
    }
    int needed = 0;
    double share = 0;
    while (needed < rank - 1 && share < varianceShare) {
      share += components.share(needed++);
    }
    this.kept = needed;
  }

  /** Number of components that rows are rebuilt from. */
  int kept() {
    return kept;
  }

  /** What a row has outside of the kept components. */
  double[] residual(double[] vector) {
    // Directions are orthonormal: either set gives the residual, and the smaller one is cheaper.
    if (kept <= components.count() / 2) {
      double[] residual = vector.clone();
      for (int i = 0; i < kept; i++) {
        double[] direction = components.direction(i);
        Vectors.add(residual, -Vectors.product(vector, direction), direction);
      }
      return residual;
    }
    double[] residual = new double[vector.length];
    for (int i = kept; i < components.count(); i++) {
      double[] direction = components.direction(i);
      Vectors.add(residual, Vectors.product(vector, direction), direction);
    }
    return residual;
  }

  /** Length of the residual. */
  double error(double[] vector) {
    double[] residual = residual(vector);
    return Math.sqrt(Vectors.product(residual, residual));
  }
}
