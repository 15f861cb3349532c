package io.tidemark.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.checks.Constraint.AllowedValues;
import io.tidemark.checks.Constraint.Completeness;
import io.tidemark.checks.Constraint.Pattern;
import io.tidemark.checks.Constraint.Range;
import io.tidemark.checks.Constraint.Satisfies;
import io.tidemark.checks.Constraint.Size;
import io.tidemark.checks.Constraint.Uniqueness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Rows that fail constraints, against plain Spark SQL and against the suite's own shares. */
class RowJudgeTest {
  private static final List<String> WORDS = List.of("SFO", "JFK", "x", "", "ada@example.com", "7");

  /** Of each constraint the rows that fail it. */
  /** A share that asks something of the rows, though next to nothing. */
  private static final double LEAST = 1e-9;

  private static final Map<Constraint, String> FAILING =
      Map.of(
          new Completeness("x", LEAST), "x is null",
          new Uniqueness(List.of("n"), LEAST), "n is not null and same_n > 1",
          new Uniqueness(List.of("n", "w"), LEAST),
              "(n is not null or w is not null) and same_nw > 1",
          new Range("x", 0.5, 3.0, LEAST),
              "x is not null and not (x between 0.5 and 3 and not isnan(x))",
          new AllowedValues("w", List.of("SFO", "JFK"), LEAST), "w not in ('SFO', 'JFK')",
          new Pattern("w", "[A-Z]{3}", LEAST), "not w rlike '[A-Z]{3}'",
          new Format("w", TextFormat.EMAIL, LEAST, Terms.DEFAULT), "w <> 'ada@example.com'",
          new Sign("n", false, LEAST, Terms.DEFAULT), "n <= 0",
          new Comparison("x", Comparison.Operator.LESS, "n", LEAST, Terms.DEFAULT), "not x < n",
          new Satisfies("more", "x > n", LEAST), "not coalesce(x > n, false)");

  private static Dataset<Row> randomTable(long seed) {
    Random random = new Random(seed);
    List<Row> table = new ArrayList<>();
    for (int i = 0; i < 200 + random.nextInt(200); i++) {
      table.add(
          RowFactory.create(
              random.nextInt(5) == 0 ? null : Math.exp(3 * random.nextGaussian()),
              random.nextInt(4) == 0 ? null : random.nextInt(200) - 20,
              random.nextInt(3) == 0 ? null : WORDS.get(random.nextInt(WORDS.size())),
              i));
    }
    table.add(RowFactory.create(Double.NaN, null, null, -1));
    StructType schema = StructType.fromDDL("x double, n int, w string, i int");
    return TestingSpark.session().createDataFrame(table, schema).repartition(3);
  }

  private static Constraint where(Constraint constraint, String where) {
    Terms terms = Terms.DEFAULT.withWhere(where);
    if (constraint instanceof Completeness c) {
      return new Completeness(c.column(), LEAST, terms);
    } else if (constraint instanceof Uniqueness u) {
      return new Uniqueness(u.columns(), LEAST, terms);
    } else if (constraint instanceof Range r) {
      return new Range(r.column(), r.min(), r.max(), LEAST, terms);
    } else if (constraint instanceof AllowedValues a) {
      return new AllowedValues(a.column(), a.allowed(), LEAST, terms);
    } else if (constraint instanceof Pattern p) {
      return new Pattern(p.column(), p.regex(), LEAST, terms);
    } else if (constraint instanceof Format f) {
      return new Format(f.column(), f.is(), LEAST, terms);
    } else if (constraint instanceof Sign s) {
      return new Sign(s.column(), s.zero(), LEAST, terms);
    } else if (constraint instanceof Comparison c) {
      return new Comparison(c.column(), c.is(), c.other(), LEAST, terms);
    } else if (constraint instanceof Satisfies s) {
      return new Satisfies(s.name(), s.expression(), LEAST, terms);
    }
    throw new IllegalArgumentException(constraint.toString());
  }

  private static Map<String, Set<Integer>> failing(Dataset<Row> judged) {
    Map<String, Set<Integer>> rows = new TreeMap<>();
    judged
        .selectExpr("i", "explode(failures.constraint) as id")
        .groupBy("id")
        .agg(org.apache.spark.sql.functions.collect_set("i"))
        .collectAsList()
        .forEach(row -> rows.put(row.getString(0), Set.copyOf(row.<Integer>getList(1))));
    return rows;
  }

  @Test
  void theRowsThatFailAreThoseThatPlainSqlFinds() {
    for (long seed = 1; seed <= 3; seed++) {
      Dataset<Row> rows = randomTable(seed);
      for (String where : List.of("true", "n > 20 or i = 0 or x > 1")) {
        rows.createOrReplaceTempView("t");
        Map<String, Set<Integer>> expected = new TreeMap<>();
        List<Constraint> constraints = new ArrayList<>();
        constraints.add(new Size(1L, null));
        FAILING.forEach(
            (constraint, sql) -> {
              constraints.add(where(constraint, where));
              Set<Integer> ids =
                  TestingSpark.session()
                      .sql(
                          ("select i from (select *, count(*) over (partition by n) same_n, count(*)"
                                  + " over (partition by n, w) same_nw from t where %s) where %s")
                              .formatted(where, sql))
                      .collectAsList()
                      .stream()
                      .map(row -> row.getInt(0))
                      .collect(Collectors.toSet());
              if (!ids.isEmpty()) {
                expected.put(constraint.id(), ids);
              }
            });

        RowJudge judge =
            RowJudge.of(new Suite(constraints), rows, Surroundings.NONE, Severity.ERROR, Set.of());

        assertThat(judge.constraintIds()).hasSize(FAILING.size());
        assertThat(failing(judge.judged("failures"))).as(where).isEqualTo(expected);
        assertThat(expected).hasSizeGreaterThan(8);
      }
    }
  }

  @Test
  void aShareOfZeroAsksNothingOfARow() {
    Dataset<Row> rows = randomTable(1);
    Suite suite = new Suite(List.of(new Completeness("x", 0), new Completeness("n", LEAST)));
    RowJudge judge = RowJudge.of(suite, rows, Surroundings.NONE, Severity.ERROR, Set.of());
    assertThat(judge.constraintIds()).containsExactly("completeness(n)");
  }

  @Test
  void asManyRowsFailAsTheSharesOfTheSuiteSay() {
    Dataset<Row> rows = randomTable(9).filter("x is not null and n is not null and w is not null");
    Suite suite = new Suite(List.copyOf(FAILING.keySet()));
    long total = rows.count();
    Map<String, Long> expected = new HashMap<>();
    for (CheckResult result : new SuiteEvaluator().evaluate(suite, rows).results()) {
      long failing = total - Math.round(Objects.requireNonNull(result.actual()) * total);
      if (failing > 0) {
        expected.put(result.constraintId(), failing);
      }
    }

    Map<String, Long> actual = new HashMap<>();
    failing(
            RowJudge.of(suite, rows, Surroundings.NONE, Severity.ERROR, Set.of())
                .judged("failures"))
        .forEach((id, ids) -> actual.put(id, (long) ids.size()));

    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void reasonsHaveTheValuesAndWhatIsExpected() {
    Dataset<Row> rows =
        TestingSpark.table("select 5000 as `a.b`, 'x' as w, 1 as i union all select 7, null, 2");
    Suite suite =
        new Suite(
            List.of(
                new Range("a.b", 0.0, 100.0, 1),
                new Completeness("w", 1),
                new Satisfies("small", "`a.b` < 10", 1)));

    List<Row> judged =
        RowJudge.of(suite, rows, Surroundings.NONE, Severity.ERROR, Set.of())
            .judged("failures")
            .selectExpr("i", "failures.constraint", "failures.reason")
            .orderBy("i")
            .collectAsList();

    assertThat(judged.get(0).<String>getList(1)).containsExactly("range(a.b)", "satisfies(small)");
    assertThat(judged.get(0).<String>getList(2))
        .containsExactly("`a.b` is 5000, expected in [0, 100]", "not true: `a.b` < 10");
    assertThat(judged.get(1).<String>getList(2)).containsExactly("`w` is null, expected a value");
  }

  @Test
  void constraintsOfLesserSeverityAndThoseLeftOutJudgeNoRow() {
    Dataset<Row> rows = TestingSpark.table("select 1 as x");
    Terms warns = Terms.DEFAULT.withSeverity(Severity.WARN);
    Suite suite =
        new Suite(
            List.of(
                new Range("x", 5.0, null, 1, warns),
                new Range("gone", 5.0, null, 1),
                new Completeness("x", 1)));

    assertThat(
            RowJudge.of(suite, rows, Surroundings.NONE, Severity.ERROR, Set.of("range(gone)"))
                .constraintIds())
        .containsExactly("completeness(x)");
    assertThat(
            RowJudge.of(suite, rows, Surroundings.NONE, Severity.WARN, Set.of("range(gone)"))
                .constraintIds())
        .containsExactly("range(x)", "completeness(x)");
    assertThatThrownBy(() -> RowJudge.of(suite, rows, Surroundings.NONE, Severity.ERROR, Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("constraint `range(gone)`: column `gone` is not in the table");
  }
}
