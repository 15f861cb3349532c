package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatesTest {
  private static final double JUST = 1e-9;

  private static Evaluation evaluation(long rows, Map<Metric, Double> metrics, SliceQuality... s) {
    return new Evaluation(Task.BINARY, rows, 0.5, metrics, Map.of(), null, null, Arrays.asList(s));
  }

  private static Evaluation evaluation(long rows, Metric metric, double value) {
    return evaluation(rows, Map.of(metric, value));
  }

  private static SliceQuality slice(String value, long rows, double auc) {
    return new SliceQuality(List.of("origin"), List.of(value), rows, Map.of(Metric.AUC, auc));
  }

  private static Gates.Evidence of(Evaluation challenger) {
    return new Gates.Evidence(challenger, null, null, List.of(), null, null);
  }

  private static GateRules limit(Metric metric, double threshold) {
    return new GateRules(
        Task.BINARY, Map.of(metric, threshold), null, List.of(), null, null, null, false, 100);
  }

  private static GateResult one(GateRules rules, Gates.Evidence evidence) {
    List<GateResult> results = Gates.judge(rules, evidence);
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private static GateStatus limited(Metric metric, double threshold, double value) {
    return one(limit(metric, threshold), of(evaluation(100, metric, value))).status();
  }

  @Test
  void withoutRulesNothingIsJudged() {
    assertThat(Gates.judge(GateRules.none(Task.BINARY), of(evaluation(0, Map.of())))).isEmpty();
  }

  @Test
  void aMetricOfWhichMoreIsBetterHasALeastValue() {
    assertThat(limited(Metric.AUC, 0.75, 0.75)).isEqualTo(GateStatus.PASS);
    assertThat(limited(Metric.AUC, 0.75, 0.75 + JUST)).isEqualTo(GateStatus.PASS);
    assertThat(limited(Metric.AUC, 0.75, 0.75 - JUST)).isEqualTo(GateStatus.FAIL);
    assertThat(limited(Metric.AUC, 0.75, Double.NaN)).isEqualTo(GateStatus.ERROR);
    assertThat(one(limit(Metric.AUC, 0.75), of(evaluation(100, Metric.AUC, 0.7))))
        .isEqualTo(
            new GateResult(
                "minimum.auc",
                GateStatus.FAIL,
                "AUC at least 0.75",
                0.7,
                "AUC is 0.7; it must be at least 0.75, which is 0.05 more"));
  }

  @Test
  void aMetricOfWhichLessIsBetterHasALargestValue() {
    assertThat(limited(Metric.LOG_LOSS, 0.5, 0.5)).isEqualTo(GateStatus.PASS);
    assertThat(limited(Metric.LOG_LOSS, 0.5, 0.5 - JUST)).isEqualTo(GateStatus.PASS);
    assertThat(limited(Metric.LOG_LOSS, 0.5, 0.5 + JUST)).isEqualTo(GateStatus.FAIL);
    assertThat(limited(Metric.LOG_LOSS, 0.5, Double.NaN)).isEqualTo(GateStatus.ERROR);
    assertThat(one(limit(Metric.LOG_LOSS, 0.5), of(evaluation(100, Map.of()))).message())
        .isEqualTo(
            "Log-loss is not defined on these 100 rows; look at their labels and predictions");
  }

  @Test
  void aMetricOfTooFewRowsIsNotJudged() {
    GateResult few = one(limit(Metric.AUC, 0.75), of(evaluation(99, Metric.AUC, 0.9)));
    assertThat(few.gate()).isEqualTo("minimum.auc");
    assertThat(few.status()).isEqualTo(GateStatus.INSUFFICIENT_DATA);
    assertThat(few.message()).isEqualTo("there are 99 rows with a label; 100 are needed");
  }

  @Test
  void anAlmostMetThresholdIsSaidInEnoughDigits() {
    assertThat(one(limit(Metric.AUC, 0.75), of(evaluation(100, Metric.AUC, 0.7499999))).message())
        .isEqualTo("AUC is 0.7499999; it must be at least 0.75, which is 0.0000001 more");
  }

  private static GateRules over(double margin, boolean relative) {
    return new GateRules(
        Task.BINARY,
        Map.of(),
        new GateRules.OverChampion(Metric.AUC, margin, relative, 0.95),
        List.of(),
        null,
        null,
        null,
        false,
        100);
  }

  private static GateResult compared(
      double margin, boolean relative, long rows, double gain, double low) {
    Comparison comparison =
        new Comparison(
            Metric.AUC, rows, 0.8, 0.78, gain, relative, new Interval(low, gain + 0.01), 0.95);
    return one(
        over(margin, relative),
        new Gates.Evidence(
            evaluation(rows, Map.of()), "model-1", comparison, List.of(), null, null));
  }

  @ParameterizedTest
  @CsvSource({
    // margin, gain, lower end, verdict
    "0.02, 0.02, 0.001, PASS",
    "0.02, 0.020000001, 0.001, PASS",
    "0.02, 0.019999999, 0.001, FAIL",
    "0.02, 0.03, 0, FAIL",
    "0.02, 0.03, -0.000000001, FAIL",
    "0.02, 0.03, 0.000000001, PASS",
    "0, 0, 0, FAIL",
    "0, 0.001, 0.0001, PASS",
    "0, 0.001, -0.0001, FAIL",
    // A margin below 0: no worse than that, beyond noise.
    "-0.01, -0.01, -0.02, FAIL",
    "-0.01, -0.005, -0.01, FAIL",
    "-0.01, -0.005, -0.009999, PASS",
    "-0.01, 0, 0, PASS",
    "-0.01, -0.011, -0.005, FAIL",
    "0.02, NaN, NaN, ERROR",
    "0.02, 0.03, NaN, INSUFFICIENT_DATA",
    "0.02, 0.01, NaN, FAIL"
  })
  void aGainCountsWhenItReachesTheMarginAndNoiseDoesNotExplainIt(
      double margin, double gain, double low, GateStatus status) {
    assertThat(compared(margin, false, 100, gain, low).status()).isEqualTo(status);
    assertThat(compared(margin, true, 100, gain, low).status()).isEqualTo(status);
  }

  @Test
  void aGainIsSaidWithWhatItIsComparedWith() {
    GateResult result = compared(0.02, true, 100, 0.025, -0.001);
    assertThat(result.expected())
        .isEqualTo(
            "AUC better by at least +2 % than the champion's, beyond noise (95 % confidence)");
    assertThat(result.message())
        .isEqualTo(
            "AUC is 0.8, that of champion model-1 is 0.78: a gain of +2.5 % with an interval of"
                + " -0.1 % to +3.5 %; noise may explain it, since the interval is not above +0 %");
    assertThat(compared(0.02, false, 100, 0.01, 0.001).message())
        .endsWith(
            "a gain of +0.01 with an interval of +0.001 to +0.02; at least +0.02 is asked for");
  }

  @Test
  void aComparisonOfTooFewRowsIsNotJudged() {
    assertThat(compared(0.02, false, 99, 0.1, 0.05).status())
        .isEqualTo(GateStatus.INSUFFICIENT_DATA);
  }

  @Test
  void withoutAChampionThereIsNothingToBeBetterThan() {
    GateResult result = one(over(0.02, false), of(evaluation(1, Map.of())));
    assertThat(result.status()).isEqualTo(GateStatus.PASS);
    assertThat(result.message()).isEqualTo("there is no champion to be better than");
  }

  @Test
  void aChampionThatWasNotComparedIsAnError() {
    Gates.Evidence evidence =
        new Gates.Evidence(evaluation(1000, Map.of()), "model-1", null, List.of(), null, null);
    GateResult result = one(over(0.02, false), evidence);
    assertThat(result.status()).isEqualTo(GateStatus.ERROR);
    assertThat(result.message())
        .isEqualTo("the challenger was not compared with champion model-1 by auc");
    Comparison absolute =
        new Comparison(Metric.AUC, 1000, 0.8, 0.7, 0.1, false, new Interval(0.05, 0.15), 0.95);
    Gates.Evidence other =
        new Gates.Evidence(evaluation(1000, Map.of()), "model-1", absolute, List.of(), null, null);
    assertThat(one(over(0.02, true), other).status()).isEqualTo(GateStatus.ERROR);
  }

  private static GateResult sliced(int most, SliceQuality... slices) {
    GateRules rules =
        new GateRules(
            Task.BINARY,
            Map.of(),
            null,
            List.of(new GateRules.OnSlices(Metric.AUC, 0.7, 50, most)),
            null,
            null,
            null,
            false,
            100);
    return one(rules, of(evaluation(1000, Map.of(), slices)));
  }

  @Test
  void noSliceWithEnoughRowsMayBeWorse() {
    SliceQuality good = slice("A", 60, 0.8);
    assertThat(sliced(9, good, slice("B", 50, 0.7)).status()).isEqualTo(GateStatus.PASS);
    assertThat(sliced(9, good, slice("B", 50, 0.7 - JUST)).status()).isEqualTo(GateStatus.FAIL);
    assertThat(sliced(9, good, slice("B", 49, 0.1)).status()).isEqualTo(GateStatus.PASS);
    assertThat(sliced(9, slice("B", 49, 0.9)).status()).isEqualTo(GateStatus.INSUFFICIENT_DATA);
    assertThat(sliced(9).status()).isEqualTo(GateStatus.INSUFFICIENT_DATA);
    assertThat(sliced(9, good, slice("B", 50, 0.6)))
        .isEqualTo(
            new GateResult(
                "slices.auc",
                GateStatus.FAIL,
                "AUC at least 0.7 on every slice of at least 50 rows",
                0.6,
                "the worst of 2 slices is origin=B with AUC 0.6 on 50 rows; it must be at least"
                    + " 0.7, which is 0.1 more"));
  }

  @Test
  void aSliceOnWhichTheMetricIsNotDefinedDoesNotPass() {
    SliceQuality undefined = slice("B", 50, Double.NaN);
    assertThat(sliced(9, slice("A", 60, 0.8), undefined).status())
        .isEqualTo(GateStatus.INSUFFICIENT_DATA);
    assertThat(sliced(9, slice("A", 60, 0.8), undefined).message())
        .startsWith("AUC is not defined on slice origin=B of 50 rows; the worst of 1 slices is");
    assertThat(sliced(9, slice("A", 60, 0.6), undefined).status()).isEqualTo(GateStatus.FAIL);
    assertThat(sliced(9, undefined).status()).isEqualTo(GateStatus.INSUFFICIENT_DATA);
  }

  @Test
  void onlyTheLargestSlicesAreJudgedWhichIsSaid() {
    GateResult result = sliced(1, slice("A", 60, 0.8), slice("B", 50, 0.1));
    assertThat(result.status()).isEqualTo(GateStatus.PASS);
    assertThat(result.message()).endsWith("(only the largest 1 slices are judged)");
  }

  private static final List<String> BY = List.of("sex");

  private static Fairness fairness(double difference, double ratio, long smaller) {
    return new Fairness(
        BY,
        List.of(
            new Fairness.Group("f", 500, 100, 0.5, 0.8, true),
            new Fairness.Group("m", smaller, 100, 0.4, 0.7, smaller >= 100)),
        difference,
        ratio,
        difference,
        ratio);
  }

  private static List<GateResult> fair(Fairness... measured) {
    GateRules rules =
        new GateRules(
            Task.BINARY,
            Map.of(),
            null,
            List.of(),
            new GateRules.OnGroups(List.of(BY), 100, 0.1, 0.8, 0.1, 0.8),
            null,
            null,
            false,
            100);
    return Gates.judge(
        rules,
        new Gates.Evidence(evaluation(1000, Map.of()), null, null, List.of(measured), null, null));
  }

  @Test
  void differencesBetweenGroupsHaveALargestRatiosASmallestValue() {
    assertThat(fair(fairness(0.1, 0.8, 100)))
        .extracting(GateResult::gate)
        .containsExactly(
            "fairness.sex.parity_difference",
            "fairness.sex.parity_ratio",
            "fairness.sex.opportunity_difference",
            "fairness.sex.opportunity_ratio");
    assertThat(fair(fairness(0.1, 0.8, 100))).allMatch(r -> r.status() == GateStatus.PASS);
    assertThat(fair(fairness(0.1 + JUST, 0.8 - JUST, 100)))
        .allMatch(r -> r.status() == GateStatus.FAIL);
    assertThat(fair(fairness(Double.NaN, Double.NaN, 100)))
        .allMatch(r -> r.status() == GateStatus.ERROR);
    assertThat(fair(fairness(0.1, 0.8, 99)))
        .allMatch(r -> r.status() == GateStatus.INSUFFICIENT_DATA);
    assertThat(fair()).allMatch(r -> r.status() == GateStatus.ERROR);
    assertThat(fair(fairness(0.2, 0.8, 100)).get(0).message())
        .isEqualTo(
            "the difference of the shares predicted positive is 0.2; it must be at most 0.1, which"
                + " is 0.1 less (m: 0.4 of 100 rows; f: 0.5 of 500 rows; of 2 groups by sex 2 are judged (at least 100"
                + " rows))");
    assertThat(fair(fairness(0.1, 0.8, 99)).get(2).message())
        .isEqualTo(
            "of 2 groups by sex 1 are judged (at least 100 rows and a positive label), two are"
                + " needed");
  }

  private static List<GateStatus> fast(@Nullable Latency latency) {
    GateRules rules =
        new GateRules(
            Task.BINARY,
            Map.of(),
            null,
            List.of(),
            null,
            new GateRules.Speed(1.0, 2.0, 1000.0),
            null,
            false,
            100);
    return Gates.judge(
            rules,
            new Gates.Evidence(evaluation(1, Map.of()), null, null, List.of(), latency, null))
        .stream()
        .map(GateResult::status)
        .toList();
  }

  @Test
  void timesHaveALargestAndThroughputALeastValue() {
    assertThat(fast(new Latency(5000, 0.5, 1, 2, 1000)))
        .containsExactly(GateStatus.PASS, GateStatus.PASS, GateStatus.PASS);
    assertThat(fast(new Latency(5000, 0.5, 1 + JUST, 2 + JUST, 1000 - JUST * 1000)))
        .containsExactly(GateStatus.FAIL, GateStatus.FAIL, GateStatus.FAIL);
    assertThat(fast(new Latency(5000, 0.5, Double.NaN, 1, Double.NaN)))
        .containsExactly(GateStatus.ERROR, GateStatus.PASS, GateStatus.ERROR);
    assertThat(fast(null)).containsExactly(GateStatus.ERROR, GateStatus.ERROR, GateStatus.ERROR);
  }

  @Test
  void theCalibrationErrorHasALargestValue() {
    Map<Double, GateStatus> expected = new HashMap<>();
    expected.put(0.05, GateStatus.PASS);
    expected.put(0.05 - JUST, GateStatus.PASS);
    expected.put(0.05 + JUST, GateStatus.FAIL);
    expected.put(Double.NaN, GateStatus.ERROR);
    GateRules rules =
        new GateRules(Task.BINARY, Map.of(), null, List.of(), null, null, 0.05, false, 100);
    expected.forEach(
        (value, status) -> {
          GateResult result = one(rules, of(evaluation(100, Metric.CALIBRATION_ERROR, value)));
          assertThat(result.gate()).isEqualTo("calibration");
          assertThat(result.status()).isEqualTo(status);
        });
    assertThat(one(rules, of(evaluation(99, Metric.CALIBRATION_ERROR, 0.01))).status())
        .isEqualTo(GateStatus.INSUFFICIENT_DATA);
  }

  @Test
  void theChecksOfTheTrainingDataMustHavePassed() {
    GateRules rules =
        new GateRules(Task.BINARY, Map.of(), null, List.of(), null, null, null, true, 100);
    Evaluation nothing = evaluation(1, Map.of());
    assertThat(one(rules, of(nothing)).status()).isEqualTo(GateStatus.ERROR);
    for (GateStatus status : GateStatus.values()) {
      GateResult result =
          one(
              rules,
              new Gates.Evidence(
                  nothing, null, null, List.of(), null, new Gates.DataChecks(status, "so it is")));
      assertThat(result)
          .isEqualTo(
              new GateResult(
                  "data_checks",
                  status,
                  "the rows trained on passed their checks",
                  null,
                  "so it is"));
    }
  }

  @Test
  void onlyAPassOfAllGatesAccepts() {
    for (GateStatus status : GateStatus.values()) {
      GateReport report =
          new GateReport(
              "golden@1",
              null,
              evaluation(1, Map.of()),
              null,
              null,
              List.of(),
              null,
              List.of(
                  new GateResult("a", GateStatus.PASS, "", null, ""),
                  new GateResult("b", status, "", null, "")));
      assertThat(report.accepted()).isEqualTo(status == GateStatus.PASS);
      assertThat(report.refusedBy()).isEqualTo(status == GateStatus.PASS ? "" : "b");
    }
  }
}
