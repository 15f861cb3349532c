package io.tidemark.checks;

import static io.tidemark.checks.CheckStatus.ERROR;
import static io.tidemark.checks.CheckStatus.FAIL;
import static io.tidemark.checks.CheckStatus.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.checks.Constraint.AllowedValues;
import io.tidemark.checks.Constraint.Completeness;
import io.tidemark.checks.Constraint.Pattern;
import io.tidemark.checks.Constraint.Quantile;
import io.tidemark.checks.Constraint.Range;
import io.tidemark.checks.Constraint.Satisfies;
import io.tidemark.checks.Constraint.Size;
import io.tidemark.checks.Constraint.Uniqueness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SuiteEvaluatorErrorTest {
  private static final Dataset<Row> ROWS =
      TestingSpark.table(
          """
          select id, cast(id as string) word, cast(null as double) nothing, id % 2 = 0 flag,
            id * 2.5D fare_amount, map('a', id) tags, timestamp'2001-01-01 00:00:00' at
          from range(10)
          """);

  private static final SuiteEvaluator EVALUATOR = new SuiteEvaluator();

  private static Terms where(String filter) {
    return Terms.DEFAULT.withWhere(filter);
  }

  @Test
  void rowsThatCannotBeReadAreNoFaultOfAConstraint(@TempDir Path folder) throws Exception {
    String path = folder.resolve("numbers").toString();
    ROWS.select("id", "fare_amount").coalesce(1).write().parquet(path);
    Dataset<Row> rows = ROWS.sparkSession().read().parquet(path);
    try (Stream<Path> files = Files.list(Path.of(path))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        Files.delete(file);
      }
    }
    Suite suite =
        new Suite(
            List.of(
                new Statistic(StatisticKind.MEAN, "id", 0.0, null),
                new Statistic(StatisticKind.MEAN, "fare_amount", 0.0, null)));

    assertThatThrownBy(() -> EVALUATOR.evaluate(suite, rows))
        .isInstanceOf(SparkException.class)
        .hasMessageContaining("SparkFileNotFoundException");
  }

  static Stream<Arguments> errors() {
    String typo = "column `fare_amt` is not in the table; did you mean `fare_amount`?";
    String none = "no rows to check: the `where` filter `id < 0` matches none;";
    return Stream.of(
        arguments(new Completeness("fare_amt", 1), typo),
        arguments(new Uniqueness(List.of("id", "fare_amt"), 1), typo),
        arguments(new Range("fare_amt", 0.0, null, 1), typo),
        arguments(new AllowedValues("fare_amt", List.of("1"), 1), typo),
        arguments(new Pattern("fare_amt", "x", 1), typo),
        arguments(new Statistic(StatisticKind.MEAN, "fare_amt", 0.0, null), typo),
        arguments(new Quantile("fare_amt", 0.5, 0.0, null), typo),
        arguments(
            new Completeness("zzzzzzzzzzzz", 1),
            "column `zzzzzzzzzzzz` is not in the table; use one of `id`, `word`, `nothing`, `flag`,"
                + " `fare_amount`, `tags`, `at`"),
        arguments(
            new Satisfies("s", "fare_amt > 0", 1),
            "column `fare_amt`, named in the expression `fare_amt > 0`, is not in the table; did"
                + " you mean `fare_amount`?"),
        arguments(
            new Size(1L, null, where("fare_amt > 0")),
            "column `fare_amt`, named in the `where` filter `fare_amt > 0`, is not in the table;"),
        arguments(
            new Statistic(StatisticKind.MEAN, "word", 0.0, null),
            "column `word` has type string, but mean needs a number; cast the column, or use a"
                + " satisfies constraint"),
        arguments(
            new Range("word", 0.0, null, 1), "column `word` has type string, but range needs a"),
        arguments(new Quantile("flag", 0.5, 0.0, null), "column `flag` has type boolean, but"),
        arguments(new Pattern("id", "x", 1), "column `id` has type bigint, but pattern needs a"),
        arguments(
            new Pattern("word", "([a-z", 1),
            "the regular expression `([a-z` for column `word` is not valid: Unclosed character"
                + " class; correct it"),
        arguments(
            new AllowedValues("id", List.of("1", "SFO"), 1),
            "allowed value `SFO` is not a value of column `id`, which has type bigint; correct"),
        arguments(
            new AllowedValues("flag", List.of("yes"), 1), "allowed value `yes` is not a value of"),
        arguments(
            new AllowedValues("at", List.of("2001"), 1),
            "column `at` has type timestamp, which has no list of allowed values; use a satisfies"),
        arguments(new Satisfies("s", "id >", 1), "the expression `id >` cannot be evaluated: "),
        arguments(new Satisfies("s", "id + 1", 1), "the expression `id + 1` cannot be evaluated: "),
        arguments(
            new Satisfies("s", "sum(id) > 1", 1),
            "the expression `sum(id) > 1` cannot be evaluated: "),
        arguments(
            new Satisfies("s", "row_number() over (order by id) > 1", 1),
            "the expression `row_number() over (order by id) > 1` cannot be evaluated: "),
        arguments(
            new Satisfies("s", "no_such_function(id)", 1),
            "the expression `no_such_function(id)` cannot be evaluated: "),
        arguments(
            new Completeness("id", 1, where("id ! 3")),
            "the `where` filter `id ! 3` cannot be evaluated: "),
        arguments(
            new Uniqueness(List.of("tags"), 1),
            "column `tags` has type map<string,bigint>, but uniqueness groups by single values;"),
        arguments(new Completeness("id", 1, where("id < 0")), none),
        arguments(new Uniqueness(List.of("id"), 1, where("id < 0")), none),
        arguments(new Range("id", 0.0, null, 1, where("id < 0")), none),
        arguments(new AllowedValues("id", List.of("1"), 1, where("id < 0")), none),
        arguments(new Pattern("word", "x", 1, where("id < 0")), none),
        arguments(new Satisfies("s", "id > 0", 1, where("id < 0")), none),
        arguments(
            new Statistic(StatisticKind.MEAN, List.of("id"), 0.0, null, where("id < 0")), none),
        arguments(new Quantile("id", 0.5, 0.0, null, where("id < 0")), none),
        arguments(
            new Range("nothing", 0.0, null, 1),
            "no rows to check: `nothing` has no value in any of 10 rows; leave the constraint out,"
                + " or find out why the values are missing"),
        arguments(
            new Statistic(StatisticKind.MEAN, "nothing", 0.0, null),
            "no rows to check: `nothing` has no value in"),
        arguments(new Quantile("nothing", 0.5, 0.0, null), "no rows to check: `nothing` has no"),
        arguments(new Uniqueness(List.of("nothing"), 1), "no rows to check: `nothing` has no"),
        arguments(
            new Satisfies("s", "if(id = 7, raise_error('seven'), true)", 1),
            "share of rows that satisfy `s` could not be computed: seven; correct the expression"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void whatCannotBeMeasuredIsAnErrorThatSaysWhy(Constraint constraint, String message) {
    CheckResult result = EVALUATOR.evaluate(new Suite(List.of(constraint)), ROWS).results().get(0);
    assertThat(result.message()).startsWith(message);
    assertThat(result.message().lines()).hasSize(1);
    assertThat(result.status()).isEqualTo(ERROR);
    assertThat(result.actual()).isNull();
  }

  @Test
  void brokenConstraintsLeaveTheOthersIntact() {
    List<Constraint> constraints = new ArrayList<>();
    constraints.add(new Size(10L, 10L));
    constraints.add(new Satisfies("seven", "if(id = 7, raise_error('seven'), true)", 1));
    constraints.add(new Statistic(StatisticKind.MEAN, "id", 4.5, 4.5));
    constraints.add(new Completeness("fare_amt", 1));
    constraints.add(new Completeness("word", 1, where("raise_error('filter') is null")));
    constraints.add(new Range("id", 0.0, 3.0, 1));
    constraints.add(new Uniqueness(List.of("id"), 1));
    constraints.add(new Quantile("id", 0.5, 4.5, 4.5));
    SuiteResult result = EVALUATOR.evaluate(new Suite(constraints), ROWS);
    assertThat(result.results())
        .extracting(CheckResult::status)
        .containsExactly(PASS, ERROR, PASS, ERROR, ERROR, FAIL, PASS, PASS);
    assertThat(result.results().get(1).message()).contains("seven");
    assertThat(result.results().get(4).message()).contains("could not be computed: filter");
  }

  @Test
  void aTableWithoutRowsHasOnlyASize() {
    Suite suite =
        new Suite(
            List.of(
                new Size(0L, 0L),
                new Size(1L, null, where("flag").withId("filtered")),
                new Completeness("id", 0),
                new Uniqueness(List.of("id"), 0),
                new Range("id", 0.0, null, 0),
                new Statistic(StatisticKind.MEAN, "id", 0.0, null)));
    List<CheckResult> results = EVALUATOR.evaluate(suite, ROWS.limit(0)).results();
    assertThat(results)
        .extracting(CheckResult::status)
        .containsExactly(PASS, FAIL, ERROR, ERROR, ERROR, ERROR);
    assertThat(results.get(1).actual()).isZero();
    assertThat(results.get(2).message())
        .isEqualTo(
            "no rows to check: the table is empty; check the table's version and partitions");
  }

  @Test
  void columnsOfTheSameNameAreAnError() {
    Dataset<Row> rows = TestingSpark.table("select id, id + 1 as id from range(3)");
    Suite suite =
        new Suite(List.of(new Statistic(StatisticKind.MEAN, "id", 0.0, null), new Size(3L, 3L)));
    List<CheckResult> results = EVALUATOR.evaluate(suite, rows).results();
    assertThat(results).extracting(CheckResult::status).containsExactly(ERROR, PASS);
    assertThat(results.get(0).message()).startsWith("the column `id` cannot be evaluated: ");
  }
}
