package io.tidemark.checks;

import static io.tidemark.checks.Comparison.Operator.LESS_OR_EQUAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checks.Constraint.AllowedValues;
import io.tidemark.checks.Constraint.Completeness;
import io.tidemark.checks.Constraint.Pattern;
import io.tidemark.checks.Constraint.Quantile;
import io.tidemark.checks.Constraint.Range;
import io.tidemark.checks.Constraint.Satisfies;
import io.tidemark.checks.Constraint.Size;
import io.tidemark.checks.Constraint.Uniqueness;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuiteEvaluatorScanTest {
  private static final Dataset<Row> ROWS =
      TestingSpark.table(
          "select id, id % 7 week, cast(id as string) word from range(0, 100, 1, 4)");

  private static final List<String> BOTH = List.of("id", "week");

  private final SparkSession spark = TestingSpark.session();

  // With adaptive execution Spark counts every shuffle as a job; without it, one action is one job.
  @BeforeEach
  void withoutAdaptiveExecution() {
    spark.conf().set("spark.sql.adaptive.enabled", false);
  }

  @AfterEach
  void withAdaptiveExecution() {
    spark.conf().set("spark.sql.adaptive.enabled", true);
  }

  private static List<Constraint> shareable() {
    List<Constraint> constraints = new ArrayList<>();
    constraints.add(new Size(1L, null));
    constraints.add(new Satisfies("order", "id >= week", 1));
    for (String column : List.of("id", "week")) {
      Terms filtered = Terms.DEFAULT.withWhere("id > 5");
      constraints.add(new Completeness(column, 1));
      constraints.add(new Completeness(column, 1, filtered.withId("filtered " + column)));
      constraints.add(new Range(column, 0.0, 1000.0, 1, filtered));
      constraints.add(new AllowedValues(column, List.of("1", "2"), 0));
      constraints.add(new Statistic(StatisticKind.MEAN, column, 0.0, null));
      constraints.add(new Quantile(column, 0.5, 0.0, null, filtered));
      constraints.add(new Quantile(column, 0.5, 0.0, null, false, filtered));
    }
    constraints.add(new ColumnsCount(3L, 3L, Terms.DEFAULT));
    constraints.add(new Pattern("word", "[0-9]", 1));
    constraints.add(new Format("word", TextFormat.INTEGER, 1, Terms.DEFAULT));
    constraints.add(new Sign("id", true, 1, Terms.DEFAULT));
    constraints.add(new Comparison("week", LESS_OR_EQUAL, "id", 1, Terms.DEFAULT));
    for (StatisticKind kind : StatisticKind.values()) {
      switch (kind.input()) {
        case NUMBER -> constraints.add(number(kind, kind.columns() == 2 ? BOTH : List.of("id")));
        case TEXT, ANY -> constraints.add(number(kind, List.of("word")));
        case GROUPS, VALUE_GROUPS -> {}
      }
    }
    return constraints;
  }

  private static Constraint number(StatisticKind kind, List<String> columns) {
    return new Statistic(kind, columns, -1e300, 1e300, Terms.DEFAULT.withId("all " + kind));
  }

  private static void evaluate(List<Constraint> constraints) {
    SuiteResult result = new SuiteEvaluator().evaluate(new Suite(constraints), ROWS);
    assertThat(result.status()).as(result.toString()).isEqualTo(CheckStatus.PASS);
  }

  @Test
  void allConstraintsButUniquenessShareOneSparkJob() throws TimeoutException {
    assertThat(shareable()).hasSizeGreaterThan(12);
    assertThat(TestingSpark.jobs(() -> evaluate(shareable()))).isEqualTo(1);
  }

  @Test
  void underAdaptiveExecutionTheyCostAsMuchAsOneAggregation() throws TimeoutException {
    withAdaptiveExecution();
    int aggregation = TestingSpark.jobs(() -> ROWS.agg(functions.sum("id")).collectAsList());
    assertThat(TestingSpark.jobs(() -> evaluate(shareable()))).isEqualTo(aggregation);
  }

  @Test
  void uniquenessCostsTwoJobsMoreForEachSetOfColumns() throws TimeoutException {
    List<Constraint> constraints = shareable();
    constraints.add(new Uniqueness(List.of("id"), 1));
    constraints.add(new Uniqueness(List.of("id", "week"), 1));
    assertThat(TestingSpark.jobs(() -> evaluate(constraints))).isEqualTo(5);
  }

  @Test
  void aSuiteOf60ConstraintsCostsOneJobAndTwoForEachGrouping() throws TimeoutException {
    List<Constraint> constraints = shareable();
    for (int i = 0; constraints.size() < 57; i++) {
      Terms filtered = Terms.DEFAULT.withId("more " + i).withWhere("id >= " + i % 5);
      constraints.add(new Range("week", 0.0, 6.0 + i, 1, filtered));
    }
    constraints.add(new Uniqueness(List.of("id"), 1));
    constraints.add(number(StatisticKind.DISTINCTNESS, List.of("id")));
    constraints.add(new Uniqueness(BOTH, 1));
    assertThat(constraints).hasSize(60);

    assertThat(TestingSpark.jobs(() -> evaluate(constraints))).isEqualTo(5);
  }

  @Test
  void whatIsGroupedByTheSameColumnsSharesItsGrouping() throws TimeoutException {
    List<Constraint> constraints = shareable();
    constraints.add(new Uniqueness(BOTH, 0));
    constraints.add(number(StatisticKind.DISTINCTNESS, BOTH));
    constraints.add(number(StatisticKind.UNIQUE_VALUE_RATIO, BOTH));
    assertThat(TestingSpark.jobs(() -> evaluate(constraints))).isEqualTo(3);
  }

  @Test
  void constraintsThatCannotBeEvaluatedCostNoJob() throws TimeoutException {
    Suite broken = new Suite(List.of(new Completeness("nope", 1), new Satisfies("bad", "id >", 1)));
    assertThat(TestingSpark.jobs(() -> new SuiteEvaluator().evaluate(broken, ROWS))).isZero();
  }
}
