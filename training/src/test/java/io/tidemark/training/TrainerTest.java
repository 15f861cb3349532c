package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {
  /** What another order of adding numbers up may change, in every measure. */
  private static final double TOLERANCE = 1e-6;

  @TempDir private Path folder;

  /** Flights: late by a known chance that depends on origin, hour and distance. */
  private static Dataset<Row> flights(int n) {
    return TestingSpark.table(
            """
            select id, timestamp_seconds(978307200 + id * 60) at,
              concat('A', cast(pow(rand(1), 2) * 20 as int)) origin,
              cast(rand(2) * 24 as int) `hour of day`,
              if(rand(3) < 0.1, null, exp(6 + randn(4))) distance, rand(5) chance
            from range(0, %d, 1, 4)
            """
                .formatted(n))
        .selectExpr(
            "*",
            "chance < 1 / (1 + exp(-(`hour of day` - 14) / 4.0"
                + " - if(origin in ('A0', 'A3'), 1, 0))) late")
        .drop("chance");
  }

  private static final List<Feature> FEATURES =
      List.of(
          new Feature("origin", "origin", Feature.Kind.CATEGORICAL),
          new Feature("hour of the day", "`hour of day`", Feature.Kind.NUMERIC),
          new Feature("log(distance)", "ln(distance) -- nats", Feature.Kind.NUMERIC),
          new Feature("evening?", "`hour of day` >= 18", Feature.Kind.NUMERIC));

  static TrainingSpec spec(Algorithm algorithm) {
    return new TrainingSpec(Task.BINARY, "late", FEATURES, algorithm, "at", 0.25, 7);
  }

  private static TrainedModel train(Dataset<Row> rows, Algorithm algorithm) {
    return new Trainer().train(rows, spec(algorithm));
  }

  /** Trained once for all tests that only look. More rows than MLlib samples for trees. */
  private static final Dataset<Row> ROWS = flights(14_000).localCheckpoint();

  private static final Map<Algorithm, TrainedModel> TRAINED =
      Stream.of(Algorithm.LOGISTIC_REGRESSION, Algorithm.GBT)
          .collect(Collectors.toUnmodifiableMap(a -> a, a -> train(ROWS, a)));

  private static TrainedModel trained(Algorithm algorithm) {
    return Objects.requireNonNull(TRAINED.get(algorithm));
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"LOGISTIC_REGRESSION", "GBT"})
  void aModelLearnsWhatThereIsToLearnAndTheCardSaysSo(Algorithm algorithm) {
    TrainedModel trained = trained(algorithm);
    ModelCard card = trained.card();
    assertThat(card.algorithm()).isEqualTo(algorithm.key());
    assertThat(card.label()).isEqualTo("late");
    assertThat(card.features())
        .containsExactly("origin", "hour of the day", "log(distance)", "evening?");
    assertThat(card.split()).isEqualTo("at >= 2001-01-08 07:00:00");
    assertThat(card.trainRows()).isEqualTo(10_500);
    assertThat(card.seed()).isEqualTo(7);
    assertThat(card.heldOut().rows()).isEqualTo(3500);
    assertThat(card.heldOut().value(Metric.AUC)).isGreaterThan(0.78);
    Evaluation again =
        new Evaluator()
            .evaluate(trained.model(), ROWS.where("at >= '2001-01-08 07:00:00'"), spec(algorithm));
    assertSame(again, card.heldOut(), 1e-12);
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"LOGISTIC_REGRESSION", "GBT"})
  void theCardSaysHowMuchEachFeatureBearsOnTheModel(Algorithm algorithm) {
    Map<String, Double> importances = trained(algorithm).card().importances();

    assertThat(importances.keySet())
        .containsExactlyElementsOf(trained(algorithm).card().features());
    assertThat(importances.values()).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
    assertThat(importances.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-9));
    // The chance moves with the hour most, with two of the origins less. It does not move with the
    // distance, on whose noise trees still split here and there.
    assertThat(importances.get("hour of the day")).isGreaterThan(0.5);
    assertThat(importances.get("origin")).isBetween(0.05, 0.5);
    assertThat(importances.get("log(distance)"))
        .isLessThan(algorithm == Algorithm.GBT ? 0.15 : 0.05);
  }

  @Test
  void theImportanceInALogisticRegressionIsTheSpreadOfWhatAFeatureAddsToTheLogOdds() {
    // Alone, all of it is the feature's, whether as a number or as many categories.
    TrainingSpec number =
        new TrainingSpec(
            Task.BINARY,
            "late",
            FEATURES.subList(1, 2),
            Algorithm.LOGISTIC_REGRESSION,
            "at",
            0.25,
            7);
    Map<String, Double> alone = new Trainer().train(ROWS, number).card().importances();
    assertThat(alone).containsExactly(Map.entry("hour of the day", 1.0));
    // Twice the same information, once in other units and once as 24 categories: about equal.
    List<Feature> twice =
        List.of(
            new Feature("minutes", "`hour of day` * 60", Feature.Kind.NUMERIC),
            new Feature("origin", "origin", Feature.Kind.CATEGORICAL));
    Map<String, Double> minutes =
        new Trainer()
            .train(
                ROWS,
                new TrainingSpec(
                    Task.BINARY, "late", twice, Algorithm.LOGISTIC_REGRESSION, "at", 0.25, 7))
            .card()
            .importances();
    List<Feature> asCategories =
        List.of(
            new Feature("minutes", "`hour of day` * 60", Feature.Kind.CATEGORICAL),
            new Feature("origin", "origin", Feature.Kind.CATEGORICAL));
    Map<String, Double> categories =
        new Trainer()
            .train(
                ROWS,
                new TrainingSpec(
                    Task.BINARY,
                    "late",
                    asCategories,
                    Algorithm.LOGISTIC_REGRESSION,
                    "at",
                    0.25,
                    7))
            .card()
            .importances();
    assertThat(categories.get("minutes")).isCloseTo(minutes.get("minutes"), within(0.03));
  }

  private static void assertSame(Evaluation actual, Evaluation expected, double tolerance) {
    assertThat(actual.rows()).isEqualTo(expected.rows());
    assertThat(actual.positiveShare()).isEqualTo(expected.positiveShare());
    assertThat(actual.value(Metric.AUC)).isCloseTo(expected.value(Metric.AUC), within(tolerance));
    assertThat(actual.value(Metric.F1)).isCloseTo(expected.value(Metric.F1), within(tolerance));
    assertThat(actual.value(Metric.LOG_LOSS))
        .isCloseTo(expected.value(Metric.LOG_LOSS), within(tolerance));
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"LOGISTIC_REGRESSION", "GBT"})
  void anotherPartitioningGivesTheSameModel(Algorithm algorithm) {
    ModelCard card = trained(algorithm).card();
    ModelCard shuffled = train(ROWS.repartition(7).coalesce(3), algorithm).card();
    assertThat(shuffled.split()).isEqualTo(card.split());
    assertThat(shuffled.trainRows()).isEqualTo(card.trainRows());
    assertSame(shuffled.heldOut(), card.heldOut(), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"LOGISTIC_REGRESSION", "GBT"})
  void nullsAndUnseenCategoriesAreScored(Algorithm algorithm) {
    PipelineModel model = trained(algorithm).model();
    Dataset<Row> strange =
        TestingSpark.table(
            """
            select cast(null as string) origin, cast(null as int) `hour of day`,
              cast(null as double) distance
            union all select 'never seen', 7, double('NaN')
            union all select 'A0', 7, 0D
            """);
    assertThat(probabilities(model, strange)).hasSize(3).allMatch(p -> p > 0 && p < 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"LOGISTIC_REGRESSION", "GBT"})
  void aSavedModelScoresRawRowsTheSame(Algorithm algorithm) throws IOException {
    PipelineModel model = trained(algorithm).model();
    String path = folder.resolve("model").toString();
    model.write().save(path);
    List<Double> scores = probabilities(model, ROWS.drop("late", "at"));
    assertThat(scores).hasSize(14_000);
    assertThat(probabilities(PipelineModel.load(path), ROWS.drop("late", "at"))).isEqualTo(scores);
  }

  private static List<Double> probabilities(PipelineModel model, Dataset<Row> rows) {
    return model
        .transform(rows)
        .select(functions.vector_to_array(new Column(TrainedModel.PROBABILITY), "float64"))
        .collectAsList()
        .stream()
        .map(r -> (Double) r.getList(0).get(1))
        .toList();
  }

  @Test
  void rowsWithoutALabelOrATimeAreLeftOut() {
    Dataset<Row> rows =
        flights(1000)
            .selectExpr(
                "if(id % 10 = 0, null, cast(late as int)) late",
                "if(id % 10 = 1, null, at) at", "origin", "`hour of day`", "distance");
    TrainedModel trained = train(rows, Algorithm.LOGISTIC_REGRESSION);
    assertThat(trained.card().trainRows() + trained.card().heldOut().rows()).isEqualTo(800);
    assertThat(trained.card().split()).endsWith(" (100 rows without at left out)");
    Evaluation all =
        new Evaluator().evaluate(trained.model(), rows, spec(Algorithm.LOGISTIC_REGRESSION));
    assertThat(all.rows()).isEqualTo(900);
  }

  @Test
  void nothingStaysCached() {
    int before = TestingSpark.session().sparkContext().getRDDStorageInfo().length;
    train(flights(500), Algorithm.LOGISTIC_REGRESSION);
    assertThat(TestingSpark.session().sparkContext().getRDDStorageInfo()).hasSize(before);
  }

  @Test
  void hundredThousandRowsWithManyCategoriesCanBeLearned() {
    Dataset<Row> rows =
        TestingSpark.table(
                """
            select timestamp_seconds(id) at, cast(pow(rand(1), 2) * 230 as int) origin,
              cast(pow(rand(2), 2) * 230 as int) destination, rand(3) * 100 x, rand(4) chance
            from range(0, 100000, 1, 4)
            """)
            .selectExpr("*", "chance < 0.2 + 0.003 * (origin % 100) late");
    TrainingSpec spec =
        new TrainingSpec(
            Task.BINARY,
            "late",
            List.of(
                new Feature("origin", "origin", Feature.Kind.CATEGORICAL),
                new Feature("destination", "destination", Feature.Kind.CATEGORICAL),
                new Feature("x", "x", Feature.Kind.NUMERIC)),
            Algorithm.LOGISTIC_REGRESSION,
            "at",
            0.2,
            1);
    ModelCard card = new Trainer().train(rows, spec).card();
    assertThat(card.trainRows()).isEqualTo(80_000);
    assertThat(card.heldOut().value(Metric.AUC)).isGreaterThan(0.6);
  }
}
