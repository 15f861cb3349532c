package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same jar through the real spark-submit of PyPI's pyspark, against the same runs with the
 * embedded Spark.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkSubmitIT {
  @TempDir private static Path folder;
  private Path sparkHome = Path.of("");
  private Path table = Path.of("");
  private Path monitor = Path.of("");
  private Path withoutModel = Path.of("");

  @BeforeAll
  void installSparkAndWriteTable() throws Exception {
    sparkHome = TestingPython.sparkHome();
    table = TestingFlights.table(folder);
    monitor = Files.writeString(folder.resolve("monitor.yaml"), TestingFlights.MONITOR);
    withoutModel =
        Files.writeString(
            folder.resolve("without-model.yaml"), TestingFlights.MONITOR_WITHOUT_MODEL);
  }

  private static TestingProcess require(TestingProcess process) {
    assertThat(process.exitCode()).as(process.said()).isZero();
    return process;
  }

  private static JsonNode comparable(Path out) throws IOException {
    JsonNode verdict = TestingCommand.onlyVerdict(out);
    ((com.fasterxml.jackson.databind.node.ObjectNode) verdict)
        .remove(List.of("started_at", "finished_at", "report"));
    return verdict;
  }

  /**
   * Sums of doubles depend on the order in which tasks end: their last digit may differ, nothing
   * else.
   */
  private static int compare(JsonNode one, JsonNode other) {
    if (one.isDouble() && other.isDouble()) {
      return Math.abs(one.asDouble() - other.asDouble()) <= 1e-12 ? 0 : 1;
    }
    return one.equals(other) ? 0 : 1;
  }

  @Test
  void plainSparkSubmitGivesTheSameVerdictAsTheEmbeddedSpark() throws Exception {
    Path embedded = folder.resolve("embedded");
    Path submitted = folder.resolve("submitted");
    List<String> command =
        new ArrayList<>(
            List.of(
                sparkHome.resolve("bin/spark-submit").toString(),
                "--master",
                "local[2]",
                "--class",
                "io.tidemark.jobs.cli.Tidemark",
                TestingProcess.root().resolve("jobs/target/tidemark.jar").toString()));
    command.addAll(TestingProcess.runArguments(monitor, table, submitted));

    require(TestingProcess.tidemark(TestingProcess.runArguments(monitor, table, embedded)));
    require(TestingProcess.run(Map.of("JDK_JAVA_OPTIONS", TestingProcess.quick()), command));

    JsonNode expected = comparable(embedded);
    JsonNode actual = comparable(submitted);
    assertThat(expected.equals(SparkSubmitIT::compare, actual))
        .as("submitted %s%nembedded  %s", actual, expected)
        .isTrue();
  }

  @Test
  void theLauncherGoesThroughSparkHomeQuietlyAndPassesOnTheExitCode() throws Exception {
    Path out = folder.resolve("launched");
    Map<String, String> environment =
        Map.of("SPARK_HOME", sparkHome.toString(), "TIDEMARK_SUBMIT_OPTIONS", "--master local[2]");
    List<String> failing = new ArrayList<>(TestingProcess.runArguments(withoutModel, table, out));
    failing.addAll(List.of("--set", "checks=[{size: {min: 1000000}}]"));

    TestingProcess process = TestingProcess.tidemark(environment, failing);

    assertThat(process.exitCode()).as(process.said()).isEqualTo(10);
    assertThat(process.out()).contains("FAIL").contains("number of rows is 6000");
    assertThat(process.err()).contains("checks").doesNotContain(" INFO ", " WARN ");
  }

  @Test
  void anErrorUnderSparkSubmitHasItsExitCodeAndVerdict() throws Exception {
    Path out = folder.resolve("error");
    List<String> missing = new ArrayList<>(TestingProcess.runArguments(withoutModel, table, out));
    missing.set(missing.size() - 1, "99");

    TestingProcess process =
        TestingProcess.tidemark(Map.of("SPARK_HOME", sparkHome.toString()), missing);

    assertThat(process.exitCode()).as(process.said()).isEqualTo(21);
    assertThat(process.err()).contains("VERSION_NOT_FOUND").doesNotContain("\tat ");
    assertThat(TestingCommand.onlyVerdict(out).path("verdict").asText()).isEqualTo("ERROR");
  }
}
