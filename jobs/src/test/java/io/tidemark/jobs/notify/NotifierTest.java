package io.tidemark.jobs.notify;

import static io.tidemark.jobs.TestingThreads.atOnce;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.TestingSpark;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.http.TestingServer;
import io.tidemark.jobs.notify.message.Findings;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.reports.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sinks get of several runs, with the state in a real result store. */
class NotifierTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final TestingClock clock = new TestingClock();
  private final TestingProgress progress = new TestingProgress();
  private ResultStore store = new ResultStore(TestingSpark.session(), "");

  @BeforeEach
  void openStore() {
    store = new ResultStore(TestingSpark.session(), folder + "/results");
  }

  private Notifier notifier(TestingServer server, String rest) {
    Monitor monitor =
        new MonitorLoader()
            .parse(
                "m.yaml",
                """
                monitor: flights
                table: t
                notify:
                  sinks:
                  - {name: hook, webhook: {url_env: H_URL}, tls: not_required, attempts: 1}
                """
                    + rest,
                Map.of());
    return new Notifier(
        monitor,
        Objects.requireNonNull(monitor.notifications()),
        store,
        clock,
        progress,
        Map.of("H_URL", server.address() + "/s3cret"),
        clock::pass);
  }

  private boolean tell(TestingServer server, RunResult run) {
    return notifier(server, "").tell(run, pins(run), "out/report/runs/r.html");
  }

  private static RowPins pins(RunResult run) {
    return new RowPins(
        run.runId(),
        "flights",
        "table-1",
        Objects.requireNonNull(run.pins()).tableVersion(),
        null,
        "c",
        "test");
  }

  private static JsonNode body(TestingServer server, int number) {
    try {
      return JSON.readTree(server.bodies.get(number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> events(TestingServer server) {
    return server.bodies.stream()
        .map(
            body -> {
              try {
                return JSON.readTree(body).path("event").asText();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private List<String> states() {
    return store
        .query(
            StoreTable.NOTIFICATIONS,
            rows -> rows.orderBy(col("sequence"), col("at"), col("state").desc()))
        .stream()
        .map(row -> row.<Long>getAs("sequence") + " " + row.<String>getAs("state"))
        .toList();
  }

  @Test
  void severalRunsTellOfChangesAndOfTheRecoveryOnce() throws Exception {
    try (TestingServer server = TestingServer.always(200, "")) {
      assertThat(tell(server, TestingRuns.checks(1))).isTrue();
      assertThat(store.query(StoreTable.NOTIFICATIONS, rows -> rows)).isEmpty();

      assertThat(tell(server, TestingRuns.checks(2, "a"))).isTrue();
      // The same run again, and the next one with the same finding.
      tell(server, TestingRuns.checks(2, "a"));
      tell(server, TestingRuns.checks(3, "a"));
      assertThat(events(server)).containsExactly("findings");

      // Another command has a state of its own.
      tell(server, TestingRuns.failed("monitor", 3, "gone"));
      assertThat(body(server, 1).path("incident").asText())
          .isEqualTo("tidemark/flights/dev/monitor");

      clock.pass(Duration.ofDays(8));
      tell(server, TestingRuns.checks(4, "a"));
      tell(server, TestingRuns.checks(5));
      tell(server, TestingRuns.checks(6));
      assertThat(events(server)).containsExactly("findings", "findings", "reminder", "recovery");
      assertThat(body(server, 3).path("resolved")).hasToString("[\"checks/check/a/FAIL\"]");
      assertThat(server.headers.stream().map(h -> h.getFirst("Tidemark-Delivery")))
          .doesNotHaveDuplicates();
      assertThat(states())
          .containsExactly(
              "0 SENT",
              "0 SENT",
              "0 SENDING",
              "0 SENDING",
              "1 SENT",
              "1 SENDING",
              "2 SENT",
              "2 SENDING");
      assertThat(progress.notes).isEmpty();
      assertThat(everythingBelow(folder)).doesNotContain("s3cret");
    }
  }

  private static String everythingBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
      return all.toString();
    }
  }

  @Test
  void whatWasNotTakenIsSentByTheNextRun() {
    try (TestingServer server =
        new TestingServer(
            (exchange, number, body) ->
                TestingServer.send(exchange, number == 1 ? 500 : 200, ""))) {
      assertThat(tell(server, TestingRuns.checks(1, "a"))).isFalse();
      assertThat(progress.notes)
          .containsExactly(
              "sink `hook` was not told: the request was answered with status 500 (tried 1 time)");

      assertThat(tell(server, TestingRuns.checks(1, "a"))).isTrue();
      assertThat(tell(server, TestingRuns.checks(1, "a"))).isTrue();

      assertThat(events(server)).containsExactly("findings", "findings");
      assertThat(body(server, 1).path("delivery")).isEqualTo(body(server, 0).path("delivery"));
      assertThat(states()).containsExactly("0 SENDING", "0 FAILED", "1 SENT", "1 SENDING");
    }
  }

  @Test
  void whatAProcessThatWasKilledLeftOpenIsSentAgainOnceItsClaimHasEnded() {
    try (TestingServer server = TestingServer.always(200, "")) {
      RunResult run = TestingRuns.checks(1, "a");
      NotificationLog log = new NotificationLog(store, "flights", "dev", "run");
      Plan plan =
          Plan.of(
                  Objects.requireNonNull(
                          new MonitorLoader()
                              .parse(
                                  "m.yaml",
                                  """
                                  monitor: flights
                                  table: t
                                  notify: {sinks: [{name: hook, slack: {url_env: S_URL}}]}
                                  """,
                                  Map.of())
                              .notifications())
                      .sinks()
                      .get(0),
                  new Plan.Run(Findings.of(run), false, "table-1", 1L),
                  Optional.empty(),
                  clock.instant(),
                  Duration.ofDays(7))
              .orElseThrow();
      log.claim(
          pins(run),
          "tidemark/flights/dev/run",
          List.of(plan),
          0,
          clock.instant(),
          clock.instant().plusSeconds(3));

      assertThat(tell(server, run)).isTrue();

      assertThat(clock.instant()).isEqualTo("2026-05-01T10:00:03Z");
      assertThat(events(server)).containsExactly("findings");
      assertThat(body(server, 0).path("delivery").asText())
          .isEqualTo(plan.delivery("tidemark/flights/dev/run"));
      assertThat(states()).containsExactly("0 SENDING", "1 SENT", "1 SENDING");
    }
  }

  @Test
  void twoProcessesOnTheSameRunTellOnce() throws Exception {
    try (TestingServer server = TestingServer.always(200, "")) {
      RunResult run = TestingRuns.checks(1, "a");
      Callable<Boolean> one = () -> tell(server, run);

      assertThat(atOnce(List.of(one, one))).containsExactly(true, true);

      assertThat(events(server)).containsExactly("findings");
    }
  }

  @Test
  void aSinkGetsNoMoreMessagesThanTheLimitAndTheLatestStateAfterwards() {
    try (TestingServer server = TestingServer.always(200, "")) {
      Notifier limited = notifier(server, "  most_per_hour: 1\n");
      for (int version = 1; version <= 2; version++) {
        RunResult run = TestingRuns.checks(version, "check" + version);
        assertThat(limited.tell(run, pins(run), "r")).isTrue();
      }
      assertThat(events(server)).hasSize(1);
      assertThat(progress.notes)
          .containsExactly(
              "sink `hook` has had as many messages within an hour as `notify.most_per_hour` allows (1); a later run tells it");

      clock.pass(Duration.ofMinutes(61));
      RunResult later = TestingRuns.checks(3, "check2");
      limited.tell(later, pins(later), "r");
      assertThat(body(server, 1).at("/findings/0/text").asText()).isEqualTo("check2");
    }
  }

  @Test
  void aStoreThatCannotBeWrittenMeansThatNobodyIsTold() throws Exception {
    Files.writeString(folder.resolve("results"), "no folder");
    try (TestingServer server = TestingServer.always(200, "")) {
      assertThat(tell(server, TestingRuns.checks(1, "a"))).isFalse();

      assertThat(server.requests).isEmpty();
      assertThat(progress.notes.stream().collect(Collectors.joining()))
          .startsWith("notify: nobody was told: the result store table");
    }
  }
}
