package io.tidemark.training.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import io.tidemark.training.TestingSpark;
import io.tidemark.training.TrainingException;
import io.tidemark.training.estimation.ScoreCell;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class InferenceLogTest {
  private static final InferenceWindows THREE_DAYS =
      InferenceLog.windows(TestingLog.days(3), TestingLog.spec());

  @Test
  void windowsAreCutByTimeAndCountWhatHappenedInThem() {
    InferenceWindows log = THREE_DAYS;

    assertThat(log.windows()).hasSize(3);
    assertThat(log.reference()).isNull();
    InferenceWindow second = log.windows().get(1);
    assertThat(second.from()).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
    assertThat(second.to()).isEqualTo(Instant.parse("2026-03-03T00:00:00Z"));
    assertThat(second.rows()).isEqualTo(1_440);
    assertThat(second.seconds()).isEqualTo(86_400);
    assertThat(second.rowsPerSecond()).isCloseTo(1_440 / 86_400.0, offset(1e-15));
    assertThat(second.errors()).isEqualTo(14);
    assertThat(second.labelled()).isEqualTo(1_440);
    assertThat(second.versions())
        .extracting(InferenceWindow.VersionRows::version)
        .containsExactlyInAnyOrder("v0", "v1", "v2", null);
    assertThat(second.versions().stream().mapToLong(InferenceWindow.VersionRows::rows).sum())
        .isEqualTo(1_440);
  }

  /** numpy 2.4.6, {@code percentile(..., method='inverted_cdf')}. */
  @Test
  void percentilesOfTheLatencyAreExactByNearestRank() {
    assertThat(THREE_DAYS.windows())
        .extracting(InferenceWindow::latency)
        .containsExactly(
            new InferenceWindow.Percentiles(1_440, 248, 474.5, 494.5),
            new InferenceWindow.Percentiles(1_440, 249.25, 475.75, 494.5),
            new InferenceWindow.Percentiles(1_440, 250.5, 475.75, 495.75));
  }

  /** scikit-learn 1.9.1 on the same rows; log-loss with probabilities clipped to 1e-15. */
  @Test
  void realisedQualityIsThatOfScikitLearn() {
    InferenceWindow.Realised second = THREE_DAYS.windows().get(1).realised();

    assertThat(second.rows()).isEqualTo(1_440);
    assertThat(second.value(Metric.AUC)).isCloseTo(0.832550700704, offset(1e-12));
    assertThat(second.value(Metric.F1)).isCloseTo(0.747404844291, offset(1e-12));
    assertThat(second.value(Metric.PRECISION)).isCloseTo(0.753138075314, offset(1e-12));
    assertThat(second.value(Metric.RECALL)).isCloseTo(0.741758241758, offset(1e-12));
    assertThat(second.value(Metric.ACCURACY)).isCloseTo(0.746527777778, offset(1e-12));
    assertThat(second.value(Metric.LOG_LOSS)).isCloseTo(0.501429928663, offset(1e-12));
    assertThat(second.value(Metric.BRIER)).isCloseTo(0.167086277778, offset(1e-12));
  }

  /** scikit-learn 1.9.1 on the same rows. */
  @Test
  void realisedErrorsOfARegressionAreThoseOfScikitLearn() {
    Dataset<Row> log =
        TestingLog.days(2)
            .withColumn("prediction", col("latency").multiply(1.5).plus(3))
            .withColumn("label", col("latency"));
    InferenceWindow.Realised second =
        InferenceLog.windows(log, TestingLog.spec(Task.REGRESSION, null, 30, null))
            .windows()
            .get(1)
            .realised();

    assertThat(second.values().keySet()).containsExactlyInAnyOrder(Metric.RMSE, Metric.MAE);
    assertThat(second.value(Metric.RMSE)).isCloseTo(146.856638923248, offset(1e-9));
    assertThat(second.value(Metric.MAE)).isCloseTo(127.895833333333, offset(1e-9));
  }

  @Test
  void onlyTheNewestWindowsAreLookedAt() {
    InferenceWindows log =
        InferenceLog.windows(TestingLog.days(5), TestingLog.spec(Task.BINARY, "score", 2, null));

    assertThat(log.windows())
        .extracting(InferenceWindow::from)
        .containsExactly(
            TestingLog.START.plus(3, ChronoUnit.DAYS), TestingLog.START.plus(4, ChronoUnit.DAYS));
  }

  @Test
  void theLastWindowIsCoveredOnlyUpToTheLatestRow() {
    Dataset<Row> log = TestingLog.days(2).where("id < 2000");

    List<InferenceWindow> windows = InferenceLog.windows(log, TestingLog.spec()).windows();

    assertThat(windows.get(0).seconds()).isEqualTo(86_400);
    assertThat(windows.get(1).rows()).isEqualTo(560);
    assertThat(windows.get(1).seconds()).isEqualTo(559 * 60);
  }

  @Test
  void aWindowWithoutARowIsThereAndEmpty() {
    Dataset<Row> log = TestingLog.days(4).where("id < 1440 OR id >= 4320");

    List<InferenceWindow> windows = InferenceLog.windows(log, TestingLog.spec()).windows();

    assertThat(windows).extracting(InferenceWindow::rows).containsExactly(1_440L, 0L, 0L, 1_440L);
    InferenceWindow empty = windows.get(1);
    assertThat(empty.rowsPerSecond()).isZero();
    assertThat(empty.latency().p99()).isNaN();
    assertThat(empty.realised().value(Metric.AUC)).isNaN();
    assertThat(empty.realised().value(Metric.ACCURACY)).isNaN();
    assertThat(empty.versions()).isEmpty();
    assertThat(empty.unlabelledCells()).isEmpty();
  }

  @Test
  void rowsBeforeTheEndOfTheReferenceAreTheReferenceAndInNoWindow() {
    Instant until = TestingLog.START.plus(36, ChronoUnit.HOURS);
    InferenceWindows log =
        InferenceLog.windows(TestingLog.days(3), TestingLog.spec(Task.BINARY, "score", 30, until));

    InferenceWindow reference = Objects.requireNonNull(log.reference());
    assertThat(reference.rows()).isEqualTo(2_160);
    assertThat(reference.from()).isEqualTo(TestingLog.START);
    assertThat(reference.to()).isEqualTo(until);
    assertThat(rows(reference.labelledCells())).isEqualTo(2_160);
    assertThat(log.windows()).extracting(InferenceWindow::rows).containsExactly(720L, 1_440L);
    assertThat(log.windows().get(0).seconds()).isEqualTo(43_200);
  }

  @Test
  void aLogThatEndsWithItsReferenceHasNoWindows() {
    Instant until = TestingLog.START.plus(30, ChronoUnit.DAYS);
    InferenceWindows log =
        InferenceLog.windows(TestingLog.days(1), TestingLog.spec(Task.BINARY, "score", 30, until));

    assertThat(log.windows()).isEmpty();
    assertThat(Objects.requireNonNull(log.reference()).rows()).isEqualTo(1_440);
  }

  @Test
  void anEmptyLogHasNoWindowsAndRowsWithoutATimeAreCounted() {
    InferenceWindows empty =
        InferenceLog.windows(TestingLog.days(1).where("id < 0"), TestingLog.spec());
    InferenceWindows timeless =
        InferenceLog.windows(
            TestingLog.days(1).withColumn("at", when(col("id").geq(10), col("at"))),
            TestingLog.spec());

    assertThat(empty).isEqualTo(new InferenceWindows(Task.BINARY, List.of(), null, 0));
    assertThat(timeless.rowsWithoutTime()).isEqualTo(10);
    assertThat(timeless.windows().get(0).rows()).isEqualTo(1_430);
  }

  @Test
  void scoresThatAreMissingOrOutsideZeroAndOneAreCountedAndLeftOut() {
    InferenceWindow window =
        only(
            TestingLog.of(
                "('2026-03-01 00:00:00', 1, 0.0D, 1, 10.0D, 'ok', 'a')",
                "('2026-03-01 01:00:00', 1, 1.0D, 1, -1.0D, 'ok', 'a')",
                "('2026-03-01 02:00:00', 1, 1.0000001D, 1, null, 'ok', 'a')",
                "('2026-03-01 03:00:00', 0, -0.0000001D, 0, double('NaN'), 'ok', 'a')",
                "('2026-03-01 04:00:00', 0, double('NaN'), 0, 12.0D, null, 'a')",
                "('2026-03-01 05:00:00', null, null, 0, 14.0D, ' Success ', 'a')"));

    assertThat(window.missingScores()).isEqualTo(1);
    assertThat(window.invalidScores()).isEqualTo(3);
    assertThat(window.missingPredictions()).isEqualTo(1);
    assertThat(window.errors()).isEqualTo(1);
    assertThat(window.latency()).isEqualTo(new InferenceWindow.Percentiles(3, 12, 14, 14));
    assertThat(window.labelled()).isEqualTo(6);
    assertThat(window.realised().rows()).isEqualTo(5);
    assertThat(window.realised().scored()).isEqualTo(2);
    assertThat(rows(window.labelledCells())).isEqualTo(2);
  }

  private static InferenceWindow only(Dataset<Row> log) {
    Dataset<Row> typed = log.withColumn("latency", col("latency").cast("double"));
    List<InferenceWindow> windows = InferenceLog.windows(typed, TestingLog.spec()).windows();
    assertThat(windows).hasSize(1);
    return windows.get(0);
  }

  @Test
  void aWindowOfOneClassHasNoAreaAndOneWithoutLabelsHasNoQuality() {
    Dataset<Row> log =
        TestingLog.days(2).withColumn("label", when(col("id").lt(1_440), lit(1)).cast("int"));

    List<InferenceWindow> windows = InferenceLog.windows(log, TestingLog.spec()).windows();

    assertThat(windows.get(0).realised().value(Metric.AUC)).isNaN();
    assertThat(windows.get(0).realised().value(Metric.RECALL)).isNotNaN();
    assertThat(windows.get(1).labelled()).isZero();
    assertThat(windows.get(1).realised().rows()).isZero();
    assertThat(windows.get(1).realised().value(Metric.LOG_LOSS)).isNaN();
    assertThat(rows(windows.get(1).unlabelledCells())).isEqualTo(1_440);
  }

  @Test
  void allNullColumnsAreNoError() {
    Dataset<Row> log =
        TestingLog.days(1)
            .withColumn("prediction", lit(null).cast("int"))
            .withColumn("score", lit(null).cast("double"))
            .withColumn("label", lit(null).cast("boolean"))
            .withColumn("latency", lit(null).cast("float"))
            .withColumn("status", lit(null).cast("string"))
            .withColumn("version", lit(null).cast("string"));

    InferenceWindow window = InferenceLog.windows(log, TestingLog.spec()).windows().get(0);

    assertThat(window.missingPredictions()).isEqualTo(1_440);
    assertThat(window.missingScores()).isEqualTo(1_440);
    assertThat(window.errors()).isEqualTo(1_440);
    assertThat(window.latency().rows()).isZero();
    assertThat(window.versions()).containsExactly(new InferenceWindow.VersionRows(null, 1_440));
  }

  @Test
  void aLogWithTimePredictionAndNothingElseIsEnough() {
    InferenceSpec spec =
        new InferenceSpec(
            Task.REGRESSION,
            "at",
            "score",
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            Duration.ofHours(6),
            30,
            null);

    List<InferenceWindow> windows = InferenceLog.windows(TestingLog.days(1), spec).windows();

    assertThat(windows).hasSize(4);
    assertThat(windows.get(0).rows()).isEqualTo(360);
    assertThat(windows.get(0).errors()).isZero();
    assertThat(windows.get(0).missingScores()).isZero();
    assertThat(windows.get(0).realised().values()).isEmpty();
  }

  @Test
  void everyColumnThatDoesNotFitIsNamedAtOnceBeforeARowIsRead() throws TimeoutException {
    Dataset<Row> log =
        TestingLog.days(1)
            .withColumn("at", col("id"))
            .withColumn("score", lit("high"))
            .withColumn("prediction", lit("yes"))
            .drop("label");

    int jobs =
        TestingSpark.jobs(
            () ->
                assertThat(InferenceLog.misfits(log, TestingLog.spec()))
                    .containsExactly(
                        "time: column `at` is bigint, but must be a date or a timestamp",
                        "prediction: column `prediction` is string, but must be a number 0 or 1, or"
                            + " a boolean",
                        "score: column `score` is string, but must be a number",
                        "label: column `label` is not in the table"));

    assertThat(jobs).isZero();
    assertThatThrownBy(() -> InferenceLog.windows(log, TestingLog.spec()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("time: column `at` is bigint")
        .hasMessageContaining("label: column `label` is not in the table");
  }

  @Test
  void datesAreNotCutIntoHours() {
    Dataset<Row> log = TestingLog.days(1).withColumn("at", col("at").cast("date"));
    InferenceSpec hours =
        new InferenceSpec(
            Task.BINARY,
            "at",
            "prediction",
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            Duration.ofHours(12),
            30,
            null);

    assertThat(InferenceLog.misfits(log, hours))
        .containsExactly("every: column `at` holds dates, so it must be whole days, but is PT12H");
    assertThat(InferenceLog.windows(log, TestingLog.spec()).windows()).hasSize(1);
  }

  @Test
  void aLabelThatIsNoClassIsRefused() {
    Dataset<Row> log = TestingLog.days(1).withColumn("label", col("id").mod(3));

    assertThatThrownBy(() -> InferenceLog.windows(log, TestingLog.spec()))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "label `label` is neither 0 nor 1 on 480 rows; name the column with the class, or set"
                + " `task: multiclass` or `task: regression`");
  }

  @Test
  void theResultDoesNotDependOnPartitioning() {
    Dataset<Row> log = TestingLog.days(2);
    InferenceWindows one = InferenceLog.windows(log.coalesce(1), TestingLog.spec());
    InferenceWindows many = InferenceLog.windows(log.repartition(7), TestingLog.spec());

    for (int i = 0; i < 2; i++) {
      InferenceWindow left = one.windows().get(i);
      InferenceWindow right = many.windows().get(i);
      assertThat(right.latency()).isEqualTo(left.latency());
      assertThat(right.versions()).isEqualTo(left.versions());
      assertThat(rows(right.labelledCells())).isEqualTo(rows(left.labelledCells()));
      left.realised()
          .values()
          .forEach(
              (metric, value) ->
                  assertThat(right.realised().value(metric)).isCloseTo(value, offset(1e-9)));
    }
  }

  @Test
  void theNumberOfSparkJobsDoesNotDependOnTheNumberOfWindows() throws TimeoutException {
    SparkSession spark = TestingSpark.session();
    // Under adaptive execution Spark counts every shuffle as a job.
    spark.conf().set("spark.sql.adaptive.enabled", false);
    try {
      int few = jobs(TestingLog.days(2));
      int many = jobs(TestingLog.days(40));

      assertThat(few).isEqualTo(6);
      assertThat(many).isEqualTo(few);
    } finally {
      spark.conf().set("spark.sql.adaptive.enabled", true);
    }
  }

  private static int jobs(Dataset<Row> log) throws TimeoutException {
    return TestingSpark.jobs(
        () ->
            InferenceLog.windows(
                log.coalesce(2), TestingLog.spec(Task.BINARY, "score", 366, null)));
  }

  @Test
  void windowsFollowTheSessionsTimeZone() {
    SparkSession spark = TestingSpark.session();
    spark.conf().set("spark.sql.session.timeZone", "America/New_York");
    try {
      List<InferenceWindow> windows =
          InferenceLog.windows(TestingLog.days(10), TestingLog.spec()).windows();

      assertThat(windows.get(1).from()).isEqualTo(Instant.parse("2026-03-01T05:00:00Z"));
      // The clocks go forward on 8 March 2026: that day has 23 hours.
      assertThat(windows.get(8).from()).isEqualTo(Instant.parse("2026-03-08T05:00:00Z"));
      assertThat(windows.get(8).rows()).isEqualTo(23 * 60);
      assertThat(windows.get(8).seconds()).isEqualTo(23 * 3_600);
    } finally {
      spark.conf().set("spark.sql.session.timeZone", "UTC");
    }
  }

  private static long rows(List<ScoreCell> cells) {
    return cells.stream().mapToLong(ScoreCell::rows).sum();
  }
}
