package io.tidemark.drift.multivariate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains a random forest of MLlib on the fitting halves to tell current rows from the reference's,
 * and measures on the held halves how well it does (a classifier two-sample test: Lopez-Paz and
 * Oquab 2017, arXiv:1610.06545).
 *
 * <p>A forest adds up whole numbers only, so that the order in which tasks end changes nothing. Its
 * scores are rounded to four decimals: with at most 10,001 of them on the driver the area is
 * computed exactly.
 */
final class DomainClassifier {
  private static final String LABEL = "label";
  private static final String FEATURES = "features";
  private static final String PROBABILITY = "probability";
  private static final String SCORE = "score";
  private static final int DECIMALS = 4;
  private static final int TREES = 40;
  private static final int DEPTH = 6;

  /** Rows a leaf must have, as a share of the smaller side's fitting half, and at least. */
  private static final double LEAF_SHARE = 0.002;

  private static final int FEWEST_IN_LEAF = 5;

  private final SparkSession spark;
  private final RowSample sample;
  private final Encoding encoding;
  private final Contrasts contrasts;

  DomainClassifier(SparkSession spark, RowSample sample, Encoding encoding, Contrasts contrasts) {
    this.spark = spark;
    this.sample = sample;
    this.encoding = encoding;
    this.contrasts = contrasts;
  }

  /**
   * Trains and measures.
   *
   * @param parts sizes of the parts
   * @param residual the columns' shares in the change of the reconstruction error
   */
  Finding run(RowSample.Parts parts, Finding.Shares residual, MultivariateOptions options) {
    double smaller = Math.min(parts.referenceFitting(), parts.currentFitting());
    int leaf = (int) Math.max(FEWEST_IN_LEAF, Math.ceil(LEAF_SHARE * smaller));
    RandomForestClassifier classifier =
        new RandomForestClassifier()
            .setLabelCol(LABEL)
            .setFeaturesCol(FEATURES)
            .setProbabilityCol(PROBABILITY)
            .setNumTrees(TREES)
            .setMaxDepth(DEPTH)
            .setMinInstancesPerNode(leaf)
            .setFeatureSubsetStrategy("onethird")
            .setSeed(options.seed());
    RandomForestClassificationModel model = fitted(classifier);
    Dataset<Row> scored =
        model
            .transform(frame(features(false)))
            .select(
                col(LABEL),
                round(functions.vector_to_array(col(PROBABILITY), "float64").getItem(1), DECIMALS)
                    .as(SCORE));
    AreaUnderCurve curve = new AreaUnderCurve();
    for (Row row :
        scored.groupBy(SCORE).agg(count(lit(1)), sum(col(LABEL)).cast("bigint")).collectAsList()) {
      long current = row.getLong(2);
      curve.add(row.getDouble(0), row.getLong(1) - current, current);
    }
    return new Finding(
        MultivariateDrift.Method.DOMAIN_CLASSIFIER,
        curve.area(),
        0.5,
        curve.noise(options.alpha()),
        curve.pValue(),
        new Finding.Shares(shares(model.featureImportances().toArray(), residual)));
  }

  private RandomForestClassificationModel fitted(RandomForestClassifier classifier) {
    // It goes over its input several times.
    JavaRDD<Row> rows = features(true).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return classifier.fit(frame(rows));
    } finally {
      rows.unpersist(false);
    }
  }

  private Dataset<Row> frame(JavaRDD<Row> rows) {
    return spark.createDataFrame(
        rows,
        new StructType()
            .add(LABEL, DataTypes.DoubleType, false)
            .add(FEATURES, SQLDataTypes.VectorType(), false));
  }

  private JavaRDD<Row> features(boolean fitting) {
    Encoding columns = encoding;
    Contrasts extra = contrasts;
    return sample
        .rows()
        .filter(row -> row.isFitting() == fitting)
        .map(
            row ->
                RowFactory.create(
                    row.isCurrent() ? 1.0 : 0.0, new DenseVector(features(row, columns, extra))));
  }

  private static double[] features(SampledRow row, Encoding encoding, Contrasts contrasts) {
    double[] ranks = encoding.ranks(row);
    double[] extra = contrasts.features(encoding.vector(row));
    double[] all = new double[ranks.length + extra.length];
    System.arraycopy(ranks, 0, all, 0, ranks.length);
    System.arraycopy(extra, 0, all, ranks.length, extra.length);
    return all;
  }

  private double[] shares(double[] importances, Finding.Shares residual) {
    int columns = encoding.columns().size();
    double[] weights = new double[columns];
    System.arraycopy(importances, 0, weights, 0, columns);
    for (int i = 0; i < contrasts.width(); i++) {
      Vectors.add(weights, importances[columns + i], contrasts.parts(i, encoding, residual));
    }
    return Encoding.normalised(weights);
  }
}
