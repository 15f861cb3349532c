package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningTest {
  /** A wave that no tree of depth 1 can follow, with some noise. */
  private static final Dataset<Row> WAVE =
      TestingSpark.table(
              """
              select id, id % 50 customer, rand(1) * 10 x, rand(2) noise from range(0, 1500, 1, 3)
              """)
          .selectExpr(
              "*",
              "sin(x * 2) + noise / 2 y",
              "sin(x * 2) + noise > 0.5 late",
              "case when sin(x * 2) > 0.5 then 'high' when noise > 0.4 then 'low' else 'middle' end kind")
          .localCheckpoint();

  private static TrainingSpec spec(Task task, Tuning tuning, Split split) {
    return new TrainingSpec(
        task,
        task == Task.BINARY ? "late" : task == Task.MULTICLASS ? "kind" : "y",
        List.of(new Feature("x", "x", Feature.Kind.NUMERIC)),
        new Learner(
            Algorithm.RANDOM_FOREST,
            Map.of(Parameter.TREES, 3.0),
            Map.of(Parameter.MAX_DEPTH, List.of(1.0, 6.0)),
            tuning),
        split,
        null,
        3);
  }

  private static ModelCard train(Dataset<Row> rows, TrainingSpec spec) {
    return new Trainer().train(rows, spec).card();
  }

  @ParameterizedTest
  @CsvSource({
    "BINARY, AUC",
    "BINARY, F1",
    "BINARY, LOG_LOSS",
    "MULTICLASS, MACRO_F1",
    "REGRESSION, RMSE",
    "REGRESSION, R2",
  })
  void theBestCombinationIsTakenAndTheCardSaysWhy(Task task, Metric metric) {
    Tuning tuning = new Tuning.ValidationSplit(0.3, metric);
    ModelCard card = train(WAVE, spec(task, tuning, new Split.AtRandom(0.2)));
    assertThat(card.parameters()).containsEntry("max_depth", "6").containsEntry("trees", "3");
    assertThat(card.notes())
        .singleElement()
        .asString()
        .matches(
            "max_depth 6 was chosen of 2 combinations by %s on a validation split of 0.3:"
                    .formatted(metric.key())
                + " max_depth 6: [0-9.]+; max_depth 1: -?[0-9.]+");
  }

  @Test
  void crossValidationKeepsKeysTogetherAndDoesNotDependOnThePartitioning() {
    TrainingSpec spec =
        spec(
            Task.REGRESSION,
            new Tuning.CrossValidation(3, Metric.RMSE),
            new Split.ByKey(List.of("customer"), 0.2));
    ModelCard card = train(WAVE, spec);
    assertThat(card.notes().get(0))
        .startsWith("max_depth 6 was chosen of 2 combinations by rmse on 3-fold cross-validation:");
    assertThat(train(WAVE.repartition(4), spec).notes()).isEqualTo(card.notes());
    Dataset<Row> folds =
        WAVE.select(WAVE.col("customer"), new Inputs(WAVE).fold(spec, 3))
            .distinct()
            .groupBy(Inputs.FOLD)
            .count();
    assertThat(folds.selectExpr("sum(count)", "count(1)").first().getLong(0)).isEqualTo(50);
    assertThat(folds.count()).isEqualTo(3);
  }

  @Test
  void foldsThatLackAClassAreNoProblem() {
    Dataset<Row> rare = WAVE.selectExpr("id", "x", "if(id < 4, 'zebra', kind) kind");
    TrainingSpec spec =
        spec(
            Task.MULTICLASS,
            new Tuning.CrossValidation(2, Metric.ACCURACY),
            new Split.AtRandom(0.2));
    assertThat(train(rare, spec).parameters()).containsEntry("max_depth", "6");
  }

  @ParameterizedTest
  @CsvSource({
    "BINARY, F1, 0.6666666667",
    "BINARY, PRECISION, 0.6",
    "BINARY, RECALL, 0.75",
    "BINARY, ACCURACY, 0.7",
    "MULTICLASS, ACCURACY, 0.7",
    "MULTICLASS, MACRO_F1, 0.696969697",
    "MULTICLASS, WEIGHTED_F1, 0.7030303030",
    "MULTICLASS, MACRO_PRECISION, 0.7",
    "MULTICLASS, MACRO_RECALL, 0.7083333333",
  })
  void metricsOfTheConfusionMatrixAreRight(Task task, Metric metric, double expected) {
    // 4 rows of class 0 and 2 of 0 that are taken for 1; 1 of 1 taken for 0; 3 of 1. Plain
    // fractions.
    Dataset<Row> rows =
        TestingSpark.table(
            """
            select double(a) tidemark_target, double(b) %s, explode(sequence(1, n)) i
            from values (0, 0, 4), (0, 1, 2), (1, 0, 1), (1, 1, 3) t(a, b, n)
            """
                .formatted(task == Task.BINARY ? TrainedModel.PREDICTION : Estimators.PREDICTED));
    assertThat(new TuningEvaluator(metric, task, 2).evaluate(rows))
        .isCloseTo(expected, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GBT|TREES|5|`gbt` has no parameter `trees`; it has `iterations`, `max_depth`,"
            + " `min_rows_per_leaf`, `min_gain`, `subsampling`, `step_size`",
        "GBT|MAX_DEPTH|31|parameter `max_depth` is 31; give a whole number from 1 to 30",
        "GBT|MAX_DEPTH|2.5|parameter `max_depth` is 2.5; give a whole number from 1 to 30",
        "GBT|STEP_SIZE|0|parameter `step_size` is 0; give a number from 0.0001 to 1",
        "LOGISTIC_REGRESSION|ELASTIC_NET|NaN|parameter `elastic_net` is NaN; give a number from 0"
            + " to 1",
      })
  void senselessParametersAreRejected(
      Algorithm algorithm, Parameter parameter, double value, String message) {
    assertThatThrownBy(() -> Learner.of(algorithm, Map.of(parameter, value))).hasMessage(message);
    assertThatThrownBy(
            () ->
                new Learner(
                    algorithm,
                    Map.of(),
                    Map.of(parameter, List.of(value)),
                    new Tuning.CrossValidation(2, Metric.AUC)))
        .hasMessage(message);
  }

  @Test
  void senselessGridsAreRejected() {
    Tuning tuning = new Tuning.CrossValidation(2, Metric.AUC);
    List<Double> eleven = IntStream.rangeClosed(1, 11).mapToObj(i -> (double) i).toList();
    assertThatThrownBy(
            () ->
                new Learner(
                    Algorithm.GBT,
                    Map.of(),
                    Map.of(Parameter.MAX_DEPTH, eleven, Parameter.ITERATIONS, eleven),
                    tuning))
        .hasMessage(
            "the grid has 11 x 11 = 121 combinations, at most 100 are tried; give fewer values");
    assertThatThrownBy(
            () ->
                new Learner(
                    Algorithm.GBT,
                    Map.of(Parameter.MAX_DEPTH, 2.0),
                    Map.of(Parameter.MAX_DEPTH, List.of(3.0)),
                    tuning))
        .hasMessage("parameter `max_depth` is both set and in the grid; remove one");
    assertThatThrownBy(
            () ->
                new Learner(
                    Algorithm.GBT, Map.of(), Map.of(Parameter.MAX_DEPTH, List.of()), tuning))
        .hasMessage("the grid has no value of `max_depth`; give at least one");
    assertThatThrownBy(() -> new Learner(Algorithm.GBT, Map.of(), Map.of(), tuning))
        .hasMessage("there is tuning, but no grid to choose from; give both or neither");
    assertThatThrownBy(() -> new Tuning.CrossValidation(11, Metric.AUC))
        .hasMessage("tuning has 11 folds; give 2 to 10");
    assertThatThrownBy(
            () ->
                spec(
                    Task.BINARY,
                    new Tuning.CrossValidation(2, Metric.RMSE),
                    new Split.AtRandom(0.2)))
        .hasMessage(
            "metric `rmse` cannot be tuned by for task `binary`; take one of `auc`, `pr_auc`, `f1`,"
                + " `precision`, `recall`, `accuracy`, `log_loss`");
  }
}
