package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.http.TestingServer;
import io.tidemark.jobs.store.StoreTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a table of secrets, after which everything that they left behind is searched. */
class PrivacyRunTest {
  private static final String MARK = "SECRET";

  private static final String MONITOR =
      """
      monitor: secrets
      table: %1$s/table
      reference: 0
      where: city <> 'SECRET-gone'
      out: OUT
      checks:
        - allowed_values: {column: kind, values: [SECRET-a, SECRET-b]}
        - satisfies: {sql: "kind not in ('SECRET-new', 'SECRET-rare-1')"}
        - completeness: {column: kind, where: "city = 'SECRET-city-1'"}
        - mean: {column: amount, max: 1, where: "kind in ('SECRET-rare-985', 'SECRET-rare-986', 'SECRET-rare-987')"}
        - range: {column: amount, max: 2999}
        - satisfies: {sql: "kindd = 'SECRET-a'"}
      drift:
        slices: [city]
        slice_limits: {min_rows: 5}
        window: {column: ts, every: 1 day}
      retrain: {on_drift: true}
      outputs:
        junit: {}
        markdown: {}
        prometheus: {}
        openlineage: {}
        github: {when: always}
      notify:
        sinks:
          - name: hook
            webhook: {url_file: %1$s/url}
            tls: not_required
          - name: team
            slack: {url_file: %1$s/url}
            tls: not_required
      """;

  private static final String PRIVACY =
      """
      privacy:
        key_file: %1$s/key
      training:
        label: kind = 'SECRET-a'
        features:
          amount: {kind: numeric}
        split: {by: key, columns: [id]}
        golden: {table: %1$s/golden, version: 0}
        slices: [city]
        gates:
          slices: {worst: {auc: 0.99}, min_rows: 50}
          fairness: {by: [city], min_rows: 50, min_parity_ratio: 0.99}
      """;

  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;

  /** 3,000 rows a version; few of them of rare kinds, and in the last city. */
  @BeforeEach
  void table() throws IOException {
    write("table", 0, 0, 3_000);
    write("table", 1, 0, 3_000);
    write("golden", 1, 10_000, 12_000);
    Files.writeString(folder.resolve("key"), "a key of sixteen characters or more\n");
  }

  /** Rows with these ids, whose kinds are those of a version. */
  private void write(String table, int version, int from, int to) {
    spark
        .sql(
            """
            with drawn as (select id, pmod(xxhash64(id, %1$d), 1000) u from range(%2$d, %3$d))
            select id,
              timestamp'2026-01-01' + make_interval(0,0,0,0,0,0,id * 60) ts,
              if(u < 500 + 300 * %1$d, 'SECRET-a', if(u < 980 - 80 * %1$d, 'SECRET-b',
                if(u < 980, 'SECRET-new', concat('SECRET-rare-', u)))) kind,
              concat('SECRET-city-', if(id < 7, 9, pmod(id, 3))) city,
              if(u < 500, id * 0.4D, id * 1D) amount
            from drawn
            """
                .formatted(version, from, to))
        .coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .save(folder.resolve(table).toString());
  }

  private Path monitor(String name, String rest, TestingServer server) throws IOException {
    Files.writeString(folder.resolve("url"), server.address() + "/hook");
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        (MONITOR + rest).formatted(folder).replace("OUT", folder.resolve(name).toString()));
  }

  /** Everything that a run left behind, by what it is; but what later runs compare with. */
  private Map<String, String> leftBehind(Path out, TestingServer server, TestingCommand... runs)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    for (TestingCommand run : runs) {
      all.merge("console", run.out() + run.err(), String::concat);
    }
    all.put("sinks", String.join("\n", server.bodies));
    for (StoreTable table : StoreTable.values()) {
      Path path = out.resolve("results").resolve(table.folder());
      if (Files.exists(path)) {
        all.put(
            table.folder(),
            spark.read().format("delta").load(path.toString()).toJSON().collectAsList().toString());
      }
    }
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = out.relativize(file).toString();
        all.put(name, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  private static Set<String> withMark(Map<String, String> all) {
    return all.entrySet().stream()
        .filter(entry -> entry.getValue().contains(MARK))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void nothingThatARunLeavesBehindNamesACategoryUnderPrivacyAndMuchDoesWithoutIt()
      throws Exception {
    try (TestingServer server = TestingServer.always(200, "ok")) {
      Path plain = monitor("plain", "", server);
      TestingCommand open = TestingCommand.run("run", "-c", plain.toString());
      assertThat(open.exitCode()).as(open.err()).isEqualTo(10);
      assertThat(withMark(leftBehind(folder.resolve("plain"), server, open)))
          .contains(
              "console",
              "sinks",
              "runs",
              "drift",
              "check_results",
              "slice_drift",
              "slice_drivers",
              "report/runs/" + runId("plain") + ".html");
    }
    try (TestingServer server = TestingServer.always(200, "ok")) {
      Path hidden = monitor("hidden", PRIVACY, server);
      List<TestingCommand> runs = new ArrayList<>();
      for (String command : List.of("run", "train", "trigger", "run")) {
        runs.add(TestingCommand.run(command, "-c", hidden.toString()));
      }
      runs.add(
          TestingCommand.run(
              "export",
              "--out",
              folder.resolve("hidden").toString(),
              "--to",
              folder.resolve("hidden/export").toString(),
              "--format",
              "csv"));
      assertThat(runs)
          .extracting(TestingCommand::exitCode)
          .as(runs.stream().map(run -> run.out() + run.err()).collect(Collectors.joining()))
          .containsExactly(10, 12, 0, 10, 0);

      Map<String, String> left =
          leftBehind(folder.resolve("hidden"), server, runs.toArray(new TestingCommand[0]));

      // What later runs compare with and use cannot be hidden from them.
      assertThat(withMark(left))
          .allMatch(
              name ->
                  name.matches(
                      "(export/)?(references|models)(\\.csv)?"
                          + "|results/(references|models|artifacts)/.*"));
      verdictsAreThoseOfTrueFigures();
      namesAreHashedAndComparedByTheirHashes(left);
    }
  }

  private String runId(String out) throws IOException {
    return verdict(out).path("run_id").asText();
  }

  private JsonNode verdict(String out) throws IOException {
    Path file =
        TestingCommand.verdicts(folder.resolve(out)).stream()
            .filter(path -> path.toString().contains("secrets-run-"))
            .findFirst()
            .orElseThrow();
    return new ObjectMapper().readTree(file.toFile());
  }

  private void verdictsAreThoseOfTrueFigures() throws IOException {
    JsonNode open = verdict("plain");
    JsonNode hidden = verdict("hidden");

    assertThat(hidden.path("verdict")).isEqualTo(open.path("verdict"));
    for (String count : List.of("total", "passed", "warned", "failed", "errored")) {
      assertThat(hidden.path("checks").path(count)).isEqualTo(open.path("checks").path(count));
    }
    assertThat(hidden.at("/drift/drifted")).isEqualTo(open.at("/drift/drifted"));
    assertThat(hidden.at("/privacy/min_rows").asInt()).isEqualTo(20);
    assertThat(open.path("privacy").isNull()).isTrue();
  }

  private void namesAreHashedAndComparedByTheirHashes(Map<String, String> left) throws IOException {
    String page = left.get("report/runs/" + runId("hidden") + ".html");
    assertThat(page)
        .contains("Privacy mode: names of categories are hashed")
        .containsPattern("[0-9]+ merged");
    assertThat(left.get("drift")).containsPattern("largest part in [0-9a-f]{12}: ");
    assertThat(left.get("check_results"))
        .contains("fewer than 20 rows were looked at, so that the figure is not shown");
    List<String> slices =
        spark
            .read()
            .format("delta")
            .load(folder.resolve("hidden/results/slice_drift").toString())
            .selectExpr("slice_values[0]")
            .distinct()
            .as(org.apache.spark.sql.Encoders.STRING())
            .collectAsList();
    assertThat(slices).contains("2 merged").filteredOn(s -> s.matches("[0-9a-f]{12}")).hasSize(2);
  }
}
