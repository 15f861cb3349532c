package io.tidemark.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.TestingCommand;
import io.tidemark.jobs.TestingFlights;
import io.tidemark.jobs.TestingProcess;
import io.tidemark.jobs.TestingPython;
import io.tidemark.jobs.TestingSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar on a real standalone cluster, against the same run with the embedded Spark: in both
 * deploy modes, while workers and executors are killed, and with clusters that are not as they
 * should be.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
  /** Other partitions than the embedded Spark makes. */
  private static final List<String> OTHER_PARTITIONS =
      List.of(
          "--conf", "spark.sql.files.maxPartitionBytes=32k",
          "--conf", "spark.sql.files.openCostInBytes=0",
          "--conf", "spark.sql.shuffle.partitions=3");

  /** With slices and windows, and a check that fails, so that the exit code says something. */
  private static final String MONITOR =
      TestingFlights.MONITOR
          .replace("exclude: [date]", "slices: [origin]\n  window: {column: date, every: 1 day}")
          .replace("size: {min: 1000}", "size: {min: 1000000}");

  @TempDir private static Path folder;
  private @Nullable TestingCluster cluster;
  private Path sparkHome = Path.of("");
  private Path table = Path.of("");
  private Path monitor = Path.of("");
  private Path embedded = Path.of("");
  private int exitCode;

  /** Spark tries a master that is not there for a minute: meanwhile the other tests run. */
  private final String noMaster = "spark://127.0.0.1:" + TestingCluster.freePort();

  private @Nullable TestingSubmit toNoMaster;

  @BeforeAll
  void startClusterAndRunEmbedded() throws Exception {
    sparkHome = TestingPython.sparkHome();
    cluster = TestingCluster.start(sparkHome, folder);
    table = folder.resolve("flights");
    for (int month = 1; month <= 2; month++) {
      TestingFlights.month(TestingSpark.session(), month)
          .repartition(3)
          .write()
          .format("delta")
          .mode("overwrite")
          .save(table.toString());
    }
    monitor = Files.writeString(folder.resolve("flights.yaml"), MONITOR);
    toNoMaster =
        TestingSubmit.start(
            sparkHome,
            cluster.environment(),
            List.of("--master", noMaster),
            arguments(folder.resolve("no-master")));
    embedded = folder.resolve("embedded");
    TestingProcess run = TestingProcess.tidemark(arguments(embedded));
    exitCode = run.exitCode();
    assertThat(exitCode).as(run.said()).isEqualTo(10);
  }

  @AfterAll
  void stopCluster() {
    if (toNoMaster != null) {
      toNoMaster.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private TestingCluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  private List<String> arguments(Path out) {
    return TestingProcess.runArguments(monitor, table, out);
  }

  private TestingSubmit submit(List<String> options, List<String> arguments) throws Exception {
    List<String> all = new ArrayList<>(TestingSubmit.RECOMMENDED);
    // As much as a worker of the test has; what comes later counts.
    all.addAll(List.of("--driver-memory=1g", "--executor-memory=1g", "--executor-cores=1"));
    all.addAll(List.of("--master", cluster().master()));
    all.addAll(options);
    return TestingSubmit.start(sparkHome, cluster().environment(), all, arguments);
  }

  private static void assertFailed(TestingProcess run, Path out, int exitCode, String code)
      throws Exception {
    assertThat(run.exitCode()).as(run.said()).isEqualTo(exitCode);
    assertThat(run.err()).contains("error " + code + ": ").doesNotContain("\tat io.tidemark");
    JsonNode verdict = TestingCommand.onlyVerdict(out);
    assertThat(verdict.path("verdict").asText()).isEqualTo("ERROR");
    assertThat(verdict.at("/failure/code").asText()).isEqualTo(code);
  }

  @Test
  void aRunOutlivesAWorkerKilledDuringTheScanAndAnExecutorLostDuringTraining() throws Exception {
    Path out = folder.resolve("killed");
    cluster().fill();

    TestingProcess run;
    try (TestingSubmit submit = submit(OTHER_PARTITIONS, arguments(out))) {
      submit.awaitLine("] checks ");
      cluster().killWorker();
      submit.awaitLine("training on ");
      assertThat(cluster().killExecutors()).isPositive();
      run = submit.finish();
    }

    assertThat(run.exitCode()).as(run.said()).isEqualTo(exitCode);
    TestingStores.assertSame(embedded, out);
  }

  @Test
  void aRunThatLosesAllWorkersFailsCleanlyAndItsRetryCountsNothingTwice() throws Exception {
    Path out = folder.resolve("retried");
    cluster().fill();

    TestingProcess lost;
    try (TestingSubmit submit =
        submit(List.of("--conf", "spark.tidemark.executors.timeout=3s"), arguments(out))) {
      submit.awaitLine("training on ");
      cluster().killWorker();
      cluster().killWorker();
      lost = submit.finish();
    }
    assertFailed(lost, out, 1, "SPARK_UNAVAILABLE");
    cluster().fill();
    TestingProcess retried;
    try (TestingSubmit submit = submit(OTHER_PARTITIONS, arguments(out))) {
      retried = submit.finish();
    }

    assertThat(retried.exitCode()).as(retried.said()).isEqualTo(exitCode);
    TestingStores.assertSame(embedded, out);
  }

  @Test
  void inClusterModeTheVerdictTellsWhatSparkSubmitDoesNot() throws Exception {
    Path out = folder.resolve("cluster-mode");
    cluster().fill();
    List<String> options =
        new ArrayList<>(
            List.of(
                "--deploy-mode",
                "cluster",
                // Spark gives them to drivers that it starts itself, but not to one on a worker.
                "--driver-java-options",
                String.join(
                    " ",
                    Files.readAllLines(TestingProcess.root().resolve("config/jvm-opens.args"))),
                "--conf",
                "spark.standalone.submit.waitAppCompletion=true"));
    options.addAll(OTHER_PARTITIONS);
    List<String> arguments = new ArrayList<>(arguments(out));
    // A relative path would be one of the worker that the driver happens to run on.
    arguments.set(2, monitor.toUri().toString());

    try (TestingSubmit submit = submit(options, arguments)) {
      assertThat(submit.finish().exitCode()).isZero();
    }

    JsonNode verdict = TestingCommand.onlyVerdict(out);
    assertThat(verdict.path("verdict").asText()).isEqualTo("FAIL");
    assertThat(cluster().state().at("/completeddrivers/0/state").asText()).isEqualTo("FAILED");
    TestingStores.assertSame(embedded, out);

    arguments.set(6, "relative-out");
    try (TestingSubmit submit = submit(options, arguments)) {
      submit.finish();
    }
    try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
      Path log =
          files
              .filter(f -> f.endsWith("stderr") && f.toString().contains("driver-"))
              .max(java.util.Comparator.comparing(Path::toString))
              .orElseThrow();
      assertThat(log).content().contains("error BAD_ARGUMENT: the output directory `relative-out`");
    }
  }

  @Test
  void executorsThatNoWorkerHasTheMemoryForAreNotWaitedForWithoutEnd() throws Exception {
    Path out = folder.resolve("memory");
    cluster().fill();

    TestingProcess run;
    try (TestingSubmit submit =
        submit(
            List.of("--conf", "spark.tidemark.executors.timeout=3s", "--executor-memory", "4g"),
            arguments(out))) {
      run = submit.finish();
    }

    assertFailed(run, out, 1, "SPARK_UNAVAILABLE");
    assertThat(run.err()).contains("an executor of 4g memory", "spark.executor.memory");
  }

  @Test
  void aMasterThatIsNotThereIsNamed() throws Exception {
    Path out = folder.resolve("no-master");

    TestingProcess run = Objects.requireNonNull(toNoMaster).finish();

    assertFailed(run, out, 1, "SPARK_UNAVAILABLE");
    assertThat(run.err()).contains("Spark does not start on " + noMaster);
  }
}
