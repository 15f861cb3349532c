package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidemark.checks.FailingRows;
import io.tidemark.reports.machine.PrometheusMetric;
import io.tidemark.reports.machine.PrometheusText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alerts of {@code examples/monitoring}, against a real Prometheus. */
@NullUnmarked // the server is started before all tests
class MonitoringExamplesTest {
  private static final Path EXAMPLES = TestingTool.root().resolve("examples/monitoring");
  private static final Path ALERTS = EXAMPLES.resolve("tidemark-alerts.yml");
  private static final Pattern NAME = Pattern.compile("\\btidemark_[a-z_]+\\b");

  @TempDir private static Path folder;
  private static TestingPrometheus prometheus;

  @BeforeAll
  static void scrapeRunsOfEveryKind() throws Exception {
    RunResult broken = SampleResults.broken(6);
    Map<String, RunResult> runs = new LinkedHashMap<>();
    runs.put("calm", SampleResults.calm(1));
    runs.put("alarm", SampleResults.alarm(5));
    runs.put(
        "broken",
        broken.toBuilder()
            .checks(
                Objects.requireNonNull(broken.checks())
                    .with(new FailingRows("lake/quarantine", 38, null, null, null)))
            .build());
    runs.put("error", SampleResults.error());
    runs.put("refused", SampleModels.refused());
    runs.put("monitored", labelledLast());
    runs.put("scored", SampleInference.scored());
    Map<String, String> texts = new LinkedHashMap<>();
    runs.forEach((job, run) -> texts.put(job, PrometheusText.render(run)));
    prometheus = new TestingPrometheus(folder, ALERTS, texts);
    prometheus.await("up == 1", runs.size());
    prometheus.awaitRules();
  }

  /** The newest window of the sample has no row, and so no figures. */
  private static RunResult labelledLast() {
    RunResult run = SampleInference.monitored();
    InferenceResult all = Objects.requireNonNull(run.inference());
    return run.toBuilder()
        .inference(
            new InferenceResult(
                all.task(),
                all.every(),
                all.windows().subList(0, 2),
                all.reference(),
                all.alerts(),
                all.verdict(),
                all.reason(),
                all.notes()))
        .build();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    prometheus.close();
  }

  @Test
  void everyQueryOfTheDashboardGivesAResult() throws Exception {
    for (String query : dashboardQueries()) {
      assertThat(prometheus.query(query)).as(query).isNotEmpty();
    }
  }

  @Test
  void everyAlertFiresForTheRunsThatItIsMeantFor() throws Exception {
    assertThat(alerting("broken"))
        .contains(
            "TidemarkChecksFailed",
            "TidemarkChecksWarn",
            "TidemarkRetrainingHeld",
            "TidemarkRowsSetApart");
    assertThat(alerting("alarm"))
        .contains(
            "TidemarkChecksWarn",
            "TidemarkDrift",
            "TidemarkColumnsDrift",
            "TidemarkRetrainingRequested")
        .doesNotContain("TidemarkChecksFailed");
    assertThat(alerting("error")).contains("TidemarkRunFailed");
    assertThat(alerting("refused")).contains("TidemarkModelRefused");
    assertThat(alerting("monitored")).contains("TidemarkModelInUse");
    assertThat(alerting("scored")).contains("TidemarkRowsNotScored");
    // The samples are of a day long ago, and nothing else is wrong with this one.
    assertThat(alerting("calm"))
        .containsExactlyInAnyOrder("TidemarkRunMissing", "TidemarkTableNotWritten");
  }

  /** Aggregating drops the job; such alerts are told apart by what they are about. */
  private static Set<String> alerting(String job) throws Exception {
    Set<String> names = new HashSet<>(prometheus.labels("ALERTS{job='" + job + "'}", "alertname"));
    JsonNode failed =
        prometheus.query("sum(tidemark_checks{job='" + job + "',status=~'FAIL|ERROR'}) > 0");
    if (!failed.isEmpty()) {
      names.addAll(prometheus.labels("ALERTS{alertname='TidemarkChecksFailed'}", "alertname"));
    }
    return names;
  }

  @Test
  void promtoolAcceptsTheAlertsAndTheirTestsPass() throws Exception {
    TestingTool check =
        TestingTool.run("", List.of("promtool", "check", "rules", ALERTS.toString()));
    TestingTool test =
        TestingTool.run(
            "",
            List.of(
                "promtool",
                "test",
                "rules",
                EXAMPLES.resolve("tidemark-alerts.test.yml").toString()));

    assertThat(check.exitCode()).as(check.said()).isZero();
    assertThat(test.exitCode()).as(test.said()).isZero();
  }

  @Test
  void bothUseExportedNamesOnly() throws IOException {
    Set<String> exported =
        Arrays.stream(PrometheusMetric.values())
            .map(PrometheusMetric::key)
            .collect(Collectors.toSet());

    for (String file : List.of("tidemark-alerts.yml", "tidemark-dashboard.json")) {
      Set<String> used =
          NAME.matcher(Files.readString(EXAMPLES.resolve(file)))
              .results()
              .map(match -> match.group())
              .collect(Collectors.toSet());
      assertThat(used).as(file).isNotEmpty().isSubsetOf(exported);
    }
  }

  @Test
  void theDashboardsPanelsHaveIdsOfTheirOwnAndNoneCoversAnother() throws IOException {
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonNode panel : dashboard().get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      assertThat(panel.get("title").asText()).isNotBlank();
      JsonNode grid = panel.get("gridPos");
      assertThat(grid.get("x").asInt() + grid.get("w").asInt()).isLessThanOrEqualTo(24);
      for (int x = grid.get("x").asInt(); x < grid.get("x").asInt() + grid.get("w").asInt(); x++) {
        for (int y = grid.get("y").asInt();
            y < grid.get("y").asInt() + grid.get("h").asInt();
            y++) {
          assertThat(cells.add(List.of(x, y))).as("cell " + x + "," + y).isTrue();
        }
      }
      Set<String> letters = new HashSet<>();
      panel.path("targets").forEach(t -> assertThat(letters.add(t.get("refId").asText())).isTrue());
    }
  }

  /** All queries, for all monitors and environments. */
  private static List<String> dashboardQueries() throws IOException {
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : dashboard().get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            target.get("expr").asText().replace("$monitor", ".*").replace("$environment", ".*"));
      }
    }
    assertThat(queries).hasSizeGreaterThan(15).allSatisfy(q -> assertThat(q).doesNotContain("$"));
    return queries;
  }

  private static JsonNode dashboard() throws IOException {
    return new JsonMapper().readTree(EXAMPLES.resolve("tidemark-dashboard.json").toFile());
  }
}
