package io.tidemark.checks.dqdl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checks.Constraint;
import io.tidemark.checks.Severity;
import io.tidemark.checks.Statistic;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DqdlRefusalTest {

  private static DqdlRuleset read(String text) {
    return Dqdl.read(text, Severity.ERROR);
  }

  private static List<String> problems(String text) {
    return read(text).problems().stream().map(p -> p.line() + ": " + p.message()).toList();
  }

  private static String problemOf(String rule) {
    DqdlRuleset read = read("Rules = [ " + rule + " ]");
    assertThat(read.rules()).as("rule `%s` was taken over", rule).isEmpty();
    assertThat(read.problems()).hasSize(1);
    return read.problems().get(0).message();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\u0000',
      textBlock =
          """
          RowCount != 5 ~ does not hold for one range of numbers; use a comparison or `between`
          Mean "x" in [1, 2] ~ does not hold for one range of numbers
          RowCount = 5.5 ~ no count is `5.5`; give a whole number
          RowCount between 5 and 6 ~ no number lies between its bounds, which DQDL leaves out
          Mean "x" between 6 and 5 ~ no number lies between its bounds
          RowCount > 99999999999999999999 ~ `99999999999999999999` is beyond any count
          RowCount = NULL ~ it compares a number with NULL
          RowCount > avg(last(10)) ~ `avg(last(10))` is computed from earlier runs
          Mean "x" > 2 * 3 ~ `2*3` is not a plain number; write its result
          Completeness "x" < 0.9 ~ it bounds a share from above, and checks ask for a least share
          Completeness "x" = 0.5 ~ it bounds a share from above
          Uniqueness "x" between 0.2 and 0.4 ~ it bounds a share from above
          Completeness "x" > 1 ~ no share is greater than 1
          ColumnValues "x" > 1 with threshold < 0.5 ~ it bounds a share from above
          ColumnValues "x" > NULL ~ nothing is greater or less than NULL
          ColumnValues "x" between NULL and 5 ~ nothing is greater or less than NULL
          ColumnValues "x" > 1.000000000000000000000000000000000000001 ~ has more than 38 digits
          ColumnValues "x" > now() ~ `now()` changes with the time of the run
          ColumnValues "x" > (now() - 3 days) ~ `(now() - 3 days)` changes with the time of the run
          ColumnValues "x" = "12:30" ~ changes with the time of the run
          ColumnValues "x" > "2024-13-01" ~ "2024-13-01" is not a date; correct it
          ColumnValues "x" not matches "a" ~ not as the opposite of `matches`; use a `satisfies` check with `not rlike`
          ColumnValues "x" matches "[" ~ `[` is not a regular expression: Unclosed character class
          ColumnValues "x" matches "\\Qa" ~ `\\Qa` is not a regular expression: Unclosed group
          RowCount > 5 where " " ~ the `where` filter of a constraint is blank
          ColumnValues "x" in $codes ~ `codes` has no value; declare it before `Rules`
          ColumnValues "x" in ["a\\\\b"] ~ the library reads a backslash in a list as an escape
          ColumnValues "x" = "a\\\\b" ~ the library reads a backslash in a list as an escape
          ColumnLength "x" = NULL ~ it compares a number with NULL
          ColumnDataType "x" != "DATE" ~ only `= "TYPE"` is taken over
          ColumnDataType "x" = "VARCHAR" ~ `VARCHAR` is not a type of DQDL; use BOOLEAN, DATE
          ColumnDataType "x" = "DATE" with format = "yyyy" ~ `with format` has no counterpart
          IsComplete "x" with label = "y" ~ `with label` has no counterpart
          IsComplete "" ~ `` is not a column name that DQDL and Spark SQL can spell
          IsComplete "a\\"b" ~ is not a column name that DQDL and Spark SQL can spell
          ColumnValues "${x}" > 1 ~ `${x}` is not a column name that DQDL and Spark SQL can spell
          (IsComplete "a") or (IsUnique "a") ~ rules joined by `or` hold if one of them holds
          (IsComplete "a") and ((RowCount > 1) or (RowCount < 0)) ~ rules joined by `or`
          ColumnCorrelation "a" "a" > 0.5 ~ correlation over columns [a, a]; give two columns, each once
          """)
  void aRuleWithoutAnExactCounterpartIsRefusedWithTheReason(String rule, String reason) {
    assertThat(problemOf(rule)).startsWith("rule `").contains("` is refused: ").contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\u0000',
      textBlock =
          """
          CustomSql "select 1" > 5 ~ queries could read other tables or run anything
          DistinctValuesCount "x" > 3 ~ it counts a null as a value, which no check does; use `distinct_count`
          ColumnNamesMatchPattern "x.*" ~ name those that must be there with `ColumnExists`
          DataFreshness "x" <= 3 days ~ it depends on the time of the run
          DetectAnomalies "RowCount" ~ its method is not published; use an `anomaly` check
          ReferentialIntegrity "x" "r.x" > 0.9 ~ it reads another table under an alias that a monitor does not have; use a `foreign_key` check
          RowCountMatch "r" > 0.9 ~ it reads another table under an alias that a monitor does not have; use a `row_count_match` check
          DatasetMatch "r" "x" > 0.9 ~ it reads another table under an alias that a monitor does not have; use a `dataset_match` check
          SchemaMatch "r" = 1.0 ~ it reads another table under an alias that a monitor does not have; use a `schema_match` check
          AggregateMatch "sum(x)" "sum(r.x)" > 0.9 ~ no check compares two aggregates
          FileFreshness "s3://b" > "2024-01-01" ~ it speaks of files
          FileMatch "s3://b" "s3://c" ~ it speaks of files
          FileUniqueness "s3://b" > 0.9 ~ it speaks of files
          FileSize "s3://b" > 5 MB ~ it speaks of files
          """)
  void aRuleTypeWithoutCounterpartIsRefusedWithTheNextStep(String rule, String reason) {
    assertThat(problemOf(rule)).contains(" is refused: ").contains(reason);
  }

  @Test
  void allProblemsAreNamedAtOnceWithTheirLines() {
    assertThat(
            problems(
                """
                # a comment
                Rules = [
                  RowCount > 5,
                  Colour "x" > 3, # and another
                  isComplete "x",
                  Completeness "x"
                    < 0.5,
                  IsUnique "x" "y",
                  IsComplete "x" > 5,
                  ColumnValues "x" > 3 days
                ]"""))
        .containsExactly(
            "4: rule `Colour \"x\" > 3`: there is no rule type `Colour`; docs/dqdl.md lists those that there are",
            "5: rule `isComplete \"x\"`: there is no rule type `isComplete`; did you mean `IsComplete`?",
            "6: rule `Completeness \"x\" < 0.5` is refused: it bounds a share from above, and checks"
                + " ask for a least share; use `>` or `>=`",
            "8: rule `IsUnique \"x\" \"y\"`: `IsUnique` does not take this number of columns;"
                + " correct them",
            "9: rule `IsComplete \"x\" > 5`: `IsComplete` needs another condition, or none;"
                + " correct it",
            "10: rule `ColumnValues \"x\" > 3 days`: `ColumnValues` needs another condition, or"
                + " none; correct it");
  }

  @Test
  void textThatIsNoRulesetIsNamedWithLineAndColumn() {
    String form = "; a ruleset is `Rules = [ rule, rule ... ]`";

    assertThat(problems("Rules = [\n  RowCount > \"x\"\n]"))
        .containsExactly("2: not valid DQDL at column 14: `\"x\"` is not expected here" + form);
    assertThat(problems("Rules = [\n  RowCount > 5,\n]"))
        .containsExactly("3: not valid DQDL at column 1: `]` is not expected here" + form);
    assertThat(problems("Rules = [ @ RowCount > 5 ]"))
        .containsExactly("1: not valid DQDL at column 11: token recognition error at: '@'" + form);
    assertThat(problems(""))
        .containsExactly(
            "2: not valid DQDL at column 1: `end of the rules` is not expected here" + form);
  }

  @Test
  void partsThatTheLibraryWouldPassOverAreProblems() {
    assertThat(problems("Rules = [ RowCount > 1 ]\nRules = [ RowCount > 2 ]"))
        .containsExactly(
            "2: `Rules` stands after the end of the rules; put all rules into one list");
    assertThat(problems("Rules = []"))
        .containsExactly("1: there is no rule; write `Rules = [ ... ]` with at least one");
    assertThat(problems("DataSources = { \"P\": \"p\" }\nRules = [ RowCount > 1 ]").get(0))
        .startsWith("1: `DataSources` name other tables");
    assertThat(problems("Rules = [ RowCount > 1 ]\nAnalyzers = [ Completeness \"x\" ]").get(0))
        .startsWith("2: `Analyzers` measure without a bound");
  }

  @Test
  void whatTheLibraryFallsOverIsAProblemOfThatRuleAlone() {
    DqdlRuleset read =
        read("v = \"a\"\nRules = [ RowCount > 1,\n ColumnValues \"s\" in [$v, \"b\"] ]");

    assertThat(read.rules()).hasSize(1);
    assertThat(read.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.line()).isEqualTo(3);
              assertThat(p.message())
                  .contains("cannot be read (")
                  .endsWith("write it in another way");
            });
  }

  @Test
  void variablesCommentsMetadataAndLineEndsOfWindowsAreRead() {
    DqdlRuleset read =
        read(
            "Metadata = { \"Version\": \"1.0\" }\r\nhubs = [\"ATL\", \"ORD\"]\r\nRules = [\r\n"
                + "  ColumnValues \"origin\" in $hubs\r\n] # end");

    assertThat(read.problems()).isEmpty();
    assertThat(read.constraints())
        .singleElement()
        .isInstanceOfSatisfying(
            Constraint.Satisfies.class,
            s -> assertThat(s.expression()).isEqualTo("`origin` in ('ATL', 'ORD')"));
  }

  @Test
  void aRuleIsTheIdOfWhatItBecomesAndTheSeverityIsThatOfAll() {
    DqdlRuleset read =
        Dqdl.read(
            "Rules = [ Mean  \"x\"\n > 5 where \"y = 1\", IsPrimaryKey \"a\" \"b\","
                + " (RowCount > 1) and (IsComplete \"a\") ]",
            Severity.WARN);

    assertThat(read.constraints())
        .extracting(Constraint::id)
        .containsExactly(
            "Mean \"x\" > 5 where \"y = 1\"",
            "IsPrimaryKey \"a\" \"b\": unique",
            "IsPrimaryKey \"a\" \"b\": a is complete",
            "IsPrimaryKey \"a\" \"b\": b is complete",
            "RowCount > 1",
            "IsComplete \"a\"");
    assertThat(read.constraints()).allMatch(c -> c.severity() == Severity.WARN);
    assertThat(read.constraints().get(0).where()).isEqualTo("y = 1");
  }

  @Test
  void aLongRuleHasAShortIdOfItsOwn() {
    String values =
        IntStream.range(0, 200).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    DqdlRuleset read =
        read(
            "Rules = [ ColumnValues \"x\" in [%s], ColumnValues \"x\" in [%s, 200] ]"
                .formatted(values, values));

    assertThat(read.constraints())
        .extracting(Constraint::id)
        .doesNotHaveDuplicates()
        .allSatisfy(id -> assertThat(id).hasSizeLessThanOrEqualTo(200).contains("... "));
  }

  @Test
  void aStrictBoundIsTheNextDouble() {
    var mean = (Statistic) read("Rules = [ Mean \"x\" between 5 and 6 ]").constraints().get(0);

    assertThat(mean.min()).isEqualTo(Math.nextUp(5.0));
    assertThat(mean.max()).isEqualTo(Math.nextDown(6.0));
  }
}
