package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.http.TestingServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notifications of real runs, and the command that tries the sinks. */
class NotifyCommandTest {
  private static final String SECRET = "s3cret-of-the-sinks";

  @TempDir private Path folder;

  /** Secrets come from files: this process's environment cannot be changed. */
  private Path monitor(TestingServer server, String rest) throws IOException {
    Path url = Files.writeString(folder.resolve("url"), server.address() + "/" + SECRET + "\n");
    Path key = Files.writeString(folder.resolve("key"), SECRET);
    return Files.writeString(
        folder.resolve("m.yaml"),
        """
        monitor: flights
        table: TABLE
        out: OUT
        checks:
          - range: {column: distance, max: 10, id: "<!channel> near"}
        notify:
          sinks:
            - name: hook
              webhook: {url_file: URL, secret_file: KEY}
              tls: not_required
              attempts: 1
            - name: team
              slack: {url_file: URL}
              tls: not_required
              attempts: 1
            - name: pager
              pagerduty: {routing_key_file: KEY, url_file: URL}
              tls: not_required
              attempts: 1
        """
                .replace("TABLE", folder.resolve("flights").toString())
                .replace("OUT", out().toString())
                .replace("URL", url.toString())
                .replace("KEY", key.toString())
            + rest);
  }

  private Path out() {
    return folder.resolve("out");
  }

  private String everythingWritten() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(out())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void aRunTellsEverySinkOnceAndShowsNoSecretAnywhere() throws Exception {
    TestingFlights.table(folder);
    List<String> said = new ArrayList<>();
    try (TestingServer server = TestingServer.always(200, "ok")) {
      String config = monitor(server, "").toString();

      for (int i = 0; i < 2; i++) {
        TestingCommand run = TestingCommand.run("validate", "-c", config, "--verbose");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(10);
        said.add(run.out() + run.err());
      }
      TestingCommand dry = TestingCommand.run("notify", "-c", config, "--dry-run");
      said.add(dry.out() + dry.err());

      assertThat(server.requests).hasSize(3).containsOnly("POST /" + SECRET);
      List<JsonNode> bodies = new ArrayList<>();
      for (String body : server.bodies) {
        bodies.add(new ObjectMapper().readTree(body));
      }
      assertThat(bodies.get(0).path("event").asText()).isEqualTo("findings");
      assertThat(bodies.get(0).at("/findings/0/key").asText())
          .isEqualTo("checks/check/<!channel> near/FAIL");
      assertThat(Path.of(bodies.get(0).path("report").asText())).exists();
      assertThat(bodies.get(1).toString()).doesNotContain("<!channel>");
      assertThat(bodies.get(2).path("routing_key").asText()).isEqualTo(SECRET);
      assertThat(dry.out())
          .contains(
              "hook      webhook: nothing would be sent",
              "pager     PagerDuty: nothing would be sent");
      assertThat(everythingWritten()).doesNotContain(SECRET);
      assertThat(said).allMatch(text -> !text.contains(SECRET));
      assertThat(verified(server, SECRET)).isEqualTo("True");
      assertThat(verified(server, "another")).isEqualTo("False");
    }
  }

  /** What the function in the documentation says of the first message. */
  private String verified(TestingServer server, String secret) throws Exception {
    String page = Files.readString(TestingProcess.root().resolve("docs/notifications.md"));
    String begin = "<!-- verify -->\n```python\n";
    int from = page.indexOf(begin) + begin.length();
    Path body = Files.writeString(folder.resolve("body"), server.bodies.get(0));
    Path script =
        Files.writeString(
            folder.resolve("verify.py"),
            page.substring(from, page.indexOf("```", from))
                + """

                import sys
                headers = {"Tidemark-Timestamp": sys.argv[1], "Tidemark-Signature": sys.argv[2]}
                print(is_from_tidemark(headers, open(sys.argv[3], "rb").read(), sys.argv[4]))
                """);
    TestingProcess python =
        TestingProcess.run(
            Map.of(),
            List.of(
                "python3",
                script.toString(),
                String.valueOf(server.headers.get(0).getFirst("Tidemark-Timestamp")),
                String.valueOf(server.headers.get(0).getFirst("Tidemark-Signature")),
                body.toString(),
                secret));
    assertThat(python.exitCode()).as(python.said()).isZero();
    return python.out().strip();
  }

  @Test
  void aSinkThatRefusesChangesTheExitCodeOnlyWhereThatIsAskedForAndNeverTheVerdict()
      throws Exception {
    TestingFlights.table(folder);
    try (TestingServer server = TestingServer.always(400, "no " + SECRET)) {
      String config = monitor(server, "").toString();
      TestingCommand ignored = TestingCommand.run("validate", "-c", config, "--fail-on", "never");
      String strict = monitor(server, "  on_failure: fail\n").toString();
      TestingCommand failed = TestingCommand.run("validate", "-c", strict, "--fail-on", "never");
      TestingCommand found = TestingCommand.run("validate", "-c", strict);

      assertThat(List.of(ignored.exitCode(), failed.exitCode(), found.exitCode()))
          .containsExactly(0, 22, 10);
      assertThat(failed.err())
          .contains("sink `hook` was not told: the request was answered with status 400: no ***")
          .doesNotContain(SECRET);
      assertThat(TestingCommand.onlyVerdict(out()).path("verdict").asText()).isEqualTo("FAIL");
      assertThat(everythingWritten()).doesNotContain(SECRET);
    }
  }

  @Test
  void theCommandTriesSinksWithoutATable() throws Exception {
    try (TestingServer server =
        new TestingServer(
            (exchange, number, body) ->
                TestingServer.send(exchange, number == 2 ? 404 : 200, ""))) {
      String config = monitor(server, "").toString();

      TestingCommand all = TestingCommand.run("notify", "--test", "-c", config);
      TestingCommand one = TestingCommand.run("notify", "--test", "-c", config, "--sink", "team");
      TestingCommand none = TestingCommand.run("notify", "--test", "-c", config, "--sink", "x");

      assertThat(all.exitCode()).isEqualTo(22);
      assertThat(all.out())
          .isEqualTo(
              """
              hook      took the test
              team      was not told: the request was answered with status 404
              pager     took the test
              """);
      assertThat(one.exitCode()).isZero();
      assertThat(one.out()).isEqualTo("team      took the test\n");
      assertThat(none.exitCode()).isEqualTo(20);
      assertThat(none.err()).contains("there is no sink `x`; known sinks: hook, team, pager");
    }
  }
}
