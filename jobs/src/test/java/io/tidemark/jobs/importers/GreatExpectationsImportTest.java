package io.tidemark.jobs.importers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.checks.Comparison;
import io.tidemark.checks.Constraint;
import io.tidemark.checks.Severity;
import io.tidemark.checks.Statistic;
import io.tidemark.jobs.draft.PlainText;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // a part that is missing fails the test
class GreatExpectationsImportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> KWARGS = new TypeReference<>() {};

  @TempDir private Path folder;

  private static Imported imported(String file) {
    return GreatExpectationsImport.of(TestingInputs.file(file), "m", "lake/t");
  }

  /** The import of a suite with one expectation. */
  private Imported one(String type, Map<String, ?> kwargs) throws IOException {
    Path suite = folder.resolve("one.json");
    Map<String, Object> expectation = new LinkedHashMap<>(Map.of("type", type, "kwargs", kwargs));
    JSON.writeValue(suite.toFile(), Map.of("name", "one", "expectations", List.of(expectation)));
    return GreatExpectationsImport.of(suite, "m", "lake/t");
  }

  private Constraint onlyCheck(String type, Map<String, ?> kwargs) throws IOException {
    Imported imported = one(type, kwargs);
    assertThat(imported.report().notMapped()).isEmpty();
    return TestingInputs.constraints(imported.yaml()).get(0);
  }

  private String reason(String type, Map<String, ?> kwargs) throws IOException {
    Imported imported = one(type, kwargs);
    assertThat(imported.report().mapped()).isEmpty();
    assertThat(TestingInputs.monitor(imported.yaml()).checks()).isEmpty();
    return imported.report().notMapped().get(0).reason();
  }

  @ParameterizedTest
  @CsvSource({"suite-old.json, 18, 6", "suite-new.json, 14, 5"})
  void everyExpectationIsMappedOrNot(String file, int mapped, int notMapped) throws IOException {
    ImportReport report = imported(file).report();
    List<String> numbers = new ArrayList<>();
    report.mapped().forEach(part -> numbers.add(part.part()));
    report.notMapped().forEach(part -> numbers.add(part.part()));

    int given = JSON.readTree(TestingInputs.file(file).toFile()).path("expectations").size();
    assertThat(report.size()).isEqualTo(given);
    assertThat(numbers.stream().map(part -> part.substring(0, part.indexOf('.'))))
        .as("each expectation once")
        .hasSize(given)
        .doesNotHaveDuplicates();
    assertThat(report.mapped()).hasSize(mapped);
    assertThat(report.notMapped()).hasSize(notMapped);
  }

  @ParameterizedTest
  @ValueSource(strings = {"suite-old", "suite-new"})
  void monitorAndReportAreTheExpectedOnes(String name) {
    Imported imported = imported(name + ".json");

    assertThat(imported.yaml()).isEqualTo(TestingInputs.text(name + ".expected.yaml"));
    assertThat(imported.report().text()).isEqualTo(TestingInputs.text(name + ".expected.txt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"suite-old.json", "suite-new.json"})
  void theMonitorLoadsWithOneConstraintForEachThatIsReported(String file) {
    Imported imported = imported(file);

    int reported = imported.report().mapped().stream().mapToInt(p -> p.to().size()).sum();
    assertThat(TestingInputs.monitor(imported.yaml()).table()).isEqualTo("lake/t");
    assertThat(TestingInputs.constraints(imported.yaml())).hasSize(reported);
  }

  @Test
  void boundsSharesAndFiltersReachTheConstraints() {
    List<Constraint> checks = TestingInputs.constraints(imported("suite-old.json").yaml());

    assertThat(checks.get(0)).isEqualTo(new Constraint.Size(1001L, 50000L));
    assertThat(checks.get(2)).isEqualTo(new Constraint.Completeness("customer", 0.99));
    Constraint.Range range =
        (Constraint.Range)
            checks.stream().filter(Constraint.Range.class::isInstance).findFirst().orElseThrow();
    assertThat(range.max()).isEqualTo(10000.0);
    assertThat(range.minShare()).isEqualTo(0.999);
    assertThat(range.where()).isEqualTo("status = 'paid'");
    assertThat(checks)
        .filteredOn(Comparison.class::isInstance)
        .singleElement()
        .satisfies(c -> assertThat(c.id()).isEqualTo("compare(shipped >= ordered)"));
  }

  @Test
  void aStrictBoundOfANumberExcludesTheBound() {
    Statistic deviation =
        (Statistic)
            TestingInputs.constraints(imported("suite-old.json").yaml()).stream()
                .filter(c -> c.kind().equals("standard_deviation"))
                .findFirst()
                .orElseThrow();

    assertThat(deviation.min()).isEqualTo(Math.nextUp(0.0));
  }

  @Test
  void severityIsKept() {
    List<Constraint> checks = TestingInputs.constraints(imported("suite-new.json").yaml());

    assertThat(checks.get(0).severity()).isEqualTo(Severity.ERROR);
    assertThat(checks.get(1).severity()).as("warning").isEqualTo(Severity.WARN);
    assertThat(checks.get(3).severity()).as("info").isEqualTo(Severity.WARN);
  }

  @Test
  void theSameExpectationTwiceGetsTwoIds() {
    assertThat(TestingInputs.constraints(imported("suite-new.json").yaml()))
        .extracting(Constraint::id)
        .contains("completeness(fare)", "completeness(fare) (2)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "it's",
        "say \"hi\"",
        "back`tick",
        "back\\slash",
        "two\nlines",
        "carriage\rreturn",
        "next\u0085line",
        "separator\u2028here",
        "right\u202Eto left",
        "\uD83D\uDE80 rocket",
        "# no comment",
        "a: b",
        "- dash",
        "{ flow: [",
        "*alias",
        "&anchor",
        "!tag",
        "yes",
        "null",
        "~",
        "1e3",
        "0x1F",
        " spaces ",
        "tab\there",
        "nul\u0000",
        "größe",
        "'; drop table t; --"
      })
  void anyColumnNameComesThroughInEveryForm(String name) throws IOException {
    Constraint.Completeness complete =
        (Constraint.Completeness)
            onlyCheck("expect_column_values_to_not_be_null", Map.of("column", name));
    Imported sql =
        one(
            "expect_column_values_to_not_be_in_set",
            Map.of("column", name, "value_set", List.of(name)));
    Constraint.Satisfies satisfies =
        (Constraint.Satisfies) TestingInputs.constraints(sql.yaml()).get(0);

    assertThat(complete.column()).isEqualTo(name);
    assertThat(satisfies.where()).isEqualTo("`" + name.replace("`", "``") + "` is not null");
    assertThat(TestingInputs.monitor(sql.yaml()).checks())
        .as("nothing broke out of a comment or a value")
        .hasSize(1);
    assertThat(sql.report().text().lines().toList())
        .as("one line for what is one line")
        .hasSize(sql.report().notes().size() + 7);
    assertThat(sql.report().text().replace("\n", "").codePoints()).allMatch(PlainText::visible);
  }

  @Test
  void aNameThatSparkWouldReplaceIsNotPutIntoSql() throws IOException {
    assertThat(
            reason(
                "expect_column_values_to_not_be_in_set",
                Map.of("column", "${env:HOME}", "value_set", List.of("a"))))
        .contains("holds `${`, which Spark replaces");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uuid() = 'a'             | uses `uuid`",
        "exists (select 1)        | subquery",
        "status = 'open' and (    | is not a Spark SQL expression"
      })
  void aFilterThatNoMonitorMayHaveIsNotMapped(String filter, String reason) throws IOException {
    assertThat(
            reason(
                "expect_column_values_to_not_be_null",
                Map.of("column", "a", "row_condition", filter, "condition_parser", "spark")))
        .contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                            | it has no text `column`",
        "{\"column\": 7}                               | it has no text `column`",
        "{\"column\": \"a\"}                           | neither `min_value` nor `max_value`",
        "{\"column\": \"a\", \"min_value\": [1]}       | cannot be written in SQL",
        "{\"column\": \"a\", \"min_value\": 3, \"max_value\": 2} | is above `max`",
        "{\"column\": \"a\", \"min_value\": 1, \"mostly\": 1.5} | must be at most 1",
        "{\"column\": \"a\", \"min_value\": 1, \"mostly\": \"most\"} | which is no number",
        "{\"column\": \"a\", \"min_value\": 1, \"auto\": true} | it has the argument `auto`"
      })
  void argumentsThatMakeNoCheckAreNotMapped(String kwargs, String reason) throws IOException {
    assertThat(reason("expect_column_values_to_be_between", JSON.readValue(kwargs, KWARGS)))
        .contains(reason);
  }

  @Test
  void anExpectationThatIsNoObjectIsStillCounted() throws IOException {
    Path suite = folder.resolve("odd.json");
    Files.writeString(suite, "{\"expectations\": [1, {\"type\": 2}, {\"kwargs\": {}}, null]}");

    ImportReport report = GreatExpectationsImport.of(suite, "m", "lake/t").report();

    assertThat(report.notMapped()).hasSize(4);
    assertThat(report.notMapped())
        .allSatisfy(part -> assertThat(part.reason()).contains("it has no `type`"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                         | has no list `expectations`",
        "[]                         | has no list `expectations`",
        "{\"results\": []}          | has no list `expectations`",
        "{\"expectations\": 3}      | has no list `expectations`",
        "{\"expectations\": []}     | has no expectations",
        "{\"expectations\": [       | is not valid JSON",
        "{\"expectations\": []} x   | is not valid JSON",
        "{\"name\": 1, \"name\": 2} | is not valid JSON"
      })
  void anotherKindOfFileIsAnErrorThatSaysWhich(String content, String message) throws IOException {
    Path suite = folder.resolve("suite.json");
    Files.writeString(suite, content);

    assertThatThrownBy(() -> GreatExpectationsImport.of(suite, "m", "lake/t"))
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NOT_IMPORTABLE);
              assertThat(e.getMessage()).contains("suite.json").contains(message);
              assertThat(e.nextStep()).isNotBlank();
            });
  }

  @Test
  void aMissingFileIsAnError() {
    Path none = folder.resolve("none.json");

    assertThatThrownBy(() -> GreatExpectationsImport.of(none, "m", "lake/t"))
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_NOT_READABLE))
        .hasMessage("file `" + none + "` does not exist");
  }

  @ParameterizedTest
  @CsvSource({"'', lake/t", "no name, lake/t", "1st, lake/t", "m, ''"})
  void aNameOrTableThatNoMonitorCanHaveIsAnError(String name, String table) {
    Path suite = TestingInputs.file("suite-new.json");

    assertThatThrownBy(() -> GreatExpectationsImport.of(suite, name, table))
        .isInstanceOfSatisfying(
            TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_ARGUMENT));
  }
}
