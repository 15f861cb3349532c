package io.tidemark.drift.multivariate;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.spark.api.java.JavaRDD;

/**
 * Compares the mean reconstruction error of both held halves, which the components have not seen.
 *
 * <p>The effect is the size of the relative change, up or down: the errors grow where columns are
 * no longer related as they were, and shrink where they are related more closely. The noise is that
 * of Welch's two-sided test of two means (Welch 1947, doi:10.1093/biomet/34.1-2.28). The
 * reference's mean error counts as at least {@value #LEAST_ERROR} times the root of the number of
 * columns, a hundredth of the whole length of a row: where the reference is rebuilt all but
 * perfectly, a rounding error more is not a large change.
 */
final class ReconstructionTest {
  private static final double LEAST_ERROR = 0.01;

  private ReconstructionTest() {}

  static Finding run(
      JavaRDD<SampledRow> rows, Encoding encoding, Reconstruction reconstruction, double alpha) {
    Errors none = new Errors(encoding.width());
    Errors errors =
        rows
            .mapPartitions(
                part ->
                    List.of(new Errors(encoding.width()).accept(part, encoding, reconstruction))
                        .iterator())
            .collect()
            .stream()
            .reduce(none, Errors::merge);
    double base = Math.max(errors.mean[0], LEAST_ERROR * Math.sqrt(encoding.columns().size()));
    double change = Math.abs(errors.mean[1] - errors.mean[0]);
    double[] variance = {
      errors.squares[0] / (errors.count[0] - 1.0) / errors.count[0],
      errors.squares[1] / (errors.count[1] - 1.0) / errors.count[1]
    };
    double error = Math.sqrt(variance[0] + variance[1]);
    double pValue;
    double noise;
    if (error > 0) {
      double freedom =
          Math.pow(variance[0] + variance[1], 2)
              / (variance[0] * variance[0] / (errors.count[0] - 1.0)
                  + variance[1] * variance[1] / (errors.count[1] - 1.0));
      TDistribution t = new TDistribution(null, freedom);
      pValue = Math.min(1, 2 * t.cumulativeProbability(-change / error));
      noise = t.inverseCumulativeProbability(1 - alpha / 2) * error / base;
    } else {
      pValue = change > 0 ? 0 : 1;
      noise = 0;
    }
    // The mean of the size of a normal variable.
    double expected = Math.sqrt(2 / Math.PI) * error / base;
    return new Finding(
        MultivariateDrift.Method.PCA_RECONSTRUCTION,
        change / base,
        expected,
        noise,
        pValue,
        new Finding.Shares(errors.shares(encoding)));
  }

  /** Moments of the error, and mean squared residual by feature, of both sides. */
  private static final class Errors implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] count = new long[2];
    private final double[] mean = new double[2];
    private final double[] squares = new double[2];
    private final double[][] residuals;

    Errors(int width) {
      residuals = new double[2][width];
    }

    Errors accept(Iterator<SampledRow> rows, Encoding encoding, Reconstruction reconstruction) {
      while (rows.hasNext()) {
        SampledRow row = rows.next();
        if (!row.isFitting()) {
          accept(row.isCurrent() ? 1 : 0, reconstruction.residual(encoding.vector(row)));
        }
      }
      return this;
    }

    private void accept(int side, double[] residual) {
      double square = 0;
      for (int i = 0; i < residual.length; i++) {
        double part = residual[i] * residual[i];
        residuals[side][i] += part;
        square += part;
      }
      double error = Math.sqrt(square);
      count[side]++;
      double step = error - mean[side];
      mean[side] += step / count[side];
      squares[side] += step * (error - mean[side]);
    }

    Errors merge(Errors other) {
      for (int side = 0; side < 2; side++) {
        long total = count[side] + other.count[side];
        if (total == 0) {
          continue;
        }
        double step = other.mean[side] - mean[side];
        double share = (double) other.count[side] / total;
        squares[side] += other.squares[side] + step * step * count[side] * share;
        mean[side] += step * share;
        count[side] = total;
        Vectors.add(residuals[side], 1, other.residuals[side]);
      }
      return this;
    }

    double[] shares(Encoding encoding) {
      double[] changes = new double[encoding.columns().size()];
      for (int feature = 0; feature < encoding.width(); feature++) {
        changes[encoding.owner(feature)] +=
            residuals[1][feature] / count[1] - residuals[0][feature] / count[0];
      }
      for (int column = 0; column < changes.length; column++) {
        changes[column] = Math.abs(changes[column]);
      }
      return Encoding.normalised(changes);
    }
  }
}
