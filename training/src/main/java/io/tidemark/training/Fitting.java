package io.tidemark.training;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * A model that is fitted on training rows.
 *
 * @param model the whole pipeline
 * @param parameters all settings of the algorithm as used, by name
 * @param importances importance of each feature
 * @param notes what should be known of it, one sentence each
 */
record Fitting(
    PipelineModel model,
    Map<String, String> parameters,
    Map<String, Double> importances,
    List<String> notes) {

  /**
   * Fits a model.
   *
   * @param training rows with label, derived columns, and the fold for cross-validation
   * @param raw raw rows, of which only the schema is used
   */
  static Fitting fit(
      Dataset<Row> training,
      Dataset<Row> raw,
      TrainingSpec spec,
      FeatureStages stages,
      Classes classes) {
    PipelineModel prepared = stages.prepare(training);
    int most = mostCategories(prepared, spec, stages, training);
    List<String> notes = new ArrayList<>();
    Dataset<Row> vectors = vectors(prepared.transform(training), spec, classes, notes);
    vectors.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Estimator<?> estimator = Estimators.of(spec, most + 1, spec.classWeights() != null);
      Tuner.Tuned tuned = new Tuner(spec, estimator, classes.names().size()).fit(vectors);
      notes.addAll(tuned.notes());
      List<Transformer> last = new ArrayList<>(List.of(tuned.model()));
      if (spec.task() == Task.MULTICLASS) {
        last.add(
            new IndexToString()
                .setInputCol(Estimators.PREDICTED)
                .setOutputCol(TrainedModel.PREDICTION)
                .setLabels(classes.names().toArray(String[]::new)));
      }
      PipelineModel model = stages.whole(prepared, last, raw);
      Map<String, String> parameters = new LinkedHashMap<>();
      tuned
          .parameters()
          .forEach((parameter, value) -> parameters.put(parameter.key(), Parameter.text(value)));
      return new Fitting(model, parameters, Importances.of(model, spec, stages, vectors), notes);
    } finally {
      vectors.unpersist();
    }
  }

  private static Dataset<Row> vectors(
      Dataset<Row> prepared, TrainingSpec spec, Classes classes, List<String> notes) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(FeatureStages.VECTOR));
    columns.add(classes.target(spec.task()));
    if (spec.learner().tuning() instanceof Tuning.CrossValidation) {
      columns.add(col(Inputs.FOLD));
    }
    Dataset<Row> vectors = prepared.select(columns.toArray(Column[]::new));
    if (spec.classWeights() == null) {
      return vectors;
    }
    List<Double> weights = classes.weights(spec.classWeights(), spec);
    notes.add(
        "rows are weighted by class in training: "
            + IntStream.range(0, weights.size())
                .mapToObj(i -> "%s by %.4g".formatted(classes.names().get(i), weights.get(i)))
                .collect(Collectors.joining(", ")));
    return vectors.withColumn(Classes.WEIGHT, Classes.weight(weights));
  }

  /** Most categories of a feature; MLlib's trees cannot take as many as there are rows. */
  private static int mostCategories(
      PipelineModel prepared, TrainingSpec spec, FeatureStages stages, Dataset<Row> training) {
    List<Integer> categories = FeatureStages.categories(prepared);
    int most = categories.stream().mapToInt(Integer::intValue).max().orElse(0);
    if (spec.algorithm().isTrees() && most > 0) {
      long rows = training.count();
      if (most >= rows) {
        Feature feature =
            spec.features().get(stages.inVector().get(categories.indexOf(most)).feature());
        throw new TrainingException(
            "feature `%s` has another category on each of %d training rows, from which trees cannot learn; leave it out, hash it, or train on more rows"
                .formatted(feature.name(), rows));
      }
    }
    return most;
  }
}
