package io.tidemark.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fits an estimator, with the best combination of the grid if there is one. */
final class Tuner {
  private static final int SCORES_SHOWN = 20;

  private final TrainingSpec spec;
  private final Estimator<?> estimator;
  private final int classes;

  Tuner(TrainingSpec spec, Estimator<?> estimator, int classes) {
    this.spec = spec;
    this.estimator = estimator;
    this.classes = classes;
  }

  /**
   * A fitted model.
   *
   * @param model the model
   * @param parameters all settings of the algorithm, those chosen included
   * @param notes how they were chosen, one sentence each
   */
  record Tuned(Model<?> model, Map<Parameter, Double> parameters, List<String> notes) {}

  /**
   * Fits on vectors.
   *
   * @param vectors with {@link Inputs#FOLD} for cross-validation
   */
  Tuned fit(Dataset<Row> vectors) {
    Map<Parameter, Double> settings = spec.learner().settings();
    Tuning tuning = spec.learner().tuning();
    if (tuning == null) {
      return new Tuned(estimator.fit(vectors), settings, List.of());
    }
    List<Map<Parameter, Double>> combinations = spec.learner().combinations();
    ParamMap[] grid =
        combinations.stream()
            .map(values -> Estimators.settings(estimator, values))
            .toArray(ParamMap[]::new);
    TuningEvaluator evaluator = new TuningEvaluator(tuning.metric(), spec.task(), classes);
    double[] scores;
    Model<?> best;
    String how;
    if (tuning instanceof Tuning.CrossValidation cross) {
      CrossValidatorModel fitted =
          new CrossValidator()
              .setEstimator(estimator)
              .setEstimatorParamMaps(grid)
              .setEvaluator(evaluator)
              .setNumFolds(cross.folds())
              .setFoldCol(Inputs.FOLD)
              .fit(vectors);
      scores = fitted.avgMetrics();
      best = fitted.bestModel();
      how = cross.folds() + "-fold cross-validation";
    } else {
      TrainValidationSplitModel fitted =
          new TrainValidationSplit()
              .setEstimator(estimator)
              .setEstimatorParamMaps(grid)
              .setEvaluator(evaluator)
              .setTrainRatio(1 - ((Tuning.ValidationSplit) tuning).share())
              .setSeed(spec.seed())
              .fit(vectors);
      scores = fitted.validationMetrics();
      best = fitted.bestModel();
      how = "a validation split of " + ((Tuning.ValidationSplit) tuning).share();
    }
    List<Integer> ranked = ranked(scores, combinations, tuning.metric());
    Map<Parameter, Double> chosen = new EnumMap<>(settings);
    chosen.putAll(combinations.get(ranked.get(0)));
    return new Tuned(best, chosen, List.of(note(how, ranked, combinations, scores)));
  }

  /** The combinations from the best on; of equal ones the first is the better one, as in MLlib. */
  private List<Integer> ranked(
      double[] scores, List<Map<Parameter, Double>> combinations, Metric metric) {
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new TrainingException(
            "%s of the combination %s is not defined on the rows that were set apart; set more apart, or tune by another metric"
                .formatted(metric.key(), words(combinations.get(i))));
      }
    }
    List<Integer> ranked = new ArrayList<>(IntStream.range(0, scores.length).boxed().toList());
    double sign = metric.higherIsBetter() ? -1 : 1;
    ranked.sort(Comparator.comparingDouble(i -> sign * scores[i]));
    return ranked;
  }

  private String note(
      String how,
      List<Integer> ranked,
      List<Map<Parameter, Double>> combinations,
      double[] scores) {
    String metric = spec.learner().tuning() == null ? "" : spec.learner().tuning().metric().key();
    String list =
        ranked.stream()
            .limit(SCORES_SHOWN)
            .map(i -> "%s: %.6g".formatted(words(combinations.get(i)), scores[i]))
            .collect(Collectors.joining("; "));
    int more = ranked.size() - SCORES_SHOWN;
    return "%s was chosen of %d combinations by %s on %s: %s%s"
        .formatted(
            words(combinations.get(ranked.get(0))),
            ranked.size(),
            metric,
            how,
            list,
            more > 0 ? "; and %d more".formatted(more) : "");
  }

  private static String words(Map<Parameter, Double> values) {
    return values.entrySet().stream()
        .map(e -> e.getKey().key() + " " + Parameter.text(e.getValue()))
        .collect(Collectors.joining(", "));
  }
}
