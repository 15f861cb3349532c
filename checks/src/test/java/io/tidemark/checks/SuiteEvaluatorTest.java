package io.tidemark.checks;

import static io.tidemark.checks.CheckStatus.FAIL;
import static io.tidemark.checks.CheckStatus.PASS;
import static io.tidemark.checks.CheckStatus.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.checks.Constraint.AllowedValues;
import io.tidemark.checks.Constraint.Completeness;
import io.tidemark.checks.Constraint.Pattern;
import io.tidemark.checks.Constraint.Quantile;
import io.tidemark.checks.Constraint.Range;
import io.tidemark.checks.Constraint.Satisfies;
import io.tidemark.checks.Constraint.Size;
import io.tidemark.checks.Constraint.Uniqueness;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SuiteEvaluatorTest {
  /** Ten rows: id 0..9; x null for 2 of them, else id; word null for 2, 'odd' or 'even' else. */
  private static final Dataset<Row> ROWS =
      TestingSpark.table(
          """
          select id, if(id >= 8, null, cast(id as double)) x,
            if(id >= 8, null, if(id % 2 = 0, 'even', 'odd')) word,
            id % 2 = 0 flag, id % 5 fifth, date_add(date'2001-01-01', cast(id as int)) day,
            cast(id as decimal(10, 2)) price, cast(id / 10 as float) tenth
          from range(10)
          """);

  private static final SuiteEvaluator EVALUATOR = new SuiteEvaluator();

  static CheckResult check(Constraint constraint) {
    return EVALUATOR.evaluate(new Suite(List.of(constraint)), ROWS).results().get(0);
  }

  private static Terms where(String filter) {
    return Terms.DEFAULT.withWhere(filter);
  }

  static Stream<Arguments> bounds() {
    return Stream.of(
        arguments(new Size(10L, 10L), PASS, 10.0),
        arguments(new Size(11L, null), FAIL, 10.0),
        arguments(new Size(null, 9L), FAIL, 10.0),
        arguments(new Size(null, 3L, where("id < 3")), PASS, 3.0),
        arguments(new Size(1L, null, where("id < 0")), FAIL, 0.0),
        arguments(new Completeness("x", 0.8), PASS, 0.8),
        arguments(new Completeness("x", 0.81), FAIL, 0.8),
        arguments(new Completeness("x", 1, where("id < 8")), PASS, 1.0),
        arguments(new Uniqueness(List.of("id"), 1), PASS, 1.0),
        arguments(new Uniqueness(List.of("fifth"), 0.1), FAIL, 0.0),
        arguments(new Uniqueness(List.of("fifth"), 1, where("id < 5")), PASS, 1.0),
        arguments(new Uniqueness(List.of("fifth", "flag"), 1), PASS, 1.0),
        // Nulls are left out of one column, and are a value beside another one.
        arguments(new Uniqueness(List.of("x"), 1), PASS, 1.0),
        arguments(new Uniqueness(List.of("word", "fifth"), 1), PASS, 1.0),
        arguments(new Range("x", 0.0, 7.0, 1), PASS, 1.0),
        arguments(new Range("x", 1.0, 6.0, 0.75), PASS, 0.75),
        arguments(new Range("x", 1.0, 6.0, 0.76), FAIL, 0.75),
        arguments(new Range("x", 1.0, null, 0.875), PASS, 0.875),
        arguments(new Range("x", null, 6.0, 0.9), FAIL, 0.875),
        arguments(new Range("x", 0.0, 3.0, 1, where("id <= 3")), PASS, 1.0),
        arguments(new Range("price", 0.0, 9.0, 1), PASS, 1.0),
        arguments(new AllowedValues("word", List.of("odd", "even"), 1), PASS, 1.0),
        arguments(new AllowedValues("word", List.of("odd"), 0.5), PASS, 0.5),
        arguments(new AllowedValues("word", List.of("odd"), 0.51), FAIL, 0.5),
        arguments(new AllowedValues("word", List.of("odd"), 1, where("not flag")), PASS, 1.0),
        arguments(new AllowedValues("id", List.of("0", "1.0", "2"), 0.3), PASS, 0.3),
        arguments(new AllowedValues("tenth", List.of("0.1", "0.2"), 0.2), PASS, 0.2),
        arguments(new AllowedValues("x", List.of("0.0", "1"), 0.3), FAIL, 0.25),
        arguments(new AllowedValues("flag", List.of("true"), 0.5), PASS, 0.5),
        arguments(new AllowedValues("day", List.of("2001-01-01"), 0.1), PASS, 0.1),
        arguments(new AllowedValues("price", List.of("1", "2.00"), 0.2), PASS, 0.2),
        arguments(new Pattern("word", "^(odd|even)$", 1), PASS, 1.0),
        arguments(new Pattern("word", "d", 0.5), PASS, 0.5),
        arguments(new Pattern("word", "^d", 0.01), FAIL, 0.0),
        arguments(new Pattern("word", "odd", 1, where("not flag")), PASS, 1.0),
        arguments(new Satisfies("low", "id < 5", 0.5), PASS, 0.5),
        arguments(new Satisfies("low", "id < 5", 0.51), FAIL, 0.5),
        arguments(new Satisfies("null_is_no", "x >= 0", 0.8), PASS, 0.8),
        arguments(new Satisfies("low", "id < 5", 1, where("id < 3")), PASS, 1.0),
        arguments(new Statistic(StatisticKind.MEAN, "x", 3.5, 3.5), PASS, 3.5),
        arguments(new Statistic(StatisticKind.MEAN, "x", 3.6, null), FAIL, 3.5),
        arguments(new Statistic(StatisticKind.MEAN, "x", null, 3.4), FAIL, 3.5),
        arguments(new Statistic(StatisticKind.MEAN, "price", 4.5, 4.5), PASS, 4.5),
        arguments(
            new Statistic(StatisticKind.MEAN, List.of("id"), 1.0, 1.0, where("id < 3")), PASS, 1.0),
        arguments(new Quantile("x", 0.5, 3.5, 3.5), PASS, 3.5),
        arguments(new Quantile("x", 1, 7.0, 7.0), PASS, 7.0),
        arguments(new Quantile("x", 0.5, 3.6, null), FAIL, 3.5),
        arguments(new Quantile("x", 0.5, null, 3.4), FAIL, 3.5),
        arguments(new Quantile("id", 0.25, 0.5, 0.5, where("id < 3")), PASS, 0.5));
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void aBoundHoldsUpToItsValueAndFailsBeyond(
      Constraint constraint, CheckStatus status, double actual) {
    CheckResult result = check(constraint);
    assertThat(result.status()).as(result.message()).isEqualTo(status);
    assertThat(result.actual()).isEqualTo(actual);
  }

  @Test
  void aFailureOfSeverityWarnOnlyWarns() {
    Terms warn = Terms.DEFAULT.withSeverity(Severity.WARN);
    assertThat(check(new Completeness("x", 1, warn)).status()).isEqualTo(WARN);
    assertThat(check(new Completeness("x", 0.5, warn)).status()).isEqualTo(PASS);
    assertThat(check(new Size(11L, null, warn)).status()).isEqualTo(WARN);
    assertThat(check(new Uniqueness(List.of("flag"), 1, warn)).status()).isEqualTo(WARN);
  }

  @Test
  void resultsCarryTheConstraintAndOneSentence() {
    CheckResult result = check(new Completeness("x", 0.9, where("id > 0")));
    assertThat(result)
        .isEqualTo(
            new CheckResult(
                "completeness(x)",
                "completeness",
                List.of("x"),
                Severity.ERROR,
                FAIL,
                ">= 0.9",
                7 / 9.0,
                "completeness of `x` is 0.777777778 (9 rows where id > 0); expected >= 0.9",
                "completeness(x) where id > 0",
                null,
                2L,
                9L));
    assertThat(check(new Size(11L, null)).message())
        .isEqualTo("number of rows is 10; expected >= 11");
    assertThat(check(new Range("x", 1.0, 6.0, 1)).message())
        .isEqualTo(
            "share of good values in `x` is 0.75 (10 rows); expected in [1, 6] for >= 1 of values");
    assertThat(check(new Satisfies("low", "id < 5", 1)).message())
        .isEqualTo(
            "share of rows that satisfy `low` is 0.5 (10 rows); expected id < 5 for >= 1 of rows");
    assertThat(check(new Quantile("id", 0.5, null, 1.0)).message())
        .isEqualTo("quantile 0.5 of `id` is 4.5 (10 rows); expected <= 1");
  }

  @Test
  void failingRowsAreCountedAmongTheValuesThatAShareIsOf() {
    assertThat(check(new Range("x", 1.0, 6.0, 1)).failingRows()).isEqualTo(2);
    assertThat(check(new Satisfies("low", "id < 5", 1)).failingRows()).isEqualTo(5);
    assertThat(check(new Completeness("x", 0.1)).failingRows()).isEqualTo(2);
    assertThat(check(new Uniqueness(List.of("flag"), 0)).failingRows()).isEqualTo(10);
    assertThat(check(new Uniqueness(List.of("word"), 0)).failingRows()).isEqualTo(8);
    assertThat(check(new Uniqueness(List.of("word", "x"), 0)).failingRows()).isZero();
    assertThat(check(new Size(11L, null)).failingRows()).isNull();
    assertThat(check(new Quantile("id", 0.5, null, 1.0)).failingRows()).isNull();
  }

  @Test
  void resultsComeInTheOrderOfTheSuite() {
    Suite suite =
        new Suite(
            List.of(
                new Uniqueness(List.of("id"), 1),
                new Completeness("nothing", 1),
                new Size(1L, null),
                new Statistic(StatisticKind.MEAN, "x", 0.0, null)));
    assertThat(EVALUATOR.evaluate(suite, ROWS).results())
        .extracting(CheckResult::constraintId)
        .containsExactly("uniqueness(id)", "completeness(nothing)", "size", "mean(x)");
  }

  @Test
  void uniquenessOverTheSameColumnsKeepsFiltersApart() {
    Suite suite =
        new Suite(
            List.of(
                new Uniqueness(List.of("fifth"), 1, where("id < 5")),
                new Uniqueness(List.of("fifth"), 0, Terms.DEFAULT.withId("all")),
                new Uniqueness(List.of("fifth"), 0, where("id < 6").withId("six"))));
    assertThat(EVALUATOR.evaluate(suite, ROWS).results())
        .extracting(CheckResult::actual)
        .containsExactly(1.0, 0.0, 4 / 6.0);
  }

  @Test
  void uniquenessIsTheShareOfValuesThatOccurOnce() {
    Dataset<Row> rows = TestingSpark.table("select * from values ('a'), ('a'), ('b'), (null) t(v)");
    Suite suite = new Suite(List.of(new Uniqueness(List.of("v"), 1)));
    assertThat(EVALUATOR.evaluate(suite, rows).results().get(0).actual()).isEqualTo(1 / 3.0);
  }

  @Test
  void notANumberIsInNoRangeAndSpoilsTheMean() {
    Dataset<Row> rows =
        TestingSpark.table("select * from values (double('NaN')), (1D), (double('Infinity')) t(v)");
    Suite suite =
        new Suite(
            List.of(
                new Range("v", 0.0, null, 1),
                new Range("v", null, 5.0, 0, Terms.DEFAULT.withId("upper")),
                new Completeness("v", 1),
                new Statistic(StatisticKind.MEAN, "v", 0.0, null)));
    List<CheckResult> results = EVALUATOR.evaluate(suite, rows).results();
    assertThat(results).extracting(CheckResult::status).containsExactly(FAIL, PASS, PASS, FAIL);
    assertThat(results.get(0).actual()).isEqualTo(2 / 3.0);
    assertThat(results.get(1).actual()).isEqualTo(1 / 3.0);
    assertThat(results.get(3).actual()).isNaN();
  }

  @Test
  void aPatternMayMatchTheEmptyString() {
    Dataset<Row> rows = TestingSpark.table("select * from values (''), ('x') t(v)");
    Suite suite = new Suite(List.of(new Pattern("v", "^x?$", 1)));
    assertThat(EVALUATOR.evaluate(suite, rows).status()).isEqualTo(PASS);
  }

  @Test
  void aFilterThatIsNullLeavesTheRowOut() {
    assertThat(check(new Size(null, 4L, where("x > 3"))).actual()).isEqualTo(4.0);
    assertThat(check(new Completeness("word", 1, where("x > 3"))).status()).isEqualTo(PASS);
    assertThat(check(new Uniqueness(List.of("id"), 1, where("x > 3"))).status()).isEqualTo(PASS);
  }

  @Test
  void strangeColumnNamesWorkWithEveryKind() {
    for (String name : List.of("a.b", "a b", "a`b", "größe", "日本", "select", "c0", "a'b\"")) {
      String quoted = "`" + name.replace("`", "``") + "`";
      Dataset<Row> rows =
          TestingSpark.table(
              "select id as %s, cast(id as string) as `%s2` from range(4)"
                  .formatted(quoted, name.replace("`", "``")));
      Suite suite =
          new Suite(
              List.of(
                  new Completeness(name, 1),
                  new Uniqueness(List.of(name), 1),
                  new Uniqueness(List.of(name, name + "2"), 1),
                  new Range(name, 0.0, 3.0, 1),
                  new AllowedValues(name, List.of("0", "1", "2", "3"), 1),
                  new Pattern(name + "2", "^[0-3]$", 1),
                  new Satisfies("positive", quoted + " >= 0", 1),
                  new Size(3L, 3L, where(quoted + " > 0")),
                  new Statistic(StatisticKind.MEAN, name, 1.5, 1.5),
                  new Quantile(name, 0.5, 1.5, 1.5)));
      SuiteResult result = EVALUATOR.evaluate(suite, rows);
      assertThat(result.status()).as(result.toString()).isEqualTo(PASS);
    }
  }

  @Test
  void columnNamesFollowTheCaseSensitivityOfTheSession() {
    assertThat(check(new Statistic(StatisticKind.MEAN, "X", 3.5, 3.5)).status()).isEqualTo(PASS);
  }

  @Test
  void anEmptySuitePasses() {
    assertThat(EVALUATOR.evaluate(new Suite(List.of()), ROWS).status()).isEqualTo(PASS);
  }

  @Test
  void theCallersJobDescriptionIsPutBack() {
    var spark = TestingSpark.session().sparkContext();
    spark.setJobDescription("mine");
    check(new Size(1L, null));
    assertThat(spark.getLocalProperty("spark.job.description")).isEqualTo("mine");
    spark.setJobDescription(null);
  }
}
