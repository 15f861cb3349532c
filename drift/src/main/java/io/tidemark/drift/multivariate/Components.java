package io.tidemark.drift.multivariate;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.feature.PCA;
import org.apache.spark.ml.feature.PCAModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** All principal components of vectors, those with the most variance first. */
final class Components implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String VECTOR = "vector";

  private final double[][] directions;
  private final double[] shares;

  private Components(double[][] directions, double[] shares) {
    this.directions = directions;
    this.shares = shares;
  }

  /**
   * Finds them with MLlib.
   *
   * @param vectors at least two, in one partition, for a sum in one order
   * @param width their length
   */
  static Components fit(SparkSession spark, JavaRDD<double[]> vectors, int width) {
    JavaRDD<Row> rows = vectors.map(vector -> RowFactory.create(Vectors.dense(vector)));
    PCAModel model =
        new PCA()
            .setInputCol(VECTOR)
            .setOutputCol("components")
            .setK(width)
            .fit(
                spark.createDataFrame(
                    rows, new StructType().add(VECTOR, SQLDataTypes.VectorType(), false)));
    double[][] directions = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int feature = 0; feature < width; feature++) {
        directions[i][feature] = model.pc().apply(feature, i);
      }
    }
    return new Components(directions, model.explainedVariance().toArray());
  }

  /** Number of components, which is the number of features. */
  int count() {
    return directions.length;
  }

  /** Unit vector of a component. */
  double[] direction(int component) {
    return directions[component];
  }

  /** Share of a component in the total variance, in [0, 1]. */
  double share(int component) {
    return shares[component];
  }

  /** Inner product. */
  static double product(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** Adds a multiple of a vector. */
  static void add(double[] target, double factor, double[] vector) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * vector[i];
    }
  }
}
