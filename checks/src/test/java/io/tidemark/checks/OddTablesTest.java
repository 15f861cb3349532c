package io.tidemark.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checks.Constraint.AllowedValues;
import io.tidemark.checks.Constraint.Completeness;
import io.tidemark.checks.Constraint.Quantile;
import io.tidemark.checks.Constraint.Range;
import io.tidemark.checks.Constraint.Satisfies;
import io.tidemark.checks.Constraint.Uniqueness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that tools stumble over. */
class OddTablesTest {
  private static final SuiteEvaluator EVALUATOR = new SuiteEvaluator();
  private static final Terms T = Terms.DEFAULT;

  private static CheckResult evaluate(Constraint constraint, Dataset<Row> rows) {
    return EVALUATOR
        .evaluate(new Suite(List.of(constraint)), rows, new TestingSurroundings())
        .results()
        .get(0);
  }

  @Test
  void aTableOf2000ColumnsIsCheckedInOneJob() throws TimeoutException {
    int columns = 2000;
    Dataset<Row> rows =
        TestingSpark.session()
            .range(10)
            .select(
                IntStream.range(0, columns)
                    .mapToObj(i -> functions.when(functions.col("id").gt(i % 10), i).as("c" + i))
                    .toArray(Column[]::new));
    List<Constraint> constraints = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      constraints.add(new Completeness("c" + i, i % 10 == 0 ? 0.9 : 0.91));
    }
    constraints.add(new ColumnsCount(2000L, 2000L, T));
    TestingSpark.session().conf().set("spark.sql.adaptive.enabled", false);
    try {
      assertThat(
              TestingSpark.jobs(
                  () -> {
                    SuiteResult result = EVALUATOR.evaluate(new Suite(constraints), rows);
                    assertThat(result.count(CheckStatus.PASS)).isEqualTo(201);
                    assertThat(result.count(CheckStatus.FAIL)).isEqualTo(1800);
                  }))
          .isEqualTo(1);
    } finally {
      TestingSpark.session().conf().set("spark.sql.adaptive.enabled", true);
    }
  }

  static Stream<Constraint> onNested() {
    return Stream.of("s", "a", "m")
        .flatMap(
            c ->
                Stream.of(
                    new Range(c, 0.0, null, 1),
                    new AllowedValues(c, List.of("1"), 1),
                    new Constraint.Pattern(c, "x", 1),
                    new Format(c, TextFormat.EMAIL, 1, T),
                    new Sign(c, true, 1, T),
                    new Comparison(c, Comparison.Operator.LESS, "id", 1, T),
                    new Statistic(StatisticKind.MEAN, c, 0.0, null),
                    new Statistic(StatisticKind.MAX_LENGTH, c, 0.0, null),
                    new Quantile(c, 0.5, 0.0, null, false, T),
                    new Uniqueness(List.of(c), 0),
                    new Duplicates(List.of(c), 1, T),
                    new Statistic(StatisticKind.ENTROPY, c, 0.0, null),
                    new Statistic(StatisticKind.APPROX_DISTINCT, c, 0.0, null),
                    new Freshness(c, Duration.ofDays(1), T)));
  }

  @ParameterizedTest
  @MethodSource("onNested")
  void onStructsArraysAndMapsMostKindsAreAnErrorThatNamesTheColumn(Constraint constraint) {
    Dataset<Row> rows =
        TestingSpark.table("select 1 id, named_struct('x', 1) s, array(1) a, map('k', 1) m");

    CheckResult result = evaluate(constraint, rows);

    assertThat(result.status()).as(result.message()).isEqualTo(CheckStatus.ERROR);
    assertThat(result.message()).contains(constraint.columns().get(0));
  }

  @Test
  void structsAndArraysMayBeCompleteAndTheirFieldsAreReachedBySql() {
    Dataset<Row> rows =
        TestingSpark.table(
            "select id, named_struct('x', id % 2) s, array(id) a, if(id = 0, null, map('k', 1)) m"
                + " from range(4)");
    assertThat(evaluate(new Completeness("m", 1), rows).actual()).isEqualTo(0.75);
    assertThat(evaluate(new Completeness("s", 1), rows).status()).isEqualTo(CheckStatus.PASS);
    assertThat(evaluate(new Completeness("a", 1), rows).status()).isEqualTo(CheckStatus.PASS);
    assertThat(evaluate(new Satisfies("x", "s.x = 1 or a[0] = 0", 0), rows).actual())
        .isEqualTo(0.75);
  }

  @Test
  void decimalsOf38DigitsAreListedExactlyAndComparedAsDoubles() {
    Dataset<Row> rows =
        TestingSpark.table(
            "select cast(v as decimal(38,18)) v from values ('0.100000000000000001'),"
                + " ('12345678901234567890.123456789012345678') as t(v)");
    AllowedValues listed =
        new AllowedValues(
            "v", List.of("0.100000000000000001", "12345678901234567890.123456789012345678"), 1);
    assertThat(evaluate(listed, rows).status()).isEqualTo(CheckStatus.PASS);
    AllowedValues close = new AllowedValues("v", List.of("0.1"), 0);
    assertThat(evaluate(close, rows).actual()).isZero();
    assertThat(evaluate(new Range("v", 0.1, 1.2345678901234567e19, 1), rows).status())
        .isEqualTo(CheckStatus.PASS);
    assertThat(evaluate(new Satisfies("exact", "v > 0.1", 1), rows).status())
        .isEqualTo(CheckStatus.PASS);
    assertThat(evaluate(new Statistic(StatisticKind.SUM, "v", 1.2e19, 1.3e19), rows).status())
        .isEqualTo(CheckStatus.PASS);
  }

  @Test
  void timestampsAroundTheEndOfSummerTimeAreAsOldAsTheyAre() {
    var conf = TestingSpark.session().conf();
    String zone = conf.get("spark.sql.session.timeZone");
    conf.set("spark.sql.session.timeZone", "Europe/Berlin");
    try {
      // Two hours and a half apart, though the clock shows half past two and four.
      Dataset<Row> rows =
          TestingSpark.table(
              "select timestamp'2024-10-27 02:30:00+02:00' a, timestamp'2024-10-27 04:00:00' b");
      Comparison order = new Comparison("a", Comparison.Operator.LESS, "b", 1, T);
      assertThat(evaluate(order, rows).status()).isEqualTo(CheckStatus.PASS);
      double a = ageAtCommit("a", rows);
      double b = ageAtCommit("b", rows);
      assertThat(a - b).isEqualTo(2.5);
      // There is no half past two when summer time begins: Spark takes half past three.
      Dataset<Row> gap =
          TestingSpark.table(
              "select timestamp'2024-03-31 02:30:00' a, timestamp'2024-03-31 03:30:00' b");
      assertThat(ageAtCommit("a", gap)).isEqualTo(ageAtCommit("b", gap));
    } finally {
      conf.set("spark.sql.session.timeZone", zone);
    }
  }

  private static double ageAtCommit(String column, Dataset<Row> rows) {
    Double age = evaluate(new Freshness(column, Duration.ofDays(1), T), rows).actual();
    assertThat(age).isNotNull();
    return age == null ? Double.NaN : age;
  }

  @Test
  void strangeNamesWorkInKindsThatLookElsewhere() {
    String dot = "a.b";
    String tick = " back`tick";
    String city = "Zürich 北京";
    Dataset<Row> rows =
        TestingSpark.session()
            .range(4)
            .select(
                functions.col("id").as(dot),
                functions.col("id").as(tick),
                functions.current_timestamp().as(city));
    OtherTable copy = new OtherTable("copy", null, null);
    TestingSurroundings surroundings = new TestingSurroundings().with(copy, rows);
    SuiteResult result =
        EVALUATOR.evaluate(
            new Suite(
                List.of(
                    new ForeignKey(List.of(dot, tick), copy, List.of(tick, dot), 1, T),
                    new DatasetMatch(copy, List.of(dot, tick), 1, T),
                    new SchemaMatch(copy, T),
                    new Duplicates(List.of(dot), 0, T),
                    new Statistic(StatisticKind.DISTINCT_COUNT, tick, 4.0, 4.0),
                    new Quantile(tick, 1, 3.0, 3.0, false, T),
                    new Freshness(city, Duration.ofDays(1), T))),
            rows,
            surroundings);
    assertThat(result.status()).as(result.toString()).isEqualTo(CheckStatus.PASS);
    RowJudge judge =
        RowJudge.of(
            new Suite(
                List.of(
                    new ForeignKey(List.of(dot), copy, List.of(tick), 1, T),
                    new Duplicates(List.of(tick), 0, T))),
            rows,
            surroundings,
            Severity.ERROR,
            Set.of());
    assertThat(judge.judged("f").columns()).containsExactly(dot, tick, city, "f");
    assertThat(judge.judged("f").filter("size(f) > 0").count()).isZero();
  }
}
