package io.tidemark.jobs.importers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.checks.Constraint;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // a part that is missing fails the test
class SageMakerImportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CONSTRAINTS = TestingInputs.file("constraints.json");
  private static final Path STATISTICS = TestingInputs.file("statistics.json");

  @TempDir private Path folder;

  private Imported imported(String constraints) throws IOException {
    Path file = folder.resolve("constraints.json");
    Files.writeString(file, constraints);
    return SageMakerImport.of(file, null, "m", "lake/t");
  }

  /** The constraints file of the tests with another {@code monitoring_config}. */
  private Imported withConfig(String config) throws IOException {
    String features = JSON.readTree(CONSTRAINTS.toFile()).path("features").toString();
    return imported("{\"features\": " + features + ", \"monitoring_config\": " + config + "}");
  }

  /** Values that are no objects, counted without the help of the importer. */
  private static int leaves(JsonNode node) {
    int count = node.isObject() ? 0 : 1;
    if (node.isObject()) {
      for (JsonNode child : node) {
        count += leaves(child);
      }
    }
    return count;
  }

  private static List<String> reasons(Imported imported, String part) {
    return imported.report().notMapped().stream()
        .filter(n -> n.part().contains(part))
        .map(ImportReport.NotMapped::reason)
        .toList();
  }

  @Test
  void everyConstraintIsMappedOrNot() throws IOException {
    JsonNode root = JSON.readTree(CONSTRAINTS.toFile());
    int given = leaves(root.path("monitoring_config"));
    for (JsonNode feature : root.path("features")) {
      given += leaves(feature) - 1; // the name
    }

    ImportReport report = SageMakerImport.of(CONSTRAINTS, STATISTICS, "m", "lake/t").report();

    assertThat(report.size()).isEqualTo(given).isEqualTo(24);
    assertThat(report.mapped()).hasSize(16);
    assertThat(report.notMapped()).hasSize(8);
  }

  @Test
  void monitorAndReportAreTheExpectedOnes() {
    Imported imported = SageMakerImport.of(CONSTRAINTS, STATISTICS, "loans", "lake/loans");

    assertThat(imported.yaml()).isEqualTo(TestingInputs.text("constraints.expected.yaml"));
    assertThat(imported.report().text()).isEqualTo(TestingInputs.text("constraints.expected.txt"));
  }

  @Test
  void constraintsAndThresholdsReachTheMonitor() {
    Imported imported = SageMakerImport.of(CONSTRAINTS, null, "loans", "lake/loans");
    List<Constraint> checks = TestingInputs.constraints(imported.yaml());
    Monitor.Drift drift = TestingInputs.monitor(imported.yaml()).drift();

    assertThat(checks)
        .contains(
            new Constraint.Completeness("income", 0.982),
            new Constraint.AllowedValues(
                "purpose", List.of("car", "house", "education", "other: \"see notes\""), 0.95),
            new Constraint.AllowedValues("branch", List.of("north", "south"), 1.0));
    assertThat(checks).filteredOn(c -> c.kind().equals("non_negative")).hasSize(1);
    assertThat(drift.include()).containsExactly("default", "income", "purpose", "branch");
    assertThat(drift.thresholds().get("ks").drift()).isEqualTo(0.1);
    assertThat(drift.thresholds().get("l_infinity").drift()).isEqualTo(0.15);
    assertThat(drift.maxDriftedShare()).isEqualTo(0.000001);
  }

  @Test
  void suggestionsAreNotInForceAndLoadWhenTakenIn() {
    String yaml = SageMakerImport.of(CONSTRAINTS, STATISTICS, "m", "lake/t").yaml();
    String takenIn = yaml.replace("\n  # - ", "\n  - ");

    assertThat(TestingInputs.constraints(yaml))
        .extracting(Constraint::kind)
        .doesNotContain("size", "range", "approx_distinct");
    assertThat(TestingInputs.constraints(takenIn))
        .hasSize(TestingInputs.constraints(yaml).size() + 4)
        .contains(
            new Constraint.Size(12000L, null),
            new Constraint.Range("income", -120.5, 910000.25, 1));
  }

  @Test
  void whatIsDisabledIsNotPutInForce() throws IOException {
    Imported imported =
        withConfig(
            """
            {"evaluate_constraints": "Disabled", "domain_content_threshold": 0.9,
             "distribution_constraints": {"perform_comparison": "Enabled", "comparison_threshold": 0.1}}
            """);

    assertThat(TestingInputs.monitor(imported.yaml()).checks()).isEmpty();
    assertThat(imported.yaml()).doesNotContain("drift:");
    assertThat(reasons(imported, "completeness"))
        .hasSize(5)
        .containsOnly("`evaluate_constraints` is Disabled, so it is not evaluated");
    assertThat(reasons(imported, "comparison_threshold"))
        .containsExactly("distributions are not compared: it is switched off in the file");
  }

  @Test
  void theThresholdOfNumbersIsThatOfCategoriesToo() throws IOException {
    Imported imported =
        withConfig("{\"distribution_constraints\": {\"comparison_threshold\": 0.2}}");
    Map<String, Monitor.Threshold> thresholds =
        TestingInputs.monitor(imported.yaml()).drift().thresholds();

    assertThat(thresholds.get("ks").drift()).isEqualTo(0.2);
    assertThat(thresholds.get("l_infinity").drift()).isEqualTo(0.2);
  }

  @Test
  void chiSquareHasNoCounterpart() throws IOException {
    Imported imported =
        withConfig(
            """
            {"distribution_constraints": {"comparison_threshold": 0.2,
             "categorical_drift_method": "ChiSquared", "categorical_comparison_threshold": 0.05}}
            """);

    assertThat(TestingInputs.monitor(imported.yaml()).drift().thresholds()).containsOnlyKeys("ks");
    assertThat(reasons(imported, "categorical_"))
        .hasSize(2)
        .allSatisfy(reason -> assertThat(reason).contains("`ChiSquared`").contains("Cramér's V"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, is no threshold above 0",
    "-1, is no threshold above 0",
    "\"x\", is no threshold"
  })
  void aThresholdThatIsNoneIsNotMapped(String value, String reason) throws IOException {
    Imported imported =
        withConfig("{\"distribution_constraints\": {\"comparison_threshold\": " + value + "}}");

    assertThat(TestingInputs.monitor(imported.yaml()).drift().thresholds()).isNull();
    assertThat(reasons(imported, "comparison_threshold"))
        .singleElement()
        .asString()
        .contains(reason);
  }

  @Test
  void aLowDomainThresholdIsPointedOut() throws IOException {
    Imported imported = withConfig("{\"domain_content_threshold\": 0.1}");

    assertThat(imported.report().mapped())
        .filteredOn(m -> m.part().startsWith("`branch`, string_constraints"))
        .singleElement()
        .satisfies(m -> assertThat(m.differences().get(0)).contains("set `share` to 0.9"));
  }

  @Test
  void unknownKeysAreReported() throws IOException {
    Imported imported =
        imported(
            """
            {"features": [{"name": "a", "completeness": 2, "max_constraint": {"max": 3}}, {"completeness": 1}, 5],
             "monitoring_config": {"new_setting": {"x": 1}}, "extra": [1, 2]}
            """);

    assertThat(imported.report().mapped()).isEmpty();
    assertThat(imported.report().notMapped())
        .extracting(ImportReport.NotMapped::part)
        .containsExactly(
            "`a`, completeness `2`",
            "`a`, max_constraint.max `3`",
            "a feature without a name: completeness",
            "a feature without a name: ",
            "monitoring_config.new_setting.x `1`",
            "extra `[1,2]`");
    assertThat(reasons(imported, "completeness `2`"))
        .containsExactly("`2` is no share from 0 to 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>",
        "it's",
        "a \"b\"",
        "back`tick",
        "two\nlines",
        "\u2028",
        "\uD83D\uDE80",
        "yes",
        "# x",
        "a: b",
        "\u0000",
        "${env:HOME}"
      })
  void anyNameAndValueComesThrough(String name) throws IOException {
    Map<String, Object> feature =
        Map.of(
            "name",
            name,
            "inferred_type",
            "String",
            "completeness",
            0.5,
            "string_constraints",
            Map.of("domains", List.of(name)));
    Imported imported =
        imported(
            JSON.writeValueAsString(
                Map.of(
                    "features",
                    List.of(feature),
                    "monitoring_config",
                    Map.of("distribution_constraints", Map.of("comparison_threshold", 0.1)))));

    assertThat(TestingInputs.constraints(imported.yaml()))
        .containsExactlyInAnyOrder(
            new Constraint.Completeness(name, 0.5),
            new Constraint.AllowedValues(name, List.of(name), 1));
    assertThat(TestingInputs.monitor(imported.yaml()).drift().include()).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"features\": []}                     | has no features",
        "{\"binary_classification_constraints\": {}} | has no list `features`",
        "{\"features\": {}}                     | has no list `features`",
        "[1]                                    | has no list `features`",
        "{\"features\":                         | is not valid JSON"
      })
  void anotherKindOfFileIsAnErrorThatSaysWhich(String content, String message) {
    assertThatThrownBy(() -> imported(content))
        .isInstanceOfSatisfying(
            TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_IMPORTABLE))
        .hasMessageContaining(message);
  }

  @Test
  void statisticsOfAnotherKindAreAnError() {
    Path suite = TestingInputs.file("suite-new.json");

    assertThatThrownBy(() -> SageMakerImport.of(CONSTRAINTS, suite, "m", "lake/t"))
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NOT_IMPORTABLE);
              assertThat(e.reason()).contains("its keys are name, id, meta, notes, expectations");
            });
  }
}
