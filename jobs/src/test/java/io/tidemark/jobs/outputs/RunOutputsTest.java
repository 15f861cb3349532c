package io.tidemark.jobs.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.Severity;
import io.tidemark.checks.SuiteResult;
import io.tidemark.jobs.Progress;
import io.tidemark.jobs.RunOutcome;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.http.Retries;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOutputsTest {
  private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
  private static final RunResult RUN =
      RunResult.builder("flights-validate-v4-0123", "flights", "validate", "dev")
          .verdict(RunVerdict.FAIL, "Of 1 checks 1 failed.")
          .time(START, START.plusSeconds(20))
          .checks(
              new SuiteResult(
                  List.of(
                      new CheckResult(
                          "completeness(delay)",
                          "completeness",
                          List.of("delay"),
                          Severity.ERROR,
                          CheckStatus.FAIL,
                          ">= 0.99",
                          0.5,
                          "half of them"))))
          .build();

  @TempDir private Path folder;
  private final List<String> notes = new ArrayList<>();

  @Test
  void everyOutputGoesIntoTheRunsFolderUnlessTheMonitorNamesAFile() throws IOException {
    Path junit = folder.resolve("ci/junit.xml");

    Written written =
        write(
            "{junit: {file: '%s'}, markdown: {}, prometheus: {}, openlineage: {}}".formatted(junit),
            Map.of());

    assertThat(written.failures()).isEmpty();
    assertThat(written.places())
        .extracting(Written.Place::where)
        .containsExactly(
            junit.toString(),
            runFolder() + "/summary.md",
            runFolder() + "/metrics.prom",
            runFolder() + "/openlineage.ndjson");
    assertThat(written.places())
        .allSatisfy(place -> assertThat(Path.of(place.where())).isNotEmptyFile());
    assertThat(Files.readString(junit)).contains("failures=\"1\"");
  }

  @Test
  void theTextfileOfARunTakesThePlaceOfTheOneBeforeAndNothingElseIsThere() throws IOException {
    String outputs = "{prometheus: {dir: '%s'}}".formatted(folder.resolve("textfile"));
    write(outputs, Map.of());

    write(outputs, Map.of());

    try (Stream<Path> files = Files.list(folder.resolve("textfile"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactly("tidemark_flights_dev_validate.prom");
    }
  }

  @Test
  void metricsArePutToTheGroupOfMonitorEnvironmentAndCommand() throws IOException {
    try (TestingEndpoint gateway = new TestingEndpoint(200, "")) {
      Written written =
          write("{prometheus: {pushgateway: '%s/'}}".formatted(gateway.address()), Map.of());

      assertThat(written.failures()).isEmpty();
      assertThat(gateway.requests).hasSize(1);
      assertThat(gateway.requests.get(0).line())
          .isEqualTo("PUT /metrics/job/tidemark/monitor/flights/environment/dev/command/validate");
      assertThat(gateway.requests.get(0).body())
          .isEqualTo(Files.readString(Path.of(runFolder(), "metrics.prom")));
    }
  }

  @Test
  void aServerThatFailsIsAskedThreeTimesAndIsANote() throws IOException {
    try (TestingEndpoint gateway = new TestingEndpoint(503, "come\nback")) {
      Written written =
          write("{prometheus: {pushgateway: '%s'}}".formatted(gateway.address()), Map.of());

      assertThat(gateway.requests).hasSize(3);
      assertThat(written.failures()).isEmpty();
      assertThat(outcome(0).with(written).exitCode()).isZero();
      assertThat(notes)
          .singleElement()
          .asString()
          .contains("output `prometheus` was not sent to " + gateway.address())
          .contains("status 503: come (tried 3 times)");
    }
  }

  @Test
  void aServerThatIsRequiredGivesTheExitCodeOfASinkUnlessTheRunFailed() throws IOException {
    Written written =
        write(
            "{prometheus: {pushgateway: 'http://127.0.0.1:1', required: true}, junit: {}}",
            Map.of());

    assertThat(written.failures())
        .singleElement()
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTPUT_NOT_SENT));
    assertThat(Path.of(runFolder(), "junit.xml")).exists();
    assertThat(outcome(0).with(written).exitCode()).isEqualTo(22);
    assertThat(outcome(10).with(written).exitCode()).isEqualTo(10);
  }

  @Test
  void aFileThatCannotBeWrittenKeepsNoOtherFromBeingWritten() throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "");

    Written written =
        write("{junit: {file: '%s/junit.xml'}, markdown: {}}".formatted(blocked), Map.of());

    assertThat(Path.of(runFolder(), "summary.md")).exists();
    assertThat(written.failures()).hasSize(1);
    assertThat(written.failures().get(0).getMessage())
        .startsWith("output `junit` was not written: `" + blocked + "/junit.xml`");
    assertThat(outcome(0).with(written).exitCode()).isEqualTo(22);
  }

  @Test
  void annotationsArePrintedInGithubActionsAndTheSummaryIsAddedToTheJobs() throws IOException {
    Path summary = Files.writeString(folder.resolve("summary"), "before\n");
    Map<String, String> actions =
        Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());

    assertThat(write("{github: {}}", Map.of()).lines()).isEmpty();
    assertThat(write("{github: {when: always}}", Map.of()).lines()).hasSize(2);
    assertThat(write("{github: {}}", actions).lines().get(0))
        .startsWith("::error title=Tidemark flights%3A checks completeness(delay) FAIL::half");
    assertThat(Files.readString(summary)).startsWith("before\n## ❌ Tidemark `flights`: FAIL\n");
  }

  @Test
  void eventsArePostedInOrderWithTheTokenAndTheParent() throws IOException {
    String parent = "scheduler/daily.flights/0198c5d0-0000-7000-8000-000000000001";
    try (TestingEndpoint marquez = new TestingEndpoint(201, "")) {
      write(
          "{openlineage: {url: '%s/api/v1/lineage'}}".formatted(marquez.address()),
          Map.of("OPENLINEAGE_API_KEY", "s3cret", "OPENLINEAGE_PARENT_ID", parent));

      assertThat(marquez.requests)
          .extracting(TestingEndpoint.Request::line)
          .containsExactly("POST /api/v1/lineage", "POST /api/v1/lineage");
      assertThat(marquez.requests.get(0).body())
          .contains("\"START\"")
          .contains("\"name\":\"daily.flights\"");
      assertThat(marquez.requests.get(1).body()).contains("\"COMPLETE\"");
      assertThat(marquez.requests.get(0).authorization()).isEqualTo("Bearer s3cret");
    }
  }

  @Test
  void anAnswerThatRepeatsTheTokenDoesNotShowIt() throws IOException {
    try (TestingEndpoint marquez = new TestingEndpoint(401, "no such token: s3cret")) {
      Written written =
          write(
              "{openlineage: {required: true, url: '%s'}}".formatted(marquez.address()),
              Map.of("OPENLINEAGE_API_KEY", "s3cret"));

      assertThat(marquez.requests).hasSize(1);
      assertThat(written.failures().get(0).reason()).endsWith("status 401: no such token: ***");
    }
  }

  @Test
  void aParentThatIsNoneIsANoteAndTheEventsAreWritten() throws IOException {
    write("{openlineage: {}}", Map.of("OPENLINEAGE_PARENT_ID", "daily"));

    assertThat(notes).singleElement().asString().contains("must be NAMESPACE/JOB/RUN");
    assertThat(Path.of(runFolder(), "openlineage.ndjson")).exists();
  }

  private Written write(String outputs, Map<String, String> environment) {
    Monitor monitor =
        new MonitorLoader()
            .parse("m.yaml", "monitor: flights\ntable: a/b\noutputs: " + outputs + "\n", Map.of());
    Progress progress =
        new Progress() {
          @Override
          public void begin(String phase, String detail) {}

          @Override
          public void note(String text) {
            notes.add(text);
          }
        };
    return new RunOutputs(
            new RunFiles(new Configuration(), folder.toString()),
            monitor,
            progress,
            environment,
            new Retries(3, pause -> {}))
        .write(RUN, runFolder(), null);
  }

  private String runFolder() {
    return folder + "/runs/" + RUN.runId();
  }

  private RunOutcome outcome(int exitCode) {
    return new RunOutcome(RUN, exitCode, runFolder() + "/verdict.json", null, null);
  }
}
