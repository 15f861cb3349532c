package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.checks.Constraint;
import io.tidemark.checks.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DqdlRulesTest {
  private static final String SMALL = "monitor: m\ntable: lake/t\n";

  @TempDir Path directory;

  private final MonitorLoader loader = new MonitorLoader();

  private Monitor parse(String yaml) {
    return loader.parse(directory.resolve("m.yaml").toString(), SMALL + yaml, Map.of());
  }

  private List<String> problems(String yaml, Map<String, String> overrides) {
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class, () -> loader.parse("m.yaml", SMALL + yaml, overrides));
    assertThat(e).as("the monitor was accepted:%n%s", yaml).isNotNull();
    return e.problems().stream().map(Problem::toString).toList();
  }

  private List<String> problems(String yaml) {
    return problems(yaml, Map.of());
  }

  @Test
  void rulesStandBesideChecksWithOneSeverityForAll() {
    Monitor monitor =
        parse(
            """
            key: [id]
            checks:
              - size: { min: 5 }
            rules:
              severity: warn
              dqdl: |
                Rules = [
                  IsComplete "origin",
                  ColumnValues "distance" between 0 and 5000 where "origin <> 'ATL'"
                ]
            """);

    List<Constraint> constraints = Suites.of(monitor).constraints();
    assertThat(constraints)
        .extracting(Constraint::id)
        .containsExactly(
            "completeness(id)",
            "uniqueness(id)",
            "size",
            "IsComplete \"origin\"",
            "ColumnValues \"distance\" between 0 and 5000 where \"origin <> 'ATL'\"");
    assertThat(constraints)
        .extracting(Constraint::severity)
        .containsExactly(
            Severity.ERROR, Severity.ERROR, Severity.ERROR, Severity.WARN, Severity.WARN);
  }

  @Test
  void theRulesOfTheDocumentationAreAccepted() throws Exception {
    String page = Files.readString(Path.of(System.getProperty("tidemark.root"), "docs", "dqdl.md"));
    String example = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("```\n"));

    assertThat(Suites.of(parse(example)).constraints()).hasSize(6);
  }

  @Test
  void rulesAreReadFromAFileBesideTheMonitorAndArePartOfItsConfiguration() throws Exception {
    Files.writeString(directory.resolve("rules.dqdl"), "Rules = [\r\n  RowCount > 5\r\n]");
    Monitor monitor = parse("rules: { file: rules.dqdl }\n");

    assertThat(Suites.of(monitor).constraints())
        .extracting(Constraint::id)
        .containsExactly("RowCount > 5");
    assertThat(MonitorLoader.canonical(monitor)).contains("RowCount > 5");
  }

  @Test
  void mistakesInAFileAreNamedWithThatFileAndItsLines() throws Exception {
    Path file = directory.resolve("rules.dqdl");
    Files.writeString(file, "Rules = [\n  RowCount > 5,\n  RowCount != 5\n]");
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class, () -> parse("rules: { file: rules.dqdl }\nsurplus: 1\n"));

    assertThat(e.problems().stream().map(Problem::toString))
        .anySatisfy(p -> assertThat(p).contains("unknown key `surplus`"))
        .anySatisfy(p -> assertThat(p).startsWith(file + ":3: rule `RowCount != 5` is refused: "));
  }

  @Test
  void mistakesInABlockAreNamedWithTheLinesOfTheMonitor() {
    assertThat(
            problems(
                """
                checks:
                  - size: { min: -1 }
                rules:
                  dqdl: |
                    Rules = [
                      RowCount > 5,
                      CustomSql "select 1" = 1,
                      RowCount > 5,
                      Foo "x"
                    ]
                """))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("m.yaml:4: "),
            p ->
                assertThat(p)
                    .startsWith("m.yaml:9: rule `CustomSql \"select 1\" = 1` is refused: "),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "m.yaml:10: rule `RowCount > 5` stands on line 2 of the rules, too; take one out"),
            p ->
                assertThat(p)
                    .startsWith("m.yaml:11: rule `Foo \"x\"`: there is no rule type `Foo`"));
  }

  @Test
  void mistakesInRulesOnOneLineOrTheCommandLineAreNamedWithTheirPlace() {
    assertThat(problems("rules:\n  dqdl: 'Rules = [ RowCount != 5 ]'\n"))
        .singleElement()
        .satisfies(p -> assertThat(p).startsWith("m.yaml:4: rule `RowCount != 5`"));
    assertThat(problems("", Map.of("rules.dqdl", "'Rules = []'")))
        .singleElement()
        .satisfies(p -> assertThat(p).startsWith("--set: there is no rule"));
  }

  @Test
  void aFilterIsVettedAsAnyOtherSql() {
    assertThat(
            problems(
                """
                rules:
                  dqdl: |
                    Rules = [ RowCount > 5 where "x > (select 1)",
                      IsPrimaryKey "a" "b" where "reflect('a', 'b') = 1",
                      RowCount > 5 where "x >" ]
                """))
        .satisfiesExactly(
            p ->
                assertThat(p)
                    .isEqualTo(
                        "m.yaml:5: rule `RowCount > 5 where \"x > (select 1)\"`: its filter `x > (select"
                            + " 1)` has a subquery; only an expression over the columns of one row is"
                            + " allowed"),
            p -> assertThat(p).startsWith("m.yaml:6: ").contains("uses `reflect`"),
            p -> assertThat(p).startsWith("m.yaml:7: ").contains("is not a Spark SQL expression"));
  }

  @Test
  void rulesNeedEitherTextOrAFileThatCanBeRead() {
    assertThat(problems("rules: {}\n"))
        .containsExactly("m.yaml:3: `rules` has neither `dqdl` nor `file`; give one of them");
    assertThat(problems("rules: { dqdl: 'Rules = [ RowCount > 5 ]', file: x }\n"))
        .containsExactly(
            "m.yaml:3: `rules` has both `dqdl` and `file`; put all rules into one of them");
    assertThat(problems("rules: { file: none.dqdl }\n"))
        .singleElement()
        .satisfies(
            p ->
                assertThat(p)
                    .startsWith("m.yaml:3: `rules.file` names `none.dqdl`, which cannot be read (")
                    .endsWith("name a UTF-8 file with rules, relative to the monitor file"));
    assertThat(problems("rules: [x]\n"))
        .singleElement()
        .satisfies(p -> assertThat(p).contains("a map"));
  }

  @Test
  void aCheckWithTheIdOfARuleIsReported() {
    assertThat(
            problems(
                """
                checks:
                  - size: { min: 5, id: RowCount > 5 }
                rules: { dqdl: 'Rules = [ RowCount > 5 ]' }
                """))
        .containsExactly(
            "m.yaml:3: more than one constraint of the suite has the id `RowCount > 5`; give each an"
                + " id of its own");
  }
}
