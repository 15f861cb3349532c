package io.tidemark.training;

import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Small models of the same form as those of the trainer. */
final class TestingModels {
  private TestingModels() {}

  /** A classifier of column y, 0 or 1, by numbers. */
  static PipelineModel binary(Dataset<Row> rows, String... features) {
    return fit(rows, assembler(features), classifier().setPredictionCol(TrainedModel.PREDICTION));
  }

  /** A classifier of column y, a number of a class, by numbers. */
  static PipelineModel multiclass(Dataset<Row> rows, String[] classes, String... features) {
    return fit(
        rows,
        assembler(features),
        classifier().setPredictionCol("tidemark_predicted"),
        new IndexToString()
            .setInputCol("tidemark_predicted")
            .setOutputCol(TrainedModel.PREDICTION)
            .setLabels(classes));
  }

  /** A linear regression of column y. */
  static PipelineModel regression(Dataset<Row> rows, String... features) {
    return fit(
        rows,
        assembler(features),
        new LinearRegression()
            .setLabelCol("y")
            .setFeaturesCol("tidemark_features")
            .setPredictionCol(TrainedModel.PREDICTION));
  }

  private static LogisticRegression classifier() {
    return new LogisticRegression()
        .setLabelCol("y")
        .setFeaturesCol("tidemark_features")
        .setProbabilityCol(TrainedModel.PROBABILITY)
        .setRawPredictionCol("tidemark_raw");
  }

  private static VectorAssembler assembler(String... features) {
    return new VectorAssembler().setInputCols(features).setOutputCol("tidemark_features");
  }

  private static PipelineModel fit(Dataset<Row> rows, PipelineStage... stages) {
    return new Pipeline().setStages(stages).fit(rows);
  }
}
