package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Whole models on raw rows: evaluation, comparison, fairness and latency together. */
class ModelEvaluationTest {
  private static final Dataset<Row> ROWS =
      TestingSpark.table(
              """
              select id, rand(1) a, rand(2) b, rand(3) noise, randn(4) e,
                if(id % 10 = 0, null, concat('g', id % 3)) `the group`, map('k', id) m
              from range(0, 3000, 1, 4)
              """)
          .selectExpr(
              "*",
              "cast(a + b / 2 + noise > 1.2 as double) y",
              "cast(floor(2.999 * (0.7 * a + 0.3 * noise)) as double) c",
              "3 * a - b + e z")
          .localCheckpoint();

  private static final PipelineModel GOOD = TestingModels.binary(ROWS, "a", "b");
  private static final PipelineModel POOR = TestingModels.binary(ROWS, "b");

  private static EvaluationSpec spec(Task task, String label) {
    return new EvaluationSpec(
        task,
        label,
        List.of(List.of("the group"), List.of("a > 0.5", "the group")),
        100,
        100,
        true,
        true,
        0.95,
        1);
  }

  @Test
  void aBinaryModelIsEvaluatedOnTheWholeAndOnItsSlices() {
    Evaluation e = new Evaluator().evaluate(GOOD, ROWS, spec(Task.BINARY, "y = 1"));
    assertThat(e.rows()).isEqualTo(3000);
    assertThat(e.value(Metric.AUC)).isBetween(0.8, 0.95);
    e.intervals()
        .forEach(
            (metric, interval) ->
                assertThat(e.value(metric)).isBetween(interval.low(), interval.high()));
    assertThat(e.intervals().keySet())
        .containsExactlyElementsOf(
            Metric.of(Task.BINARY).stream().filter(m -> m != Metric.CALIBRATION_ERROR).toList());
    assertThat(e.slices()).hasSize(4 + 8);
    assertThat(e.slices().stream().filter(s -> s.keys().size() == 2).mapToLong(SliceQuality::rows))
        .allMatch(n -> n >= 100)
        .hasSize(8);
    assertThat(e.slices().get(0).keys()).containsExactly("the group");
    SliceQuality nulls =
        e.slices().stream()
            .filter(s -> s.keys().size() == 1 && s.values().get(0) == null)
            .findFirst()
            .orElseThrow();
    assertThat(nulls.rows()).isEqualTo(300);
  }

  @Test
  void aRowThatComesManyTimesIsNotOneObservation() {
    // Few different rows: if equal rows shared a group, intervals would be far too wide.
    Dataset<Row> same = ROWS.selectExpr("round(a) a", "0D b", "y");
    Interval interval =
        interval(new Evaluator().evaluate(GOOD, same, spec().inFull(1)), Metric.ACCURACY);
    double accuracy = new Evaluator().evaluate(GOOD, same, spec()).value(Metric.ACCURACY);
    double width = 2 * 1.96 * Math.sqrt(accuracy * (1 - accuracy) / 3000);
    assertThat(interval.high() - interval.low()).isCloseTo(width, within(0.2 * width));
  }

  private static EvaluationSpec spec() {
    return EvaluationSpec.of(Task.BINARY, "y");
  }

  private static Interval interval(Evaluation evaluation, Metric metric) {
    return Objects.requireNonNull(evaluation.intervals().get(metric));
  }

  @Test
  void anotherPartitioningGivesTheSameNumbersAndIntervals() {
    Evaluation one = new Evaluator().evaluate(GOOD, ROWS, spec().inFull(1));
    Evaluation two = new Evaluator().evaluate(GOOD, ROWS.repartition(7), spec().inFull(1));
    one.metrics().forEach((m, value) -> assertThat(two.value(m)).isCloseTo(value, within(1e-9)));
    one.intervals()
        .forEach(
            (m, i) -> {
              assertThat(interval(two, m).low()).isCloseTo(i.low(), within(1e-9));
              assertThat(interval(two, m).high()).isCloseTo(i.high(), within(1e-9));
            });
    assertThat(two.curves())
        .usingRecursiveComparison()
        .withComparatorForType(
            (a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b), Double.class)
        .isEqualTo(one.curves());
  }

  @Test
  void aModelOfSeveralClassesIsEvaluatedByTheNamesOfItsClasses() {
    PipelineModel model =
        TestingModels.multiclass(
            ROWS.withColumn("y", ROWS.col("c")), new String[] {"low", "mid", "high"}, "a");
    // A tenth of the labels is a class that the model does not know.
    Evaluation e =
        new Evaluator()
            .evaluate(
                model,
                ROWS,
                spec(
                    Task.MULTICLASS,
                    "if(id % 10 = 9, 'new', element_at(array('low', 'mid', 'high'), int(c) + 1))"));
    assertThat(e.value(Metric.ACCURACY)).isBetween(0.6, 0.85);
    // A tenth of the rows costs -ln(1e-15) each.
    assertThat(e.value(Metric.LOG_LOSS)).isBetween(3.45, 4.5);
    assertThat(e.value(Metric.BRIER)).isBetween(0.3, 0.7);
    assertThat(Objects.requireNonNull(e.confusion()).classes())
        .containsExactly("high", "low", "mid", "new");
    assertThat(e.intervals()).hasSize(Metric.of(Task.MULTICLASS).size());
    assertThat(e.slices()).hasSize(12);
  }

  @Test
  void aRegressionIsEvaluatedOnTheWholeAndOnItsSlices() {
    PipelineModel model = TestingModels.regression(ROWS.withColumn("y", ROWS.col("z")), "a", "b");
    Evaluation e = new Evaluator().evaluate(model, ROWS, spec(Task.REGRESSION, "z"));
    // The noise has standard deviation 1.
    assertThat(e.value(Metric.RMSE)).isBetween(0.95, 1.05);
    assertThat(interval(e, Metric.RMSE).low()).isLessThan(1);
    assertThat(interval(e, Metric.RMSE).high()).isGreaterThan(1);
    assertThat(e.intervals()).hasSize(Metric.of(Task.REGRESSION).size());
    assertThat(e.slices()).hasSize(12);
  }

  private static Comparison compare(PipelineModel challenger, PipelineModel champion) {
    return PairedComparison.of(
        challenger,
        champion,
        ROWS,
        new PairedComparison.Setting(Task.BINARY, "y", Metric.AUC, true, 0.95, 1));
  }

  @Test
  void aBetterModelGainsAndAWorseOneLosesAsMuch() {
    Comparison better = compare(GOOD, POOR);
    Comparison worse = compare(POOR, GOOD);
    assertThat(better.rows()).isEqualTo(3000);
    assertThat(better.challenger()).isEqualTo(worse.champion());
    assertThat(better.gain())
        .isCloseTo(better.challenger() / better.champion() - 1, within(1e-12))
        .isGreaterThan(0.1);
    assertThat(better.interval().low()).isGreaterThan(0.05).isLessThan(better.gain());
    assertThat(better.interval().high()).isGreaterThan(better.gain());
    assertThat(worse.interval().high()).isLessThan(0);
    assertThat(compare(GOOD, GOOD).interval()).isEqualTo(new Interval(0, 0));
  }

  @Test
  void groupsAreToldApartAndSmallOnesAreShown() {
    List<Fairness> by =
        FairnessEvaluator.of(
            GOOD, ROWS, "y", List.of(List.of("the group"), List.of("a > 0.5")), 301);
    assertThat(by.get(0).groups()).hasSize(4);
    assertThat(by.get(0).groups().get(3).name()).isEqualTo("null");
    assertThat(by.get(0).groups().get(3).judged()).isFalse();
    assertThat(by.get(0).groups().get(2).judged()).isTrue();
    assertThat(by.get(1).by()).containsExactly("a > 0.5");
    assertThat(by.get(1).parityDifference()).isGreaterThan(0.3);
    assertThatThrownBy(() -> FairnessEvaluator.of(GOOD, ROWS, "y", List.of(List.of("id")), 1))
        .isInstanceOf(TrainingException.class)
        .hasMessage("there are more than 1000 groups by [[id]]; make them coarser");
    assertThatThrownBy(() -> FairnessEvaluator.of(GOOD, ROWS, "c", List.of(List.of("m")), 1))
        .isInstanceOf(TrainingException.class);
  }

  @Test
  void latencyIsMeasuredAfterWarmUp() {
    int[] ticks = new int[1];
    Latency latency = new LatencyMeter(() -> ticks[0]++ * 1_000_000L).measure(GOOD, ROWS);
    // Each look at the clock is a millisecond after the one before.
    assertThat(latency).isEqualTo(new Latency(LatencyMeter.TIMED, 1, 1, 1, 3000 / 0.001));
    assertThat(ticks[0]).isEqualTo(2 * LatencyMeter.TIMED + 2);
    assertThatThrownBy(() -> new LatencyMeter().measure(GOOD, ROWS.limit(0)))
        .isInstanceOf(TrainingException.class)
        .hasMessage("there are no rows to measure latency on");
  }

  @Test
  void onlyCallsAfterTheWarmUpAreTimed() {
    int[] calls = new int[1];
    long[] clock = new long[1];
    double[] millis =
        new LatencyMeter(() -> clock[0])
            .time(
                10,
                100,
                i -> {
                  calls[0]++;
                  // The warm-up is slow; then the calls take 1 ms to 100 ms.
                  clock[0] += i < 10 ? 1_000_000_000L : 1_000_000L * (i - 9);
                });
    assertThat(calls[0]).isEqualTo(110);
    assertThat(millis).hasSize(100).isSorted();
    assertThat(
            Map.of(
                0.5, LatencyMeter.quantile(millis, 0.5),
                0.95, LatencyMeter.quantile(millis, 0.95),
                0.99, LatencyMeter.quantile(millis, 0.99)))
        .isEqualTo(Map.of(0.5, 50.0, 0.95, 95.0, 0.99, 99.0));
  }
}
