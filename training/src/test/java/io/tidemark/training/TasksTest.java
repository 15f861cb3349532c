package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every algorithm on every task that it can learn. */
class TasksTest {
  private static final List<String> CLASSES = List.of("bus", "car", "train");

  /** Trips: kind and price follow from city, length and hour, with noise. */
  private static final Dataset<Row> TRIPS =
      TestingSpark.table(
              """
              select id, timestamp_seconds(978307200 + id * 1800) at,
                concat('C', cast(rand(1) * 5 as int)) city, rand(2) * 10 length,
                rand(3) a, rand(4) b, randn(5) noise
              from range(0, 3000, 1, 4)
              """)
          .selectExpr(
              "*",
              "case when a < 0.15 then 'bus' when length > 6 or b < 0.1 then 'train' else 'car' end"
                  + " kind",
              "2 * length + if(city = 'C0', 3, 0) + if(hour(at) < 12, 0, 4) + noise price",
              "length + noise > 5 late")
          .localCheckpoint();

  private static final List<Feature> FEATURES =
      List.of(
          new Feature("city", "city", Feature.Kind.CATEGORICAL),
          new Feature("length", "length", Feature.Kind.NUMERIC),
          new Feature("time", "at", Feature.Kind.DATE));

  /** One algorithm on one task. */
  record Case(Task task, Algorithm algorithm) {
    TrainingSpec spec() {
      Map<Parameter, Double> few =
          algorithm == Algorithm.RANDOM_FOREST
              ? Map.of(Parameter.TREES, 8.0, Parameter.MAX_DEPTH, 5.0, Parameter.SUBSAMPLING, 0.7)
              : algorithm == Algorithm.GBT
                  ? Map.of(Parameter.ITERATIONS, 6.0, Parameter.SUBSAMPLING, 0.7)
                  : Map.of();
      return new TrainingSpec(
          task,
          task == Task.REGRESSION ? "price" : task == Task.BINARY ? "late" : "kind",
          FEATURES,
          Learner.of(algorithm, few),
          new Split.ByKey(List.of("id"), 0.25),
          null,
          7);
    }
  }

  private static final Map<Case, TrainedModel> TRAINED = train();

  private static Map<Case, TrainedModel> train() {
    Map<Case, TrainedModel> trained = new LinkedHashMap<>();
    for (Task task : Task.values()) {
      for (Algorithm algorithm : Algorithm.values()) {
        if (algorithm.tasks().contains(task)) {
          Case one = new Case(task, algorithm);
          trained.put(one, new Trainer().train(TRIPS, one.spec()));
        }
      }
    }
    return trained;
  }

  static Stream<Case> cases() {
    return TRAINED.keySet().stream();
  }

  /** {@link TrainerTest} saves the other models. */
  static Stream<Case> saved() {
    return cases()
        .filter(one -> one.task() != Task.BINARY || one.algorithm() == Algorithm.RANDOM_FOREST);
  }

  private static TrainedModel trained(Case one) {
    return Objects.requireNonNull(TRAINED.get(one));
  }

  /** Probabilities and prediction of each trip, in order. */
  private static List<Row> answers(PipelineModel model, Task task) {
    Dataset<Row> scored = model.transform(TRIPS.drop("kind", "price", "late")).orderBy("id");
    return task == Task.REGRESSION
        ? scored.select(TrainedModel.PREDICTION).collectAsList()
        : scored
            .select(
                scored.col(TrainedModel.PREDICTION),
                functions.vector_to_array(scored.col(TrainedModel.PROBABILITY), "float64"))
            .collectAsList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyAlgorithmLearnsWhatThereIsToLearn(Case one) {
    TrainedModel trained = trained(one);
    assertThat(trained.card().task()).isEqualTo(one.task());
    assertThat(trained.card().algorithm()).isEqualTo(one.algorithm().key());
    assertThat(trained.card().trainRows() + trained.card().heldOut().rows()).isEqualTo(3000);
    Dataset<Row> scored = trained.model().transform(TRIPS);
    String right =
        switch (one.task()) {
          case BINARY -> "avg(if(tidemark_prediction = double(late), 1, 0))";
          case MULTICLASS -> "avg(if(tidemark_prediction = kind, 1, 0))";
          case REGRESSION -> "1 - avg(pow(tidemark_prediction - price, 2)) / var_pop(price)";
        };
    assertThat(scored.selectExpr(right).first().getDouble(0)).isGreaterThan(0.7);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theAnswersHaveTheFormOfTheTask(Case one) {
    for (Row row : answers(trained(one).model(), one.task()).subList(0, 100)) {
      if (one.task() == Task.REGRESSION) {
        assertThat(row.getDouble(0)).isFinite();
        continue;
      }
      List<Double> probabilities = row.getList(1);
      assertThat(probabilities.stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-9));
      int best = probabilities.get(0) >= probabilities.get(1) ? 0 : 1;
      if (one.task() == Task.BINARY) {
        assertThat(probabilities).hasSize(2);
        assertThat(row.getDouble(0)).isEqualTo(best);
      } else {
        assertThat(probabilities).hasSize(3);
        best = probabilities.get(2) > probabilities.get(best) ? 2 : best;
        assertThat(row.getString(0)).isEqualTo(CLASSES.get(best));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theImportancesOfAllPartsOfAFeatureAreOne(Case one) {
    Map<String, Double> importances = trained(one).card().importances();
    assertThat(importances.keySet()).containsExactly("city", "length", "time");
    assertThat(importances.values().stream().mapToDouble(v -> v).sum()).isCloseTo(1, within(1e-9));
    assertThat(importances.get("length")).isGreaterThan(0.4);
    if (one.task() == Task.REGRESSION) {
      assertThat(importances.get("time")).isGreaterThan(importances.get("city"));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anotherPartitioningGivesTheSameModel(Case one) {
    TrainedModel again = new Trainer().train(TRIPS.repartition(5).coalesce(3), one.spec());
    ModelCard card = trained(one).card();
    assertThat(again.card().split()).isEqualTo(card.split());
    assertThat(again.card().trainRows()).isEqualTo(card.trainRows());
    assertThat(again.card().parameters()).isEqualTo(card.parameters());
    List<Row> expected = answers(trained(one).model(), one.task());
    List<Row> actual = answers(again.model(), one.task());
    for (int i = 0; i < expected.size(); i++) {
      if (one.task() == Task.REGRESSION) {
        assertThat(actual.get(i).getDouble(0))
            .isCloseTo(expected.get(i).getDouble(0), within(1e-6));
      } else {
        List<Double> p = actual.get(i).getList(1);
        List<Double> q = expected.get(i).getList(1);
        for (int k = 0; k < p.size(); k++) {
          assertThat(p.get(k)).isCloseTo(q.get(k), within(1e-6));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("saved")
  void aSavedModelScoresRawRowsTheSameInAnyTimeZone(Case one, @TempDir Path folder)
      throws IOException {
    PipelineModel model = trained(one).model();
    model.write().save(folder.resolve("model").toString());
    List<Row> expected = answers(model, one.task());
    TestingSpark.session().conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
    try {
      PipelineModel loaded = PipelineModel.load(folder.resolve("model").toString());
      assertThat(answers(loaded, one.task())).isEqualTo(expected);
    } finally {
      TestingSpark.session().conf().set("spark.sql.session.timeZone", "UTC");
    }
    // No class of ours: Python can load it.
    for (Transformer stage : model.stages()) {
      assertThat(stage.getClass().getPackageName()).startsWith("org.apache.spark.ml");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSingleVectorIsScoredAsInSparkButWithoutIt(Case one) throws Exception {
    PipelineModel model = trained(one).model();
    Predictor predictor = Predictor.of(model);
    Dataset<Row> few = TRIPS.where("id < 20").orderBy("id").coalesce(1);
    List<Row> vectors = predictor.vectors(few).collectAsList();
    List<Row> expected = answers(model, one.task()).subList(0, 20);
    int jobs =
        TestingSpark.jobs(
            () -> {
              for (int i = 0; i < 20; i++) {
                Vector vector = vectors.get(i).getAs(0);
                double predicted = predictor.predict(vector);
                Object answer = expected.get(i).get(0);
                assertThat(one.task() == Task.MULTICLASS ? CLASSES.get((int) predicted) : predicted)
                    .isEqualTo(answer);
                if (one.task() != Task.REGRESSION) {
                  List<Double> probabilities = expected.get(i).getList(1);
                  assertThat(predictor.probabilities(vector).toArray())
                      .containsExactly(
                          probabilities.stream().mapToDouble(p -> p).toArray(), within(1e-12));
                }
              }
            });
    assertThat(jobs).isZero();
  }

  @Test
  void aRegressionGivesNoProbabilitiesAndAPipelineWithoutAModelNoPredictor() {
    PipelineModel linear = trained(new Case(Task.REGRESSION, Algorithm.LINEAR_REGRESSION)).model();
    Predictor predictor = Predictor.of(linear);
    Vector vector = predictor.vectors(TRIPS.limit(1)).first().getAs(0);
    assertThatThrownBy(() -> predictor.probabilities(vector))
        .hasMessage("LinearRegressionModel gives no probabilities");
    PipelineModel empty =
        new org.apache.spark.ml.Pipeline()
            .setStages(new org.apache.spark.ml.PipelineStage[0])
            .fit(TRIPS);
    assertThatThrownBy(() -> Predictor.of(empty)).hasMessageContaining("predicts; it has []");
  }

  @Test
  void theCardHasAllParametersDefaultsIncluded() {
    assertThat(trained(new Case(Task.BINARY, Algorithm.GBT)).card().parameters())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "iterations", "6",
                "max_depth", "5",
                "step_size", "0.1",
                "subsampling", "0.7",
                "min_rows_per_leaf", "1",
                "min_gain", "0"));
  }
}
