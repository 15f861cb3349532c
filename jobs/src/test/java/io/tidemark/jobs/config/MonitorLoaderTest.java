package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorLoaderTest {
  private static final String FOLLOWING = "reference: {version: 3, follow: champion}\n";
  private static final String TRAINING =
      "training:\n  label: a > 1\n  features: {b: {kind: numeric}}\n  split: {column: c}\n";
  private static final String SMALL = "monitor: m\ntable: lake/t\n";

  private final MonitorLoader loader = new MonitorLoader();

  private Monitor parse(String yaml) {
    return loader.parse("m.yaml", yaml, Map.of());
  }

  private List<String> problems(String yaml) {
    return problems(yaml, Map.of());
  }

  private List<String> problems(String yaml, Map<String, String> overrides) {
    ConfigException e =
        catchThrowableOfType(ConfigException.class, () -> loader.parse("m.yaml", yaml, overrides));
    assertThat(e).as("the monitor was accepted:%n%s", yaml).isNotNull();
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void fillsInTheDocumentedDefaults() {
    Monitor monitor = parse(SMALL);

    assertThat(monitor.environment()).isEqualTo("dev");
    assertThat(monitor.out()).isEqualTo("tidemark-out");
    assertThat(monitor.reference()).isNull();
    assertThat(monitor.retrain().onDrift()).isTrue();
    assertThat(monitor.retrain().coolDown()).isEqualTo(Duration.ofDays(7));
    assertThat(monitor.checks()).isEmpty();
  }

  @Test
  void everyDefaultInTheSchemaIsTheOneInForce() {
    Monitor monitor = parse(SMALL);
    var properties = new MonitorSchema().tree().path("properties");

    assertThat(properties.at("/environment/default").asText()).isEqualTo(monitor.environment());
    assertThat(properties.at("/out/default").asText()).isEqualTo(monitor.out());
    assertThat(properties.at("/retrain/properties/cool_down/default").asText())
        .satisfies(
            text -> assertThat(Duration.parse(text)).isEqualTo(monitor.retrain().coolDown()));
    assertThat(properties.at("/drift/properties/alpha/default").asDouble())
        .isEqualTo(DriftSettings.driftOptions(monitor, List.of(), null).alpha());
    assertThat(properties.at("/drift/properties/max_drifted_share/default").asDouble())
        .isEqualTo(DriftSettings.driftOptions(monitor, List.of(), null).maxDriftedShare());
  }

  @Test
  void everyKindAndNameThatTheSchemaAllowsMakesAConstraint() {
    var kinds = new MonitorSchema().tree().at("/properties/checks/items/properties").properties();
    List<String> made = new ArrayList<>();
    for (var kind : kinds) {
      var names = kind.getValue().at("/properties/is/enum");
      JsonNode example = kind.getValue().at("/examples/0");
      for (int i = 0; i < Math.max(1, names.size()); i++) {
        if (!names.isMissingNode()) {
          ((ObjectNode) example).set("is", names.get(i));
        }
        Monitor monitor = parse(SMALL + "checks: [{ " + kind.getKey() + ": " + example + " }]");
        made.add(Suites.of(monitor).constraints().get(0).kind());
      }
    }
    assertThat(made)
        .containsAll(kinds.stream().map(Map.Entry::getKey).toList())
        .hasSize(kinds.size() + 6 + 5);
  }

  @Test
  void tenLinesAreEnoughForKeyChecksAgainstAReference() {
    Monitor monitor = parse("monitor: trips\ntable: lake/trips\nreference: 0\nkey: [trip_id]\n");

    assertThat(monitor.reference()).isEqualTo("0");
    assertThat(Suites.of(monitor).constraints())
        .extracting(c -> c.id())
        .containsExactly("completeness(trip_id)", "uniqueness(trip_id)");
  }

  @Test
  void aSpelledOutCheckTakesThePlaceOfTheOneThatTheKeyImplies() {
    Monitor monitor = parse(SMALL + "key: [a]\nchecks:\n  - completeness: {column: a, min: 0.5}\n");

    assertThat(Suites.of(monitor).constraints())
        .extracting(c -> c.id() + " " + c.expected())
        .containsExactly("uniqueness(a) >= 1", "completeness(a) >= 0.5");
  }

  @Test
  void aMonitorWithoutChecksStillChecksThatTheTableIsNotEmpty() {
    assertThat(Suites.of(parse(SMALL)).constraints())
        .extracting(c -> c.id())
        .containsExactly("size");
  }

  @Test
  void checksThatContradictThemselvesAreReportedTogetherEachWithItsLine() {
    assertThat(
            problems(
                SMALL
                    + "checks:\n  - anomaly: {of: {size: {}}, robust_z: 4, over: 5}\n"
                    + "  - row_count_match: {table: x, version: previous}\n"))
        .satisfiesExactly(
            text -> assertThat(text).startsWith("m.yaml:4: an anomaly check over 5 earlier values"),
            text -> assertThat(text).startsWith("m.yaml:5: `version: previous` of another table"));
  }

  @Test
  void expressionsWithinChecksAndOnOtherTablesAreVettedToo() {
    assertThat(
            problems(
                SMALL
                    + "checks:\n  - foreign_key: {columns: [a], table: x, other_where: 'a in (select 1)'}\n"
                    + "  - anomaly: {of: {size: {where: rand() > 0.5}}, robust_z: 4}\n"))
        .satisfiesExactly(
            text -> assertThat(text).contains("foreign_key.other_where` has a subquery"),
            text -> assertThat(text).contains("anomaly.of.size.where` uses `rand`"));
  }

  @Test
  void rulesOnRetrainingFitTheModel() {
    assertThat(
            problems(
                SMALL
                    + TRAINING
                    + "retrain:\n  quality_drop: {metric: rmse, by: 1}\n  estimated_drop: {metric: auc, by: 0.1}\n"))
        .singleElement()
        .asString()
        .startsWith(
            "m.yaml:8: `retrain.quality_drop.metric`: `rmse` is not measured for task `binary`; its metrics are auc, ");
    assertThat(problems(SMALL + FOLLOWING + "retrain:\n  max_age: P1D\n"))
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).startsWith("m.yaml:5: `retrain.max_age` is about a model"),
            text -> assertThat(text).startsWith("m.yaml:3: `reference` follows the champion"));
  }

  @Test
  void theReferenceMayFollowTheChampion() {
    Monitor monitor = new MonitorLoader().parse("m.yaml", SMALL + FOLLOWING + TRAINING, Map.of());
    assertThat(monitor.reference()).isEqualTo("3");
    assertThat(monitor.followsChampion()).isTrue();
    assertThat(monitor.withReference("5").followsChampion()).isFalse();
    assertThat(problems(SMALL + "reference: {follow: champion}\n"))
        .containsExactly("m.yaml:3: `reference` lacks the key `version`");
    assertThat(problems(SMALL + "follows_champion: true\n"))
        .singleElement()
        .asString()
        .startsWith("m.yaml:3: unknown key `follows_champion`");
  }

  @Test
  void reportsAllMistakesAtOnceWithTheirLines() {
    List<String> problems =
        problems(
            """
            monitor: m
            tabel: lake/t
            reference: [1]
            checks:
              - completness: {column: a}
              - range: {column: a, mn: 1}
              - pattern: {column: a, regex: "[a"}
              - size: {min: ten}
              - mean: {column: a, min: 5, max: 1}
              - satisfies: {sql: "a >"}
            drift:
              alpha: 2
              columns:
                a: {importance: criticl}
            """);

    assertThat(problems)
        .containsExactlyInAnyOrder(
            "m.yaml:1: the monitor lacks the key `table`",
            "m.yaml:2: unknown key `tabel`; did you mean `table`?",
            "m.yaml:3: `reference` must be a whole number or text or a map, not a list",
            "m.yaml:5: unknown key `completness` in `checks[1]`; did you mean `completeness`?",
            "m.yaml:6: unknown key `mn` in `checks[2].range`; did you mean `min`?",
            "m.yaml:6: `checks[2].range` has none of `min`, `max`; give at least one",
            "m.yaml:7: `checks[3].pattern.regex` is not a regular expression: Unclosed character class at index 1"
                + " (`[a`)",
            "m.yaml:8: `checks[4].size.min` must be a whole number, not `ten`",
            "m.yaml:9: `min` (5) is above `max` (1); swap or mend them",
            "m.yaml:10: `checks[6].satisfies.sql` is not a Spark SQL expression: [PARSE_SYNTAX_ERROR] Syntax error at"
                + " or near end of input.(line 1, pos 3) (`a >`)",
            "m.yaml:12: `drift.alpha` is `2`, but must be less than 1",
            "m.yaml:14: `drift.columns.a.importance` is `criticl`, but must be one of low, normal, high, critical; did"
                + " you mean `critical`?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a in (select b from t) | has a subquery",
        "reflect('java.lang.Runtime', 'getRuntime') is not null | uses `reflect`",
        "a > java_method('x', 'y') | uses `java_method`",
        "rand() < 0.5 | uses `rand`",
        "input_file_name() = 'x' | uses `input_file_name`",
        "a > now() | uses `now`",
        "d < current_date | uses `current_date`",
        "d < current_timestamp | uses `current_timestamp`",
        "unix_timestamp() > a | uses `unix_timestamp`",
        "t < timestamp'now' | uses `now or today`",
        "builtin.reflect('a', 'b') = 'c' | uses `reflect`",
        "random() < 0.5 | uses `random`",
      })
  void refusesExpressionsThatReachOutsideTheRow(String sql, String reason) {
    assertThat(problems(SMALL + "where: \"" + sql + "\"\n"))
        .singleElement()
        .asString()
        .contains(reason);
  }

  @Test
  void aKeyGivenTwiceIsAMistake() {
    assertThat(problems("monitor: m\ntable: a/b\ntable: c/d\n"))
        .containsExactly("m.yaml:3: key `table` is given twice; remove one of them");
  }

  @Test
  void brokenYamlNamesTheLine() {
    assertThat(problems("monitor: m\ntable: [a\n"))
        .singleElement()
        .asString()
        .startsWith("m.yaml:3: not valid YAML");
  }

  @Test
  void anAliasWithinItsOwnAnchorIsAMistake() {
    assertThat(problems(SMALL + "checks: &a [*a]\n"))
        .contains("m.yaml:3: an alias (`*`) stands within its own anchor (`&`); write it out");
  }

  @Test
  void whatTheParserRefusesWithoutALineIsAMistakeToo() {
    assertThat(problems(SMALL + "where: \"a\u0001\"\n"))
        .first()
        .asString()
        .startsWith("m.yaml: not valid YAML");
    assertThat(problems(SMALL + "checks: " + "[".repeat(60) + "]".repeat(60) + "\n"))
        .first()
        .asString()
        .startsWith("m.yaml: not valid YAML");
  }

  @Test
  void numbersTooLargeForTheirKeyAreMistakes() {
    assertThat(problems(SMALL + "reference: 99999999999999999999\n"))
        .containsExactly(
            "m.yaml:3: `reference` is `99999999999999999999`, but must be at most 9007199254740991");
  }

  @Test
  void anEmptyFileSaysWhatAMonitorNeeds() {
    assertThat(problems(""))
        .containsExactly(
            "m.yaml:1: the file is empty; a monitor needs at least `monitor` and `table`");
  }

  @Test
  void aListInsteadOfAMapIsAMistake() {
    assertThat(problems("- a\n"))
        .containsExactly("m.yaml:1: a monitor is a map of keys such as `monitor:` and `table:`");
  }

  @Test
  void twoConstraintsOfOneIdAreAMistake() {
    String yaml =
        SMALL + "checks:\n  - completeness: {column: a}\n  - completeness: {column: a, min: 0.5}\n";

    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .startsWith("m.yaml:3: ")
        .contains("`completeness(a)`");
  }

  @Test
  void aWarningThresholdAboveTheDriftThresholdIsAMistake() {
    assertThat(problems(SMALL + "drift:\n  thresholds:\n    psi: {warn: 0.3}\n"))
        .containsExactly(
            "m.yaml:3: threshold `psi` warns at 0.3, above its drift threshold 0.25; mend one of them");
  }

  @Test
  void overridesReplaceAndCreateKeys() {
    Monitor monitor =
        loader.parse(
            "m.yaml",
            SMALL + "drift: {alpha: 0.05}\n",
            Map.of("drift.alpha", "0.01", "table", "'other/t'", "retrain.on_drift", "false"));

    assertThat(monitor.drift().alpha()).isEqualTo(0.01);
    assertThat(monitor.table()).isEqualTo("other/t");
    assertThat(monitor.retrain().onDrift()).isFalse();
  }

  @Test
  void anOverrideReachesIntoAList() {
    String yaml = SMALL + "checks:\n  - completeness: {column: a}\n  - size: {min: 1}\n";

    Monitor monitor = loader.parse("m.yaml", yaml, Map.of("checks.1.size.min", "5"));

    assertThat(Suites.of(monitor).constraints())
        .extracting(c -> c.id() + " " + c.expected())
        .containsExactly("completeness(a) >= 1", "size >= 5");
  }

  @Test
  void anOverrideOfAnEntryThatIsNotThereIsAMistake() {
    String yaml = SMALL + "checks:\n  - size: {min: 1}\n";

    assertThat(problems(yaml, Map.of("checks.1", "{size: {min: 2}}")))
        .containsExactly("--set: `checks.1` does not exist: the list has entries 0 to 0");
    assertThat(problems(yaml, Map.of("monitor.x", "1")))
        .containsExactly("--set: `monitor.x` does not exist: there is no map or list at `monitor`");
  }

  @Test
  void mistakesInOverridesAreNamedAsSuch() {
    assertThat(problems(SMALL, Map.of("drift.alfa", "0.01")))
        .containsExactly("--set: unknown key `alfa` in `drift`; did you mean `alpha`?");
  }

  @Test
  void aMissingFileNamesItsPath(@TempDir Path folder) {
    Path file = folder.resolve("none.yaml");

    assertThatThrownBy(() -> loader.load(file.toString(), Map.of()))
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_NOT_READABLE))
        .hasMessage("monitor file `" + file + "` does not exist");
  }

  @Test
  void whereTableAndOutputLieDoesNotChangeTheCanonicalText() {
    Monitor here = loader.parse("m.yaml", SMALL, Map.of());
    Monitor there = loader.parse("m.yaml", SMALL, Map.of("table", "'/x/t'", "out", "/y"));
    Monitor stricter = loader.parse("m.yaml", SMALL, Map.of("drift.alpha", "0.01"));

    assertThat(MonitorLoader.canonical(here)).isEqualTo(MonitorLoader.canonical(there));
    assertThat(MonitorLoader.canonical(here)).isNotEqualTo(MonitorLoader.canonical(stricter));
  }

  @Test
  void theExampleMonitorIsValid() throws Exception {
    Path example = Path.of(System.getProperty("tidemark.root"), "examples/flights/monitor.yaml");

    assertThat(loader.parse("monitor.yaml", Files.readString(example), Map.of()).monitor())
        .isEqualTo("flights");
  }
}
