package io.tidemark.drift.multivariate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * All principal components, those with the most variance first.
 *
 * <p>From the covariance matrix by the QL algorithm. MLlib's PCA takes that matrix to the driver as
 * well, but there it calls a singular value decomposition that was seen not to converge on one of
 * the indicators of fifty string columns, which has a zero eigenvalue for each column.
 */
final class Components implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[][] directions;
  private final double[] variances;
  private final double total;

  private Components(double[][] directions, double[] variances) {
    this.directions = directions;
    this.variances = variances;
    this.total = Arrays.stream(variances).sum();
  }

  /** Components of a covariance matrix. */
  static Components of(double[][] covariance) {
    int count = covariance.length;
    // The algorithm waits until what is left of a coefficient is small next to the eigenvalues at
    // it. Next to several that are 0 nothing is. With all of them larger by the total variance,
    // which no eigenvalue exceeds, rounding errors are, and the directions stay what they are.
    double raised = IntStream.range(0, count).mapToDouble(i -> covariance[i][i]).sum();
    double[][] matrix = new double[count][];
    for (int i = 0; i < count; i++) {
      matrix[i] = covariance[i].clone();
      matrix[i][i] += raised;
    }
    EigenDecomposition decomposition =
        new EigenDecomposition(new Array2DRowRealMatrix(matrix, false));
    double[][] directions = new double[count][];
    double[] variances = new double[count];
    for (int i = 0; i < count; i++) {
      directions[i] = decomposition.getEigenvector(i).toArray();
      // Below 0 by rounding only.
      variances[i] = Math.max(0, decomposition.getRealEigenvalue(i) - raised);
    }
    return new Components(directions, variances);
  }

  /** Number of components, which is the number of features. */
  int count() {
    return directions.length;
  }

  /** Unit vector of a component. */
  double[] direction(int component) {
    return directions[component];
  }

  /** Variance along a component. */
  double variance(int component) {
    return variances[component];
  }

  /** Share of a component in the total variance, in [0, 1]; 0 if there is none. */
  double share(int component) {
    return total > 0 ? variances[component] / total : 0;
  }
}
