package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes on one output directory: at the same time, killed, and with a store that fails.
 */
class InterruptedRunsIT {
  /** Two of them share the machine. */
  private static final Map<String, String> ENVIRONMENT = Map.of("TIDEMARK_MEMORY", "1g");

  @TempDir private Path folder;
  private Path out = Path.of("");
  private List<String> arguments = List.of();

  @BeforeEach
  void writeTableAndMonitor() throws Exception {
    Path table = TestingFlights.table(folder);
    out = folder.resolve("out");
    Path monitor =
        Files.writeString(folder.resolve("m.yaml"), TestingFlights.MONITOR_WITHOUT_MODEL);
    arguments = TestingProcess.runArguments(monitor, table, out);
  }

  private TestingProcess run() throws Exception {
    return TestingProcess.tidemark(ENVIRONMENT, arguments);
  }

  /** Rows of each table of the store by run, which also proves that all of them can be read. */
  private Map<String, Long> rows() throws IOException {
    Map<String, Long> rows = new TreeMap<>();
    try (Stream<Path> tables = Files.list(out.resolve("results"))) {
      for (Path table : tables.filter(t -> Files.isDirectory(t.resolve("_delta_log"))).toList()) {
        if (committed(table)) {
          rows.put(String.valueOf(table.getFileName()), read(table).count());
        }
      }
    }
    return rows;
  }

  private static boolean committed(Path table) {
    return Files.exists(table.resolve("_delta_log/00000000000000000000.json"));
  }

  private static Dataset<Row> read(Path table) {
    return TestingSpark.session().read().format("delta").load(table.toString());
  }

  /** What one run leaves in a store of its own: nothing else may be in that of others. */
  private void requireCountedOnce() throws IOException {
    JsonNode verdict = TestingCommand.onlyVerdict(out);
    assertThat(verdict.path("verdict").asText()).isEqualTo("WARN");
    Path results = out.resolve("results");
    assertThat(
            read(results.resolve("runs")).select("run_id", "verdict").collectAsList().stream()
                .map(row -> row.getString(0) + " " + row.getString(1)))
        .containsExactly(verdict.path("run_id").asText() + " WARN");
    assertThat(read(results.resolve("check_results")).select("constraint_id").collectAsList())
        .hasSize(3)
        .doesNotHaveDuplicates();
    assertThat(read(results.resolve("metrics")).select("subject", "metric").collectAsList())
        .isNotEmpty()
        .doesNotHaveDuplicates();
    assertThat(read(results.resolve("drift")).select("column", "measure").collectAsList())
        .isNotEmpty()
        .doesNotHaveDuplicates();
    assertThat(read(results.resolve("references")).select("reference_id").collectAsList())
        .hasSize(1);
    assertThat(out.resolve("report/index.html"))
        .content()
        .contains(verdict.path("run_id").asText());
  }

  @Test
  void twoRunsOfOneMonitorAtTheSameTimeBothSucceedAndCountOnce() throws Exception {
    Callable<TestingProcess> one = this::run;

    for (TestingProcess process : TestingThreads.atOnce(List.of(one, one))) {
      assertThat(process.exitCode()).as(process.said()).isZero();
    }

    requireCountedOnce();
  }

  @Test
  void aRunThatIsKilledInTheMiddleOfItsWritesIsCompletedByTheNextOne() throws Exception {
    Path results = out.resolve("results");
    killedOnce(() -> Files.isDirectory(results.resolve("check_results")));
    killedOnce(() -> committed(results.resolve("drift")));
    killedOnce(() -> committed(results.resolve("runs")));

    TestingProcess completed = run();

    assertThat(completed.exitCode()).as(completed.said()).isZero();
    requireCountedOnce();
  }

  /** Starts a run and kills it as soon as something is there. */
  private void killedOnce(BooleanSupplier there) throws Exception {
    Process process = TestingProcess.start(ENVIRONMENT, arguments);
    try {
      while (!there.getAsBoolean()) {
        assertThat(process.isAlive()).as("the run ended before it could be killed").isTrue();
        Thread.sleep(1);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    // A verdict is there as a whole or not at all, and every table can be read.
    for (Path verdict : TestingCommand.verdicts(out)) {
      assertThat(new ObjectMapper().readTree(verdict.toFile()).path("verdict").asText())
          .isEqualTo("WARN");
    }
    assertThat(rows()).isNotNull();
  }

  @Test
  void aStoreThatFailsHalfWayEndsTheRunWith22AndTheRetryCompletesIt() throws Exception {
    // Details are written before the run's own row, and this is one of the last of them.
    Path blocked = out.resolve("results/metrics");
    Files.createDirectories(blocked.getParent());
    Files.writeString(blocked, "no folder");

    TestingProcess failed = run();

    assertThat(failed.exitCode()).as(failed.said()).isEqualTo(22);
    assertThat(failed.err())
        .contains(
            "OUTPUT_NOT_WRITABLE",
            "the result store table `" + blocked + "` cannot be written",
            "run again: nothing is counted twice")
        .doesNotContain("\tat ");
    assertThat(TestingCommand.onlyVerdict(out).path("verdict").asText()).isEqualTo("ERROR");
    assertThat(rows()).containsKeys("check_results", "drift").doesNotContainKey("runs");

    Files.delete(blocked);
    TestingProcess completed = run();

    assertThat(completed.exitCode()).as(completed.said()).isZero();
    for (Path verdict : TestingCommand.verdicts(out)) {
      if (new ObjectMapper().readTree(verdict.toFile()).path("verdict").asText().equals("ERROR")) {
        Files.delete(verdict);
      }
    }
    requireCountedOnce();
  }
}
