package io.tidemark.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgainstEarlierVersionsTest {
  private static final Dataset<Row> ROWS =
      TestingSpark.table(
          "select id, timestamp'2024-05-05 22:00:00' - make_interval(0, 0, 0, 0, int(id)) at,"
              + " date'2024-05-05' as day from range(100)");
  private static final Constraint MEAN =
      new Statistic(StatisticKind.MEAN, "id", Double.NEGATIVE_INFINITY, null);

  private static CheckResult evaluate(Constraint constraint, Surroundings surroundings) {
    return new SuiteEvaluator()
        .evaluate(new Suite(List.of(constraint)), ROWS, surroundings)
        .results()
        .get(0);
  }

  /** Values of versions committed a day apart, the newest first. */
  private static List<PastValue> days(double... values) {
    return IntStream.range(0, values.length)
        .mapToObj(
            i ->
                new PastValue(
                    99 - i, TestingSurroundings.MONDAY.minus(Duration.ofDays(i + 1L)), values[i]))
        .toList();
  }

  private static Anomaly.Rules rules(
      @Nullable Double absolute, @Nullable Double relative, @Nullable Double z, int least) {
    return new Anomaly.Rules(absolute, relative, z, 30, false, least);
  }

  private static CheckStatus status(Anomaly.Rules rules, double... before) {
    return result(rules, before).status();
  }

  private static CheckResult result(Anomaly.Rules rules, double... before) {
    return evaluate(
        new Anomaly(MEAN, rules, Terms.DEFAULT),
        new TestingSurroundings().with("mean(id)", days(before)));
  }

  @Test
  void aChangeIsHeldAgainstTheVersionBefore() {
    // The mean is 49.5.
    assertThat(status(rules(1.0, null, null, 1), 48.5, 0)).isEqualTo(CheckStatus.PASS);
    assertThat(status(rules(1.0, null, null, 1), 48.4, 49.5)).isEqualTo(CheckStatus.FAIL);
    assertThat(status(rules(1.0, null, null, 1), 50.6, 49.5)).isEqualTo(CheckStatus.FAIL);
    assertThat(status(rules(null, 0.1, null, 1), 45.0)).isEqualTo(CheckStatus.PASS);
    assertThat(status(rules(null, 0.1, null, 1), 44.9)).isEqualTo(CheckStatus.FAIL);
    assertThat(status(rules(null, 0.1, null, 1), -49.5)).isEqualTo(CheckStatus.FAIL);
    assertThat(status(rules(null, 0.1, null, 1), 0)).isEqualTo(CheckStatus.FAIL);
    assertThat(status(rules(null, 0.1, null, 1), Double.NaN)).isEqualTo(CheckStatus.FAIL);
  }

  @Test
  void allRulesThatAreGivenMustHold() {
    assertThat(status(rules(1.0, 0.5, null, 1), 48.5)).isEqualTo(CheckStatus.PASS);
    assertThat(status(rules(0.9, 0.5, null, 1), 48.5)).isEqualTo(CheckStatus.FAIL);
    assertThat(status(rules(1.0, 0.01, null, 1), 48.5)).isEqualTo(CheckStatus.FAIL);
  }

  @Test
  void theRobustScoreIsThatOfIglewiczAndHoaglin() {
    // Median 10, median absolute deviation 1: 49.5 is 39.5 / 1.4826 = 26.64 away.
    double[] before = {10, 9, 11, 8, 12, 10, 9, 11, 10, 1000};
    CheckResult result = result(rules(null, null, 26.7, 10), before);
    assertThat(result.status()).isEqualTo(CheckStatus.PASS);
    assertThat(result.actual()).isEqualTo(49.5);
    assertThat(result.message())
        .isEqualTo(
            "mean of `id` is 49.5 (100 rows; robust z 26.642385 from the median 10 of 10 earlier"
                + " values); expected robust z of at most 26.7");
    assertThat(status(rules(null, null, 26.6, 10), before)).isEqualTo(CheckStatus.FAIL);
  }

  @Test
  void whereMostValuesAreTheSameTheMeanDeviationIsTheUnit() {
    // Median 49, deviations 0 but for one of 4: mean 0.4; 0.5 / (1.2533 * 0.4) = 0.9974.
    double[] before = {49, 49, 49, 49, 49, 49, 49, 49, 49, 53};
    assertThat(status(rules(null, null, 1.0, 10), before)).isEqualTo(CheckStatus.PASS);
    assertThat(status(rules(null, null, 0.99, 10), before)).isEqualTo(CheckStatus.FAIL);
  }

  @Test
  void whereAllValuesAreTheSameAnyOtherIsAnAnomaly() {
    assertThat(status(rules(null, null, 4.0, 3), 49.5, 49.5, 49.5)).isEqualTo(CheckStatus.PASS);
    assertThat(status(rules(null, null, 4.0, 3), 49.4, 49.4, 49.4)).isEqualTo(CheckStatus.FAIL);
  }

  @Test
  void itSaysNothingBeforeItHasSeenEnough() {
    CheckResult result = result(rules(null, null, 4.0, 3), 1, 1);
    assertThat(result.status()).isEqualTo(CheckStatus.INSUFFICIENT_DATA);
    assertThat(result.actual()).isEqualTo(49.5);
    assertThat(result.message()).contains("2 of the 3 earlier values it takes");
    assertThat(status(rules(null, null, 4.0, 3), 1, 1, 1)).isEqualTo(CheckStatus.FAIL);
  }

  @Test
  void onlyTheNewestValuesAreLookedAt() {
    var rules = new Anomaly.Rules(null, null, 4.0, 3, false, 3);
    assertThat(status(rules, 49.4, 49.5, 49.6, 900, 900, 900, 900)).isEqualTo(CheckStatus.PASS);
  }

  @Test
  void mondaysAreComparedWithMondays() {
    double[] before = IntStream.rangeClosed(1, 28).mapToDouble(d -> d % 7 == 0 ? 49 : 5).toArray();
    var mondays = new Anomaly.Rules(1.0, null, null, 30, true, 4);
    assertThat(status(mondays, before)).isEqualTo(CheckStatus.PASS);
    assertThat(status(rules(1.0, null, null, 4), before)).isEqualTo(CheckStatus.FAIL);
    CheckResult five = result(new Anomaly.Rules(1.0, null, null, 30, true, 5), before);
    assertThat(five.message()).contains("4 of the 5 earlier values it takes of this weekday");
  }

  /** The shares that docs/checks.md gives. */
  @Test
  void aCalmSeriesSeldomRaisesAnAlarm() {
    assertThat(alarms(10, 4)).isCloseTo(0.021, within(0.004));
    assertThat(alarms(10, 5)).isCloseTo(0.009, within(0.003));
    assertThat(alarms(30, 4)).isCloseTo(0.0025, within(0.0015));
  }

  /** Share of alarms on series of normal values. */
  private static double alarms(int history, double z) {
    Random random = new Random(7);
    int series = 20_000;
    int alarms = 0;
    for (int i = 0; i < series; i++) {
      List<PastValue> past = new ArrayList<>();
      for (int k = 0; k < history; k++) {
        past.add(new PastValue(k, Instant.EPOCH, random.nextGaussian()));
      }
      var reading = new AnomalyReading(rules(null, null, z, history), past, Instant.EPOCH);
      if (reading.of(random.nextGaussian()).outcome() == Judgement.Outcome.FAILS) {
        alarms++;
      }
    }
    return alarms / (double) series;
  }

  @Test
  void theMetricOfAFilteredNumberIsAnotherOne() {
    Constraint filtered =
        new Statistic(
            StatisticKind.MEAN, List.of("id"), 0.0, null, Terms.DEFAULT.withWhere("id > 5"));
    Anomaly anomaly = new Anomaly(filtered, rules(1.0, null, null, 1), Terms.DEFAULT);
    assertThat(anomaly.metric()).isEqualTo("mean(id) where id > 5");
    assertThat(anomaly.id()).isEqualTo("anomaly(mean(id) where id > 5)");
    CheckResult result =
        evaluate(anomaly, new TestingSurroundings().with(anomaly.metric(), days(52.5)));
    assertThat(result.metric()).isEqualTo(anomaly.metric());
    assertThat(result.actual()).isEqualTo(52.5);
    assertThat(result.status()).isEqualTo(CheckStatus.PASS);
  }

  @Test
  void aNumberThatDeequDoesNotMeasureIsHeldAgainstItsHistoryToo() {
    Anomaly anomaly =
        new Anomaly(
            new ColumnsCount(0L, null, Terms.DEFAULT), rules(0.5, null, null, 1), Terms.DEFAULT);
    assertThat(evaluate(anomaly, new TestingSurroundings().with("columns_count", days(3))).status())
        .isEqualTo(CheckStatus.PASS);
    CheckResult more = evaluate(anomaly, new TestingSurroundings().with("columns_count", days(2)));
    assertThat(more.status()).isEqualTo(CheckStatus.FAIL);
    assertThat(more.message()).contains("changed by 1 from 2 at version 99");
  }

  @Test
  void rulesThatContradictThemselvesAreRefused() {
    assertThatThrownBy(() -> rules(null, null, null, 1)).hasMessageContaining("has no rule");
    assertThatThrownBy(() -> rules(1.0, null, null, 0)).hasMessageContaining("minimum of 0");
    assertThatThrownBy(() -> new Anomaly.Rules(1.0, null, null, 3, false, 4))
        .hasMessageContaining("over 3 earlier values with a minimum of 4");
    Anomaly one = new Anomaly(MEAN, rules(1.0, null, null, 1), Terms.DEFAULT);
    assertThatThrownBy(() -> new Anomaly(one, one.rules(), Terms.DEFAULT))
        .hasMessageContaining("an anomaly check of an anomaly check");
  }

  @Test
  void volumeIsHeldAgainstTheMedianOfTheVersionsBefore() {
    var surroundings = new TestingSurroundings().withRowsBefore(50L, 80L, 40L, 1000L);
    CheckResult result = evaluate(new Volume(3, 1.9, 2.0, Terms.DEFAULT), surroundings);
    assertThat(result.status()).isEqualTo(CheckStatus.PASS);
    assertThat(result.message())
        .isEqualTo(
            "volume is 2 (100 rows; before 50); expected in [1.9, 2] times the median of"
                + " the 3 before");
    assertThat(evaluate(new Volume(3, 2.1, null, Terms.DEFAULT), surroundings).status())
        .isEqualTo(CheckStatus.FAIL);
    assertThat(evaluate(new Volume(3, null, 1.9, Terms.DEFAULT), surroundings).status())
        .isEqualTo(CheckStatus.FAIL);
    assertThat(
            evaluate(new Volume(3, 2.1, null, Terms.DEFAULT), new TestingSurroundings()).status())
        .isEqualTo(CheckStatus.INSUFFICIENT_DATA);
  }

  @Test
  void freshnessIsTheAgeOfTheVersionOrOfItsNewestValue() {
    var surroundings = new TestingSurroundings();
    assertThat(evaluate(freshness(null, "PT2H"), surroundings))
        .extracting(CheckResult::status, CheckResult::actual)
        .containsExactly(CheckStatus.PASS, 2.0);
    assertThat(evaluate(freshness(null, "PT1H59M"), surroundings).status())
        .isEqualTo(CheckStatus.FAIL);
    // Committed at 10:00; the newest value is of 22:00 the day before.
    assertThat(evaluate(freshness("at", "PT12H"), surroundings))
        .extracting(CheckResult::status, CheckResult::actual)
        .containsExactly(CheckStatus.PASS, 12.0);
    assertThat(evaluate(freshness("at", "PT11H"), surroundings).message())
        .isEqualTo(
            "age in hours of the newest value of `at` is 12 (100 rows); expected <= 11 hours");
    assertThat(evaluate(freshness("day", "PT34H"), surroundings).status())
        .isEqualTo(CheckStatus.PASS);
    assertThat(evaluate(freshness("id", "PT34H"), surroundings).message())
        .contains("column `id` has type bigint, but freshness needs a timestamp or a date");
    assertThatThrownBy(() -> freshness("at", "PT-1H")).hasMessageContaining("not negative");
  }

  private static Freshness freshness(@Nullable String column, String age) {
    return new Freshness(column, Duration.parse(age), Terms.DEFAULT);
  }

  @Test
  void aBoundMissedByNoMoreThanTheToleranceWarns() {
    assertThat(tolerated(50, 0.5)).isEqualTo(CheckStatus.WARN);
    assertThat(tolerated(50, 0.4)).isEqualTo(CheckStatus.FAIL);
    assertThat(tolerated(49.5, 0.1)).isEqualTo(CheckStatus.PASS);
    Terms half = Terms.DEFAULT.withTolerance(0.01);
    CheckResult share =
        evaluate(new Constraint.Range("id", 1.0, null, 1.0, half), Surroundings.NONE);
    assertThat(share.status()).isEqualTo(CheckStatus.WARN);
    assertThat(share.message()).endsWith(", missed by no more than the tolerance of 0.01");
    assertThatThrownBy(() -> Terms.DEFAULT.withTolerance(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Terms.DEFAULT.withTolerance(Double.NaN)).hasMessageContaining("NaN");
  }

  private static CheckStatus tolerated(double least, double tolerance) {
    Terms terms = Terms.DEFAULT.withTolerance(tolerance);
    return evaluate(
            new Statistic(StatisticKind.MEAN, List.of("id"), least, null, terms), Surroundings.NONE)
        .status();
  }

  @Test
  void theDescriptionGoesIntoTheResult() {
    Terms terms = Terms.DEFAULT.withDescription("agreed with the source");
    assertThat(evaluate(new Constraint.Size(1L, null, terms), Surroundings.NONE).description())
        .isEqualTo("agreed with the source");
  }

  @Test
  void columnsAreCounted() {
    assertThat(evaluate(new ColumnsCount(3L, 3L, Terms.DEFAULT), Surroundings.NONE).status())
        .isEqualTo(CheckStatus.PASS);
    assertThat(evaluate(new ColumnsCount(4L, null, Terms.DEFAULT), Surroundings.NONE).message())
        .isEqualTo("columns count is 3; expected >= 4");
    assertThat(evaluate(new ColumnsCount(null, 2L, Terms.DEFAULT), Surroundings.NONE).status())
        .isEqualTo(CheckStatus.FAIL);
  }

  @Test
  void whatWaitsForHistoryHasNoSayInTheSuite() {
    Anomaly waits = new Anomaly(MEAN, rules(1.0, null, null, 1), Terms.DEFAULT);
    SuiteResult result =
        new SuiteEvaluator()
            .evaluate(
                new Suite(List.of(waits, new Constraint.Size(1L, null))),
                ROWS,
                new TestingSurroundings());
    assertThat(result.status()).isEqualTo(CheckStatus.PASS);
    assertThat(new SuiteResult(result.results().subList(0, 1)).status())
        .isEqualTo(CheckStatus.INSUFFICIENT_DATA);
  }
}
