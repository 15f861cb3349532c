package io.tidemark.checks.dqdl;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.deequ.dqdl.EvaluateDataQuality;
import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.Constraint;
import io.tidemark.checks.Severity;
import io.tidemark.checks.Suite;
import io.tidemark.checks.SuiteEvaluator;
import io.tidemark.checks.TestingSpark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the rules mean on a table, beside Deequ's own evaluation of the same rules. */
class DqdlMeaningTest {
  /** Rules on both sides of their bounds: + holds, - does not. */
  private static final String RULES =
      """
      + RowCount > 4
      - RowCount > 5
      + RowCount > 4.5
      + RowCount >= 5
      - RowCount >= 6
      + RowCount >= 4.5
      + RowCount < 6
      - RowCount < 5
      + RowCount <= 5
      - RowCount <= 4
      + RowCount <= 5.5
      + RowCount = 5
      - RowCount = 4
      + RowCount between 4 and 6
      - RowCount between 5 and 7
      - RowCount between 3 and 5
      + RowCount = 2 where "id > 3"
      - RowCount = 3 where "id > 3"
      + ColumnCount > 9
      - ColumnCount > 10
      + ColumnCount = 10
      + IsComplete "id"
      - IsComplete "n"
      + IsComplete "n" where "id < 5"
      + Completeness "n" >= 0.8
      - Completeness "n" > 0.8
      + Completeness "n" > 0.79
      - Completeness "n" = 1.0
      + Completeness "id" = 1.0
      + Completeness "n" between 0.7 and 1.1
      + IsUnique "id"
      - IsUnique "f"
      + Uniqueness "f" >= 0.2
      - Uniqueness "f" > 0.2
      + Uniqueness "id" = 1
      + IsPrimaryKey "id"
      + IsPrimaryKey "id" "f"
      - IsPrimaryKey "f"
      - IsPrimaryKey "n"
      + UniqueValueRatio "f" > 0.3
      - UniqueValueRatio "f" > 0.34
      + UniqueValueRatio "f" < 0.34
      + Mean "x" = 2.5
      - Mean "x" > 2.5
      + Mean "x" >= 2.5
      - Mean "x" < 2.5
      + Mean "x" <= 2.5
      + Mean "x" between 2.4 and 2.6
      - Mean "x" between 2.5 and 2.6
      + Mean "x" > 2.4999999999999996
      + Mean "n" = 2.5
      + Mean "x" = 4 where "id > 3"
      + Sum "x" = 12.5
      - Sum "x" > 12.5
      + StandardDeviation "x" between 1.41 and 1.42
      - StandardDeviation "x" > 1.42
      + Entropy "f" > 1.05
      - Entropy "f" > 1.06
      + ColumnCorrelation "id" "x" > 0.99
      - ColumnCorrelation "id" "x" < 0.99
      + ColumnValues "x" > 0.4
      - ColumnValues "x" > 0.5
      + ColumnValues "x" >= 0.5
      - ColumnValues "x" >= 0.6
      + ColumnValues "x" < 4.6
      - ColumnValues "x" < 4.5
      + ColumnValues "x" <= 4.5
      + ColumnValues "x" > -1
      + ColumnValues "id" between 0 and 6
      - ColumnValues "id" between 1 and 6
      - ColumnValues "id" between 0 and 5
      + ColumnValues "id" not between 5 and 7
      - ColumnValues "id" not between 4 and 7
      + ColumnValues "id" in [1, 2, 3, 4, 5.0]
      - ColumnValues "id" in [1, 2, 3, 4]
      + ColumnValues "id" not in [6, 7]
      - ColumnValues "id" not in [5, 7]
      + ColumnValues "id" != 6
      - ColumnValues "id" != 5
      + ColumnValues "id" = 5 where "id = 5"
      - ColumnValues "id" = 5
      - ColumnValues "id" > 1 with threshold > 0.8
      - ColumnValues "n" > 0
      - ColumnValues "n" between 0 and 9
      - ColumnValues "n" not between 8 and 9
      - ColumnValues "n" in [1, 2, 3, 4]
      + ColumnValues "n" in [1, 2, 3, 4, NULL]
      + ColumnValues "n" != 6
      + ColumnValues "n" not in [6]
      - ColumnValues "n" not in [6, NULL]
      - ColumnValues "n" != NULL
      + ColumnValues "id" != NULL
      - ColumnValues "n" = NULL
      + ColumnValues "n" = NULL where "id = 5"
      + ColumnValues "n" in [NULL] where "id = 5"
      + ColumnValues "f" in ["a", "b", "c"]
      - ColumnValues "f" in ["a", "b"]
      + ColumnValues "f" = "c" where "id = 3"
      - ColumnValues "f" = "a"
      + ColumnValues "f" != "z"
      - ColumnValues "f" != "c"
      - ColumnValues "f" not in ["z", "a"]
      - ColumnValues "s" in ["ab", "abc", "abcd"]
      - ColumnValues "s" in ["ab", "abc", "abcd", EMPTY]
      + ColumnValues "s" in ["ab", "abc", "abcd", EMPTY, NULL]
      + ColumnValues "s" not in ["z"]
      + ColumnValues "s" != "z"
      - ColumnValues "s" not in ["z", EMPTY, NULL]
      + ColumnValues "s" = EMPTY where "id = 4"
      - ColumnValues "s" = WHITESPACES_ONLY where "id = 4"
      + ColumnValues "w" = WHITESPACES_ONLY
      - ColumnValues "w" = EMPTY
      + ColumnValues "w" != EMPTY
      - ColumnValues "w" != WHITESPACES_ONLY
      + ColumnValues "f" matches "[abc]"
      - ColumnValues "f" matches "[ab]"
      + ColumnValues "q" matches "\\d"
      - ColumnValues "s" matches "[a-d]+"
      + ColumnValues "s" matches "[a-d]+" where "id < 4"
      - ColumnValues "s" matches "[a-c]" where "id < 4"
      + ColumnValues "d" > "2023-12-31" where "id < 5"
      - ColumnValues "d" > "2024-01-01" where "id < 5"
      - ColumnValues "d" > "2023-12-31"
      + ColumnValues "d" <= "2024-01-04" where "id < 5"
      - ColumnValues "d" < "2024-01-04" where "id < 5"
      + ColumnValues "d" between "2023-12-31" and "2024-01-05" where "id < 5"
      - ColumnValues "d" between "2024-01-01" and "2024-01-05" where "id < 5"
      + ColumnValues "d" not between "2024-01-04" and "2024-02-01" where "id < 5"
      - ColumnValues "d" not between "2024-01-03" and "2024-02-01" where "id < 5"
      + ColumnValues "d" != "2025-01-01"
      - ColumnValues "d" != "2024-01-01"
      + ColumnValues "d" not in ["2025-01-01"]
      - ColumnValues "d" not in ["2025-01-01", NULL]
      + ColumnValues "d" = "2024-01-01" where "id = 1"
      - ColumnValues "d" = "2024-01-01" where "id = 2"
      + ColumnValues "d" in ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", NULL]
      - ColumnValues "d" in ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"]
      + ColumnValues "d" >= "2024-01-01" with threshold > 0.7
      - ColumnValues "d" >= "2024-01-01" with threshold > 0.8
      + ColumnLength "f" = 1
      - ColumnLength "f" = 2
      + ColumnLength "s" < 5
      - ColumnLength "s" < 4
      - ColumnLength "s" > 0
      + ColumnLength "s" >= 0
      + ColumnLength "s" between -1 and 5
      - ColumnLength "s" between 0 and 5
      + ColumnLength "s" in [0, 2, 3, 4]
      - ColumnLength "s" in [2, 3, 4]
      + ColumnLength "s" not in [1, 5]
      - ColumnLength "s" not in [4, 5]
      + ColumnLength "s" not between 4 and 9
      - ColumnLength "s" not between 3 and 9
      + ColumnExists "s"
      + ColumnDataType "q" = "INTEGER"
      - ColumnDataType "m" = "INTEGER"
      + ColumnDataType "m" = "INTEGER" with threshold > 0.7
      - ColumnDataType "m" = "INTEGER" with threshold > 0.8
      - ColumnDataType "n" = "LONG"
      + ColumnDataType "q" = "DECIMAL(5,2)"
      - ColumnDataType "m" = "DATE"
      + (IsComplete "id") and (IsUnique "id") and (RowCount > 1)
      - (IsComplete "id") and ((IsUnique "id") and (RowCount > 9))
      """;

  /** Where the documentation and Deequ's evaluation part, the documentation is followed. */
  private static final String DIFFERENT =
      """
      + ColumnValues "id" > 1 with threshold >= 0.8
      + ColumnValues "f" in ["a", "b"] with threshold > 0.7
      + ColumnValues "q" > 0
      - ColumnLength "s" != 3
      - ColumnLength "s" not in [0] where "id = 4"
      - ColumnLength "s" not between -1 and 1 where "id = 5"
      - ColumnValues "d" not between "2025-01-01" and "2025-02-01"
      + ColumnValues "s" not in ["z", EMPTY] where "id <> 4"
      + ColumnValues "s" not in ["z", WHITESPACES_ONLY]
      + ColumnValues "s" != EMPTY where "id <> 4"
      - ColumnValues "s" matches "a|z" where "id < 4"
      + ColumnValues "s" matches "[a-d]*" where "id < 5"
      + ColumnValues "o" in ["it's"]
      """;

  private static Dataset<Row> table;

  @BeforeAll
  static void makeTable() {
    table =
        TestingSpark.table(
            """
            select id, if(id = 5, null, id) n, id - 0.5D x,
              array('ab', 'abc', 'abcd', '', null)[id - 1] s,
              if(id = 5, null, date_add(date'2023-12-31', id)) d,
              array('a', 'b', 'c', 'a', 'b')[id - 1] f,
              cast(id as string) q, if(id = 2, 'x', cast(id as string)) m,
              '  ' w, 'it\\'s' o
            from (select cast(id as int) id from range(1, 6, 1, 1))
            """);
  }

  private static Map<String, Boolean> expected(String rules) {
    Map<String, Boolean> expected = new LinkedHashMap<>();
    rules.lines().forEach(l -> expected.put(l.substring(2), l.startsWith("+")));
    return expected;
  }

  private static List<String> texts(Map<String, Boolean> expected) {
    return new ArrayList<>(expected.keySet());
  }

  private static String ruleset(List<String> rules) {
    return "Rules = [\n" + String.join(",\n", rules) + "\n]";
  }

  /** Every rule read alone, so that a rule may occur within another; all measured together. */
  private static Map<String, Boolean> measured(List<String> rules) {
    Map<String, DqdlRule> read = new LinkedHashMap<>();
    Map<String, Constraint> constraints = new LinkedHashMap<>();
    for (String rule : rules) {
      DqdlRuleset alone = Dqdl.read(ruleset(List.of(rule)), Severity.ERROR);
      assertThat(alone.problems()).as(rule).isEmpty();
      read.put(rule, alone.rules().get(0));
      alone.constraints().forEach(c -> constraints.putIfAbsent(c.id(), c));
    }
    Suite suite = new Suite(List.copyOf(constraints.values()));
    List<CheckResult> results = new SuiteEvaluator().evaluate(suite, table).results();
    assertThat(results)
        .allSatisfy(r -> assertThat(r.status()).as(r.message()).isNotEqualTo(CheckStatus.ERROR));
    Set<String> passed =
        results.stream()
            .filter(r -> r.status() == CheckStatus.PASS)
            .map(CheckResult::constraintId)
            .collect(Collectors.toSet());
    Map<String, Boolean> holds = new LinkedHashMap<>();
    read.forEach(
        (rule, made) ->
            holds.put(
                rule, made.constraints().stream().map(Constraint::id).allMatch(passed::contains)));
    return holds;
  }

  private static Map<String, Boolean> byDeequ(List<String> rules) {
    Map<String, Boolean> outcomes = new TreeMap<>();
    for (Row row :
        EvaluateDataQuality.process(table, ruleset(rules))
            .select("Rule", "Outcome")
            .collectAsList()) {
      outcomes.put(row.getString(0), row.getString(1).equals("Passed"));
    }
    Map<String, Boolean> ordered = new LinkedHashMap<>();
    for (String rule : rules) {
      String text = Dqdl.read(ruleset(List.of(rule)), Severity.ERROR).rules().get(0).text();
      ordered.put(rule, outcomes.get(text));
    }
    return ordered;
  }

  @Test
  void rulesHoldAndFailOnBothSidesOfTheirBoundsAsDocumented() {
    Map<String, Boolean> expected = expected(RULES);
    expected.putAll(expected(DIFFERENT));

    assertThat(measured(texts(expected))).containsExactlyEntriesOf(expected);
  }

  @Test
  void deequsOwnEvaluationOfTheRulesComesToTheSame() {
    Map<String, Boolean> expected = expected(RULES);

    assertThat(byDeequ(texts(expected))).containsExactlyEntriesOf(expected);
  }

  @Test
  void deequsEvaluationPartsFromTheDocumentationInTheseRulesAlone() {
    Map<String, Boolean> expected = expected(DIFFERENT);
    Map<String, Boolean> deequ = byDeequ(texts(expected));

    assertThat(expected)
        .allSatisfy((rule, holds) -> assertThat(deequ).as(rule).containsEntry(rule, !holds));
  }
}
