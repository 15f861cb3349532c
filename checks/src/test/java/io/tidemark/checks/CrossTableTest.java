package io.tidemark.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CrossTableTest {
  private static final OtherTable AIRPORTS = new OtherTable("airports", null, null);
  private static final OtherTable OPEN = new OtherTable("airports", null, "state = 'open'");

  private static final Dataset<Row> FLIGHTS =
      TestingSpark.table(
          "select * from values (1, 'SFO', 'US'), (2, 'JFK', 'US'), (3, 'XXX', 'US'),"
              + " (4, null, 'US'), (5, 'LHR', 'UK'), (6, 'LHR', 'US') as t(id, `from`, `in land`)");

  private static final Dataset<Row> PLACES =
      TestingSpark.table(
          "select * from values ('SFO', 'US', 'open'), ('JFK', 'US', 'closed'),"
              + " ('JFK', 'US', 'open'), ('LHR', 'UK', 'open'), (null, 'US', 'open')"
              + " as t(code, country, state)");

  private final TestingSurroundings surroundings =
      new TestingSurroundings().with(AIRPORTS, PLACES).with(OPEN, PLACES);

  private CheckResult evaluate(Constraint constraint) {
    return evaluate(constraint, FLIGHTS);
  }

  private CheckResult evaluate(Constraint constraint, Dataset<Row> rows) {
    return new SuiteEvaluator()
        .evaluate(new Suite(List.of(constraint)), rows, surroundings)
        .results()
        .get(0);
  }

  private static ForeignKey key(double share) {
    return new ForeignKey(List.of("from"), AIRPORTS, List.of("code"), share, Terms.DEFAULT);
  }

  private static ForeignKey wholeKey() {
    return new ForeignKey(
        List.of("from", "in land"), AIRPORTS, List.of("code", "country"), 1, Terms.DEFAULT);
  }

  @Test
  void aForeignKeySpeaksOfTheRowsWithAKeyAndCountsEachOnce() {
    CheckResult result = evaluate(key(0.8));

    assertThat(result.status()).isEqualTo(CheckStatus.PASS);
    assertThat(result.actual()).isEqualTo(0.8);
    assertThat(result.constraintId()).isEqualTo("foreign_key(from)");
    assertThat(result.message())
        .isEqualTo(
            "share of rows with `from` found in the other table is 0.8 (6 rows; airports);"
                + " expected found in airports for >= 0.8 of rows");
    assertThat(evaluate(key(0.81)).status()).isEqualTo(CheckStatus.FAIL);
  }

  @Test
  void severalColumnsAreLookedUpTogether() {
    assertThat(evaluate(wholeKey()).actual()).isEqualTo(0.6);
  }

  @Test
  void filtersNarrowTheRowsOnEitherSide() {
    ForeignKey here =
        new ForeignKey(
            List.of("from"), AIRPORTS, List.of("code"), 1, Terms.DEFAULT.withWhere("id <> 3"));
    assertThat(evaluate(here).status()).isEqualTo(CheckStatus.PASS);
    OtherTable closed = new OtherTable("airports", null, "state = 'closed'");
    surroundings.with(closed, PLACES);
    ForeignKey there = new ForeignKey(List.of("from"), closed, List.of("code"), 1, Terms.DEFAULT);
    assertThat(evaluate(there).actual()).isEqualTo(0.2);
  }

  @Test
  void rowsWithoutAnyKeyAreAnError() {
    ForeignKey none =
        new ForeignKey(
            List.of("from"), AIRPORTS, List.of("code"), 1, Terms.DEFAULT.withWhere("id = 4"));
    assertThat(evaluate(none).status()).isEqualTo(CheckStatus.ERROR);
    assertThat(evaluate(none).message()).contains("`from` has no value in any of 1 row");
  }

  @Test
  void rowsThatAreNotFoundAreJudgedOneByOne() {
    Suite suite = new Suite(List.of(key(0.1), wholeKey()));
    RowJudge judge = RowJudge.of(suite, FLIGHTS, surroundings, Severity.ERROR, Set.of());

    Dataset<Row> judged = judge.judged("failures");

    assertThat(judged.columns()).containsExactly("id", "from", "in land", "failures");
    assertThat(judged.count()).isEqualTo(6);
    assertThat(
            judged
                .selectExpr("id", "explode(failures) as f")
                .selectExpr("concat(id, ' ', f.constraint, ': ', f.reason)")
                .orderBy("id", "f.constraint")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly(
            "3 foreign_key(from): `from` is XXX, expected found in airports",
            "3 foreign_key(from,in land): `from` is XXX and `in land` is US, expected found in airports",
            "6 foreign_key(from,in land): `from` is LHR and `in land` is US, expected found in airports");
  }

  @Test
  void aForeignKeyThatCannotBeLookedUpIsAnErrorWithTheReason() {
    OtherTable gone = new OtherTable("gone", null, null);
    assertThat(evaluate(new ForeignKey(List.of("from"), gone, List.of("code"), 1, Terms.DEFAULT)))
        .satisfies(
            result -> {
              assertThat(result.status()).isEqualTo(CheckStatus.ERROR);
              assertThat(result.message()).isEqualTo("there is no table at `gone`; check `table`");
            });
    assertThat(
            evaluate(new ForeignKey(List.of("from"), AIRPORTS, List.of("cod"), 1, Terms.DEFAULT))
                .message())
        .isEqualTo("in airports: column `cod` is not in the table; did you mean `code`?");
    assertThat(
            evaluate(new ForeignKey(List.of("id"), AIRPORTS, List.of("code"), 1, Terms.DEFAULT))
                .message())
        .startsWith("column `id` has type int, but `code` of airports has type string;");
    assertThatThrownBy(
            () -> new ForeignKey(List.of("a", "b"), AIRPORTS, List.of("a"), 1, Terms.DEFAULT))
        .hasMessageContaining("name as many columns there as here");
  }

  @Test
  void rowCountsAreCompared() {
    assertThat(evaluate(new RowCountMatch(AIRPORTS, 1.2, 1.2, Terms.DEFAULT)).message())
        .isEqualTo("row count match is 1.2 (6 rows, airports has 5); expected 1.2 times airports");
    assertThat(evaluate(new RowCountMatch(AIRPORTS, 1.2, 2, Terms.DEFAULT)).status())
        .isEqualTo(CheckStatus.PASS);
    assertThat(evaluate(new RowCountMatch(AIRPORTS, 1.21, 2, Terms.DEFAULT)).status())
        .isEqualTo(CheckStatus.FAIL);
    assertThat(evaluate(new RowCountMatch(AIRPORTS, 1, 1.19, Terms.DEFAULT)).status())
        .isEqualTo(CheckStatus.FAIL);
    assertThat(evaluate(new RowCountMatch(OPEN, 1.5, 1.5, Terms.DEFAULT)).status())
        .isEqualTo(CheckStatus.PASS);
    OtherTable none = new OtherTable("airports", null, "false");
    surroundings.with(none, PLACES);
    assertThat(evaluate(new RowCountMatch(none, 1, 1, Terms.DEFAULT)).message())
        .isEqualTo("row count match could not be computed: airports has no rows to compare with");
  }

  @Test
  void schemasAreComparedByNameAndType() {
    Dataset<Row> same = TestingSpark.table("select 'US' `in land`, 'x' `from`, 1 id");
    OtherTable before = new OtherTable(null, "3", null);
    surroundings.with(before, same);
    assertThat(evaluate(new SchemaMatch(before, Terms.DEFAULT)).status())
        .isEqualTo(CheckStatus.PASS);
    surroundings.with(before, TestingSpark.table("select 1L id, 'x' `from`, 2 more"));

    CheckResult result = evaluate(new SchemaMatch(before, Terms.DEFAULT));

    assertThat(result.status()).isEqualTo(CheckStatus.FAIL);
    assertThat(result.message())
        .isEqualTo(
            "schema match is 3 (`id` is int, there bigint, `in land` is not in version 3, `more` is"
                + " only in version 3); expected no difference from version 3");
  }

  @Test
  void datasetsMatchAsFarAsTheyHoldTheSameRows() {
    OtherTable copy = new OtherTable("copy", null, null);
    surroundings.with(copy, FLIGHTS.orderBy("from"));
    assertThat(evaluate(new DatasetMatch(copy, null, 1, Terms.DEFAULT)).status())
        .isEqualTo(CheckStatus.PASS);
    surroundings.with(copy, FLIGHTS.filter("id <> 2").unionAll(FLIGHTS.filter("id = 1")));

    CheckResult result = evaluate(new DatasetMatch(copy, null, 5 / 6.0, Terms.DEFAULT));

    assertThat(result.status()).isEqualTo(CheckStatus.PASS);
    assertThat(result.message()).contains("(5 rows match; 1 only here, 1 only in copy)");
    assertThat(evaluate(new DatasetMatch(copy, null, 0.84, Terms.DEFAULT)).status())
        .isEqualTo(CheckStatus.FAIL);
    assertThat(evaluate(new DatasetMatch(copy, List.of("from"), 0.84, Terms.DEFAULT)).actual())
        .isEqualTo(5 / 6.0);
  }

  @Test
  void onRandomTablesTheyEqualPlainSql() {
    var spark = TestingSpark.session();
    for (int seed = 1; seed <= 4; seed++) {
      String random =
          "select if(rand(%1$d) < 0.2, null, int(rand(%1$d + 1) * %3$d)) a,"
              + " if(rand(%1$d + 2) < 0.2, null, int(rand(%1$d + 3) * 3)) b from range(0, %2$d, 1, 2)";
      Dataset<Row> rows = spark.sql(random.formatted(seed, 150, 12)).localCheckpoint();
      Dataset<Row> other = spark.sql(random.formatted(seed + 50, 60 + seed, 9)).localCheckpoint();
      rows.createOrReplaceTempView("t");
      other.createOrReplaceTempView("o");
      OtherTable there = new OtherTable("o", null, "b <> 1");
      surroundings.with(there, other).with(AIRPORTS, other);
      Terms filtered = Terms.DEFAULT.withWhere("a > 1 or b = 0");

      assertThat(
              evaluate(
                      new ForeignKey(List.of("a", "b"), there, List.of("a", "b"), 0, filtered),
                      rows)
                  .actual())
          .isEqualTo(
              number(
                  "count_if(exists(select 1 from o where o.b <> 1 and o.a = t.a and o.b = t.b)) /"
                      + " count(*) from t where (a > 1 or b = 0) and a is not null and b is not null"));
      assertThat(evaluate(new RowCountMatch(there, 0, 99, filtered), rows).actual())
          .isEqualTo(
              number(
                  "(select count(*) from t where a > 1 or b = 0) / (select count(*) from o where b <> 1)"));
      assertThat(evaluate(new DatasetMatch(AIRPORTS, null, 0, Terms.DEFAULT), rows).actual())
          .isEqualTo(
              number(
                  "(select count(*) from (select * from t intersect all select * from o)) / (select"
                      + " greatest((select count(*) from t), (select count(*) from o)))"));
    }
  }

  private static double number(String sql) {
    return TestingSpark.session().sql("select " + sql).first().getDouble(0);
  }

  @Test
  void nanAndNullMatchThemselves() {
    Dataset<Row> rows = TestingSpark.table("select double('nan') x union all select null");
    OtherTable copy = new OtherTable("copy", null, null);
    surroundings.with(copy, rows);
    assertThat(evaluate(new DatasetMatch(copy, null, 1, Terms.DEFAULT), rows).actual())
        .isEqualTo(1.0);
  }

  @Test
  void columnsThatCannotBeComparedAreAnError() {
    OtherTable copy = new OtherTable("copy", null, null);
    surroundings.with(copy, TestingSpark.table("select 1 id, map('a', 1) m"));
    assertThat(evaluate(new DatasetMatch(copy, null, 1, Terms.DEFAULT)).message())
        .startsWith("in copy: column `from` is not in the table;");
    Dataset<Row> maps = TestingSpark.table("select map('a', 1) m");
    assertThat(evaluate(new DatasetMatch(copy, List.of("m"), 1, Terms.DEFAULT), maps).message())
        .startsWith("the dataset match of m cannot be evaluated:");
  }

  @Test
  void eachCostsOneJobAndOneThatIsBrokenLeavesTheOthersIntact() throws TimeoutException {
    var spark = TestingSpark.session();
    spark.conf().set("spark.sql.adaptive.enabled", false);
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", -1);
    try {
      OtherTable gone = new OtherTable("gone", null, null);
      Suite suite =
          new Suite(
              List.of(
                  new Constraint.Size(1L, null),
                  key(0.5),
                  new RowCountMatch(gone, 1, 1, Terms.DEFAULT),
                  new SchemaMatch(AIRPORTS, Terms.DEFAULT),
                  new DatasetMatch(gone, null, 1, Terms.DEFAULT.withId("other"))));
      assertThat(
              TestingSpark.jobs(
                  () -> {
                    SuiteResult result =
                        new SuiteEvaluator().evaluate(suite, FLIGHTS, surroundings);
                    assertThat(result.ids(CheckStatus.PASS))
                        .containsExactly("size", "foreign_key(from)");
                    assertThat(result.ids(CheckStatus.ERROR))
                        .containsExactly("row_count_match(gone)", "other");
                  }))
          .isEqualTo(2);
    } finally {
      spark.conf().set("spark.sql.adaptive.enabled", true);
      spark.conf().unset("spark.sql.autoBroadcastJoinThreshold");
    }
  }

  @Test
  void withoutSurroundingsTheyCannotBeEvaluated() {
    CheckResult result =
        new SuiteEvaluator().evaluate(new Suite(List.of(key(1))), FLIGHTS).results().get(0);
    assertThat(result.status()).isEqualTo(CheckStatus.ERROR);
    assertThat(result.message()).contains("it needs other tables, and there are only rows");
  }

  @Test
  void anotherTableHasAnotherNameOrAnotherVersion() {
    assertThatThrownBy(() -> new OtherTable(null, null, null))
        .hasMessageContaining("neither another table nor another version is named");
    assertThatThrownBy(() -> new OtherTable("airports", "previous", null))
        .hasMessageContaining("`version: previous` of another table (`airports`)");
    assertThat(new OtherTable(null, "previous", null).inWords()).isEqualTo("version previous");
    assertThat(new OtherTable("a/b", "3", null).inWords()).isEqualTo("a/b@3");
  }
}
