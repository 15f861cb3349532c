package io.tidemark.checks.dqdl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.Constraint;
import io.tidemark.checks.RowJudge;
import io.tidemark.checks.Severity;
import io.tidemark.checks.Suite;
import io.tidemark.checks.SuiteEvaluator;
import io.tidemark.checks.SuiteResult;
import io.tidemark.checks.Surroundings;
import io.tidemark.checks.TestingSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Rules among the checks of a suite. */
class DqdlSuiteTest {
  private static final String RULES =
      """
      Rules = [
        RowCount between 50 and 150,
        IsComplete "id",
        Mean "id" < 60,
        ColumnValues "id" between -1 and 90,
        ColumnValues "word" matches "[0-9]{1,2}",
        ColumnLength "word" <= 2,
        ColumnDataType "word" = "INTEGER",
        ColumnExists "week"
      ]
      """;

  private final Dataset<Row> rows =
      TestingSpark.table(
          "select id, id % 7 week, if(id = 5, null, cast(id as string)) word from range(0, 100, 1, 4)");

  private static Suite suite(String rules, Severity severity) {
    DqdlRuleset read = Dqdl.read(rules, severity);
    assertThat(read.problems()).isEmpty();
    return new Suite(read.constraints());
  }

  @Test
  void rulesShareTheOneScanOfTheChecks() throws Exception {
    List<Constraint> constraints = new ArrayList<>(suite(RULES, Severity.ERROR).constraints());
    constraints.add(new Constraint.Completeness("word", 0.5));
    Suite suite = new Suite(constraints);
    var spark = rows.sparkSession();
    spark.conf().set("spark.sql.adaptive.enabled", false);
    try {
      assertThat(TestingSpark.jobs(() -> new SuiteEvaluator().evaluate(suite, rows))).isEqualTo(1);
    } finally {
      spark.conf().set("spark.sql.adaptive.enabled", true);
    }
  }

  @Test
  void rowsThatFailARuleAreNamedWithItAndCountedAlike() {
    Suite suite = suite(RULES, Severity.ERROR);
    RowJudge judge = RowJudge.of(suite, rows, Surroundings.NONE, Severity.ERROR, Set.of());
    List<String> failures =
        judge
            .judged("failures")
            .selectExpr("id", "explode(failures) f")
            .where("id in (5, 90)")
            .selectExpr("id || ': ' || f.constraint || ': ' || f.reason")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();

    assertThat(failures)
        .containsExactlyInAnyOrder(
            "5: ColumnValues \"word\" matches \"[0-9]{1,2}\": not true: `word` rlike"
                + " '^(?:[0-9]{1,2})$'",
            "5: ColumnDataType \"word\" = \"INTEGER\": not true: cast(`word` as int) is not null",
            "90: ColumnValues \"id\" between -1 and 90: not true: `id` > -1 and `id` < 90");
  }

  @Test
  void aRuleThatOnlyWarnsWarns() {
    SuiteResult result =
        new SuiteEvaluator().evaluate(suite("Rules = [ RowCount > 100 ]", Severity.WARN), rows);

    assertThat(result.results())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.status()).isEqualTo(CheckStatus.WARN);
              assertThat(r.message()).isEqualTo("number of rows is 100; expected >= 101");
            });
  }

  @Test
  void aColumnThatIsMissingIsAnErrorOfItsRuleAlone() {
    SuiteResult result =
        new SuiteEvaluator()
            .evaluate(
                suite(
                    "Rules = [ ColumnExists \"weak\", ColumnValues \"wrd\" in [\"x\"], RowCount > 5 ]",
                    Severity.ERROR),
                rows);

    assertThat(result.results())
        .extracting(r -> r.status())
        .containsExactly(CheckStatus.ERROR, CheckStatus.ERROR, CheckStatus.PASS);
    assertThat(result.results().get(0).message())
        .contains("column `weak`")
        .contains("did you mean `week`?");
  }

  @Test
  void aNameThatHoldsDotsBlanksAndBackticksIsOneColumn() {
    Dataset<Row> odd = TestingSpark.table("select 1 as `a.b c``d`, 'x' as `é`");

    assertThat(
            new SuiteEvaluator()
                .evaluate(
                    suite(
                        "Rules = [ ColumnValues \"a.b c`d\" = 1, ColumnExists \"a.b c`d\","
                            + " IsPrimaryKey \"a.b c`d\" \"é\", ColumnLength \"é\" = 1 ]",
                        Severity.ERROR),
                    odd)
                .status())
        .isEqualTo(CheckStatus.PASS);
  }
}
