package io.tidemark.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The stages of a pipeline.
 *
 * <p>The features' expressions are a stage of their own (a {@link SQLTransformer}), so that a saved
 * model scores raw rows without anything besides. Features go by number inside, hence may have any
 * name. Categories are one-hot for logistic regression, and plain indices for trees, which split
 * sets of categories.
 */
final class FeatureStages {
  /** Column with the features as one vector: categories first, then numbers. */
  static final String VECTOR = "tidemark_vector";

  private static final int LEAST_BINS = 32;

  private final TrainingSpec spec;

  FeatureStages(TrainingSpec spec) {
    this.spec = spec;
  }

  /** Names of the columns that {@link #derivation} adds. */
  String[] derived() {
    return IntStream.range(0, spec.features().size())
        .mapToObj(FeatureStages::raw)
        .toArray(String[]::new);
  }

  /** The stage that computes the features' expressions and keeps all other columns. */
  SQLTransformer derivation() {
    List<Feature> features = spec.features();
    String columns =
        IntStream.range(0, features.size())
            .mapToObj(i -> derivation(features.get(i)) + " AS " + raw(i))
            .collect(Collectors.joining(", "));
    return new SQLTransformer().setStatement("SELECT *, " + columns + " FROM __THIS__");
  }

  private static String derivation(Feature feature) {
    // The line break ends a comment that the expression may end with.
    String value = "(" + feature.expression() + "\n)";
    return feature.kind() == Feature.Kind.CATEGORICAL
        ? "CAST(" + value + " AS STRING)"
        : "CASE WHEN abs(CAST(%1$s AS DOUBLE)) < double('Infinity') THEN CAST(%1$s AS DOUBLE) END"
            .formatted(value);
  }

  /**
   * Fits the whole model.
   *
   * @param training rows that have the derived columns and the label already
   * @param raw raw rows, of which only the schema is used
   */
  PipelineModel fit(Dataset<Row> training, Dataset<Row> raw) {
    PipelineModel prepared = pipeline(preparation()).fit(training);
    PipelineStage classifier = classifier(prepared);
    Dataset<Row> vectors = prepared.transform(training).select(Inputs.LABEL, VECTOR);
    PipelineModel classified = pipeline(List.of(classifier)).fit(vectors);
    List<PipelineStage> stages = new ArrayList<>();
    stages.add(derivation());
    stages.addAll(Arrays.asList(prepared.stages()));
    stages.addAll(Arrays.asList(classified.stages()));
    // All stages are fitted: this only puts them together, and runs nothing.
    return pipeline(stages).fit(raw);
  }

  private List<PipelineStage> preparation() {
    List<PipelineStage> stages = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    String[] categories = columns(Feature.Kind.CATEGORICAL, "raw");
    String[] numbers = columns(Feature.Kind.NUMERIC, "raw");
    if (categories.length > 0) {
      String[] indices = columns(Feature.Kind.CATEGORICAL, "index");
      stages.add(
          new StringIndexer()
              .setInputCols(categories)
              .setOutputCols(indices)
              .setHandleInvalid("keep"));
      parts.addAll(Arrays.asList(indices));
    }
    if (categories.length > 0 && spec.algorithm() == Algorithm.LOGISTIC_REGRESSION) {
      // The last category, which is dropped, is that of nulls and unseen categories.
      String[] encoded = columns(Feature.Kind.CATEGORICAL, "encoded");
      stages.add(
          new OneHotEncoder().setInputCols(parts.toArray(String[]::new)).setOutputCols(encoded));
      parts.clear();
      parts.addAll(Arrays.asList(encoded));
    }
    if (numbers.length > 0) {
      String[] imputed = columns(Feature.Kind.NUMERIC, "imputed");
      stages.add(new Imputer().setInputCols(numbers).setOutputCols(imputed).setStrategy("median"));
      parts.addAll(Arrays.asList(imputed));
    }
    stages.add(
        new VectorAssembler().setInputCols(parts.toArray(String[]::new)).setOutputCol(VECTOR));
    return stages;
  }

  private PipelineStage classifier(PipelineModel prepared) {
    return switch (spec.algorithm()) {
      case LOGISTIC_REGRESSION ->
          new LogisticRegression()
              .setLabelCol(Inputs.LABEL)
              .setFeaturesCol(VECTOR)
              .setProbabilityCol(TrainedModel.PROBABILITY)
              .setPredictionCol(TrainedModel.PREDICTION)
              .setRawPredictionCol("tidemark_raw_prediction")
              .setStandardization(true)
              .setRegParam(1e-4)
              .setMaxIter(100);
      case GBT ->
          new GBTClassifier()
              .setLabelCol(Inputs.LABEL)
              .setFeaturesCol(VECTOR)
              .setProbabilityCol(TrainedModel.PROBABILITY)
              .setPredictionCol(TrainedModel.PREDICTION)
              .setRawPredictionCol("tidemark_raw_prediction")
              .setMaxIter(20)
              .setMaxDepth(5)
              .setMaxBins(Math.max(LEAST_BINS, mostCategories(prepared) + 1))
              .setSeed(spec.seed());
    };
  }

  private static int mostCategories(PipelineModel prepared) {
    int most = 0;
    for (Transformer stage : prepared.stages()) {
      if (stage instanceof StringIndexerModel indexer) {
        for (String[] labels : indexer.labelsArray()) {
          most = Math.max(most, labels.length);
        }
      }
    }
    return most;
  }

  private String[] columns(Feature.Kind kind, String suffix) {
    return IntStream.range(0, spec.features().size())
        .filter(i -> spec.features().get(i).kind() == kind)
        .mapToObj(i -> "tidemark_" + suffix + "_" + i)
        .toArray(String[]::new);
  }

  private static String raw(int i) {
    return "tidemark_raw_" + i;
  }

  private static Pipeline pipeline(List<PipelineStage> stages) {
    return new Pipeline().setStages(stages.toArray(PipelineStage[]::new));
  }
}
