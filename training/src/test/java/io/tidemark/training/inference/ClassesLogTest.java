package io.tidemark.training.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import io.tidemark.training.TestingSpark;
import io.tidemark.training.TrainingException;
import io.tidemark.training.estimation.Estimate;
import io.tidemark.training.estimation.ScoreCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A log of a model of three classes whose probabilities are right. */
class ClassesLogTest {

  /** So many days of 1,440 rows. */
  private static Dataset<Row> days(int days) {
    return TestingSpark.table(
            """
            SELECT id, timestamp_seconds(1772323200 + id * 60) AS at, a, b, 1 - a - b AS c,
              (id * 31337) %% 1009 / 1009D AS u
            FROM (SELECT id, a, (1 - a) * ((id * 104729) %% 997 / 997D) AS b
              FROM (SELECT id, 0.05D + 0.6D * ((id * 7919) %% 1000 / 1000D) AS a FROM range(%d)))
            """
                .formatted(days * 1_440))
        .selectExpr(
            "id",
            "at",
            "if(a >= b and a >= c, 'a', if(b >= c, 'b', 'c')) AS prediction",
            "map('a', a, 'b', b, 'c', c) AS probabilities",
            "greatest(a, b, c) AS score",
            "if(u < a, 'a', if(u < a + b, 'b', 'c')) AS label");
  }

  private static InferenceSpec spec(@Nullable String score, @Nullable String probabilities) {
    return new InferenceSpec(
        Task.MULTICLASS,
        "at",
        "prediction",
        score,
        probabilities,
        "label",
        null,
        null,
        InferenceSpec.DEFAULT_OK,
        null,
        Duration.ofDays(1),
        30,
        null);
  }

  private static InferenceWindows windows(Dataset<Row> log) {
    return InferenceLog.windows(log, spec(null, "probabilities"));
  }

  private static Dataset<Row> lateLabels(int days, int known) {
    return days(days).withColumn("label", when(col("id").lt(known * 1_440), col("label")));
  }

  /** scikit-learn 1.9.1 on the same rows; Brier score: numpy 2.4.6. */
  @Test
  void realisedQualityOfSeveralClassesIsThatOfScikitLearn() {
    InferenceWindow second = windows(days(2)).windows().get(1);
    InferenceWindow.Realised realised = second.realised();

    assertThat(second.labelled()).isEqualTo(1_440);
    assertThat(realised.rows()).isEqualTo(1_440);
    assertThat(realised.values().keySet())
        .containsExactlyInAnyOrder(
            Metric.ACCURACY,
            Metric.MACRO_F1,
            Metric.WEIGHTED_F1,
            Metric.MACRO_PRECISION,
            Metric.MACRO_RECALL,
            Metric.LOG_LOSS,
            Metric.BRIER);
    assertThat(realised.value(Metric.ACCURACY)).isCloseTo(0.570833333333, offset(1e-12));
    assertThat(realised.value(Metric.MACRO_F1)).isCloseTo(0.571384619666, offset(1e-12));
    assertThat(realised.value(Metric.WEIGHTED_F1)).isCloseTo(0.571085526392, offset(1e-12));
    assertThat(realised.value(Metric.MACRO_PRECISION)).isCloseTo(0.572957307193, offset(1e-12));
    assertThat(realised.value(Metric.MACRO_RECALL)).isCloseTo(0.570611819369, offset(1e-12));
    assertThat(realised.value(Metric.LOG_LOSS)).isCloseTo(0.898922577537, offset(1e-10));
    assertThat(realised.value(Metric.BRIER)).isCloseTo(0.543780821500, offset(1e-10));
  }

  @Test
  void theEstimateOfAWindowHoldsWhatItsLabelsLaterSay() {
    List<WindowEstimate> estimates = WindowEstimate.of(windows(lateLabels(4, 2)), 500);
    List<InferenceWindow> later = windows(days(4)).windows();

    assertThat(estimates)
        .extracting(WindowEstimate::method)
        .containsExactly("raw", "isotonic", "isotonic", "isotonic");
    for (int i = 2; i < 4; i++) {
      WindowEstimate estimate = estimates.get(i);
      assertThat(estimate.rows()).isEqualTo(1_440);
      assertThat(estimate.calibrationRows()).isEqualTo(2_880);
      assertThat(estimate.values().keySet())
          .containsExactlyInAnyOrder(
              Metric.ACCURACY, Metric.MACRO_F1, Metric.MACRO_PRECISION, Metric.MACRO_RECALL);
      for (Metric metric : estimate.values().keySet()) {
        Estimate expected = Objects.requireNonNull(estimate.values().get(metric));
        double realised = later.get(i).realised().value(metric);
        assertThat(realised).as(metric.key()).isBetween(expected.low(), expected.high());
        assertThat(expected.value()).as(metric.key()).isCloseTo(realised, within(0.05));
        assertThat(expected.high() - expected.low()).as(metric.key()).isLessThan(0.15);
      }
    }
  }

  @Test
  void theProbabilityOfThePredictedClassAloneGivesTheAccuracyAlone() {
    InferenceWindows log = InferenceLog.windows(lateLabels(3, 2), spec("score", null));
    WindowEstimate ofScore = WindowEstimate.of(log, 500).get(2);
    WindowEstimate ofAll = WindowEstimate.of(windows(lateLabels(3, 2)), 500).get(2);

    assertThat(ofScore.values().keySet()).containsExactly(Metric.ACCURACY);
    assertThat(ofScore.values().get(Metric.ACCURACY))
        .isEqualTo(ofAll.values().get(Metric.ACCURACY));
    assertThat(log.windows().get(0).realised().values())
        .containsKeys(Metric.ACCURACY, Metric.MACRO_F1)
        .doesNotContainKeys(Metric.LOG_LOSS, Metric.BRIER);
  }

  @Test
  void probabilitiesThatAreNoneAreCountedAndLeftOut() {
    Dataset<Row> log =
        days(1)
            .withColumn(
                "probabilities",
                expr(
                    "case id when 0 then null when 1 then map('x', 1D) when 2 then map(prediction,"
                        + " 1.5D) when 3 then map(prediction, double('NaN')) when 4 then"
                        + " map(prediction, 0.5D, 'x', -0.5D) else probabilities end"))
            .withColumn("prediction", when(col("id").notEqual(5), col("prediction")));

    InferenceWindow window = windows(log).windows().get(0);

    assertThat(window.missingScores()).isEqualTo(3);
    assertThat(window.invalidScores()).isEqualTo(2);
    assertThat(window.missingPredictions()).isEqualTo(1);
    assertThat(window.labelled()).isEqualTo(1_440);
    assertThat(window.realised().rows()).isEqualTo(1_439);
    assertThat(window.realised().scored()).isEqualTo(1_434);
    assertThat(window.labelledClasses().keySet()).containsExactly("a", "b", "c");
    window
        .labelledClasses()
        .values()
        .forEach(
            cells -> assertThat(cells.stream().mapToLong(ScoreCell::rows).sum()).isEqualTo(1_434));
  }

  @Test
  void aLabelThatTheModelDoesNotKnowCountsAsPredictedWrong() {
    Dataset<Row> log = days(1).withColumn("label", lit("new"));

    InferenceWindow.Realised realised = windows(log).windows().get(0).realised();

    assertThat(realised.value(Metric.ACCURACY)).isZero();
    assertThat(realised.value(Metric.MACRO_F1)).isZero();
    assertThat(realised.value(Metric.LOG_LOSS)).isCloseTo(-Math.log(1e-15), offset(1e-9));
  }

  @Test
  void classesMayBeWholeNumbersAndLabelsOfAnotherWholeType() {
    Dataset<Row> log =
        days(1)
            .withColumn("prediction", expr("ascii(prediction)"))
            .withColumn("label", expr("cast(ascii(label) as bigint)"));

    assertThat(
            InferenceLog.windows(log, spec(null, null))
                .windows()
                .get(0)
                .realised()
                .value(Metric.ACCURACY))
        .isEqualTo(windows(days(1)).windows().get(0).realised().value(Metric.ACCURACY));
  }

  @Test
  void columnsThatDoNotFitAreNamed() {
    Dataset<Row> log =
        days(1).withColumn("prediction", lit(1.0)).withColumn("probabilities", expr("array(1D)"));

    assertThat(InferenceLog.misfits(log, spec(null, "probabilities")))
        .containsExactly(
            "prediction: column `prediction` is double, but must be a text, whole number or"
                + " boolean",
            "probabilities: column `probabilities` is array<double>, but must be a map from text to"
                + " numbers");
    assertThatThrownBy(() -> binaryWithProbabilities())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "`p` has the probabilities of several classes, but the task is binary");
  }

  private static InferenceSpec binaryWithProbabilities() {
    return new InferenceSpec(
        Task.BINARY,
        "at",
        "y",
        null,
        "p",
        null,
        null,
        null,
        List.of(),
        null,
        Duration.ofDays(1),
        1,
        null);
  }

  @Test
  void aMillionClassesAreRefusedInBoundedMemory() {
    Dataset<Row> log =
        TestingSpark.table(
            "SELECT timestamp'2026-03-01' AS at, cast(id AS string) AS prediction, "
                + "cast(null AS string) AS label, map(cast(id AS string), 0.5D) AS probabilities "
                + "FROM range(600000)");

    assertThatThrownBy(() -> windows(log))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "`probabilities` has at least 500001 classes in 1 windows, which is too much to"
                + " estimate their quality; look at fewer windows with `last`, or leave"
                + " `probabilities` out");
  }

  @Test
  void theNumberOfSparkJobsDoesNotDependOnTheNumberOfWindows() throws Exception {
    TestingSpark.session().conf().set("spark.sql.adaptive.enabled", false);
    try {
      List<Integer> jobs = new ArrayList<>();
      for (int days : List.of(2, 20)) {
        Dataset<Row> log = days(days).coalesce(2);
        jobs.add(TestingSpark.jobs(() -> windows(log)));
      }
      // Extent, sums, cells, metrics of classes; two for the cells of classes, which are limited.
      assertThat(jobs).containsExactly(6, 6);
    } finally {
      TestingSpark.session().conf().set("spark.sql.adaptive.enabled", true);
    }
  }
}
