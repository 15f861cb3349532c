package io.tidemark.jobs.housekeeping;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.tidemark.jobs.Progress;
import io.tidemark.jobs.TestingCommand;
import io.tidemark.jobs.TestingFolders;
import io.tidemark.jobs.TestingSpark;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {
  private static final String MONITOR =
      """
      monitor: kept
      table: %1$s/table
      reference: 0
      out: %1$s/out
      checks:
        - size: {min: 10}
      housekeeping: {keep: P30D, keep_runs: 1}
      """;

  private static final String RETENTION_CHECK =
      "spark.databricks.delta.retentionDurationCheck.enabled";
  private static final SparkSession SPARK = TestingSpark.session();

  @TempDir private static Path ran;
  @TempDir private Path folder;
  private Path config = Path.of("");

  @BeforeAll
  static void runTwice() throws IOException {
    for (int version = 0; version < 2; version++) {
      SPARK
          .range(100 + version)
          .coalesce(1)
          .write()
          .format("delta")
          .mode("overwrite")
          .save(ran + "/table");
    }
    Path config = Files.writeString(ran.resolve("kept.yaml"), MONITOR.formatted(ran));
    for (String version : List.of("0", "1")) {
      TestingCommand run =
          TestingCommand.run("run", "--config", config.toString(), "--version", version);
      assertThat(run.exitCode()).as(run.err()).isZero();
    }
  }

  @BeforeEach
  void copyTableAndResults() throws IOException {
    TestingFolders.copy(ran, folder);
    config = Files.writeString(folder.resolve("kept.yaml"), MONITOR.formatted(folder));
  }

  private HousekeepingJob.Outcome housekeeping(Duration later, boolean dryRun) {
    Monitor monitor = new MonitorLoader().load(config.toString(), Map.of());
    Clock then = Clock.offset(Clock.systemUTC(), later);
    return new HousekeepingJob(SPARK, then, Progress.silent()).execute(monitor, dryRun);
  }

  private ResultStore store() {
    return new ResultStore(SPARK, folder + "/out/results");
  }

  private long rows(StoreTable table, long version) {
    return store().count(table, col("table_version").equalTo(version));
  }

  @Test
  void resultsOfOldRunsGoAndWhatOthersRestOnStays() throws IOException {
    HousekeepingJob.Outcome early = housekeeping(Duration.ofDays(29), true);
    assertThat(early.runs()).isZero();

    HousekeepingJob.Outcome dry = housekeeping(Duration.ofDays(31), true);
    assertThat(dry.runs()).isEqualTo(1);
    assertThat(dry.rows()).containsKeys(StoreTable.RUNS, StoreTable.CHECK_RESULTS);
    assertThat(rows(StoreTable.RUNS, 0)).isEqualTo(1);

    HousekeepingJob.Outcome done = housekeeping(Duration.ofDays(31), false);

    assertThat(done.rows()).isEqualTo(dry.rows());
    for (StoreTable table :
        List.of(StoreTable.RUNS, StoreTable.CHECK_RESULTS, StoreTable.METRICS)) {
      assertThat(rows(table, 0)).as(table.folder()).isZero();
      assertThat(rows(table, 1)).as(table.folder()).isPositive();
    }
    // The reference was frozen from version 0, and later runs compare with it.
    assertThat(rows(StoreTable.REFERENCES, 0)).isPositive();
    assertThat(TestingCommand.verdicts(folder.resolve("out")))
        .singleElement()
        .asString()
        .contains("-v1-");
    assertThat(folder.resolve("out/report/index.html"))
        .content(StandardCharsets.UTF_8)
        .contains("-v1-")
        .doesNotContain("-v0-");
    assertThat(housekeeping(Duration.ofDays(31), true).runs()).isZero();
  }

  @Test
  void foldersOfModelsThatWereNeverKeptGoWhenNoTrainingCanBeAtWork() throws IOException {
    Path left =
        Files.createDirectories(folder.resolve("out/results/artifacts/models/model-dead/metadata"));
    assertThat(housekeeping(Duration.ZERO, true).folders()).isEmpty();
    Files.setLastModifiedTime(
        left.getParent(), FileTime.from(Instant.now().minus(Duration.ofDays(3))));

    assertThat(housekeeping(Duration.ZERO, false).folders())
        .singleElement()
        .asString()
        .endsWith("/model-dead");
    assertThat(left.getParent()).doesNotExist();
  }

  @Test
  void whatCannotBeReadAnyMoreIsNamedWithWhatFollows() throws IOException {
    Files.writeString(
        config,
        Files.readString(config)
            + """
            training:
              label: id > 50
              features: {id: {kind: numeric}}
              split: {by: key, columns: [id]}
              golden: {table: %s/table, version: 0}
            """
                .formatted(folder));
    assertThat(housekeeping(Duration.ZERO, true).lost()).isEmpty();
    SPARK.conf().set(RETENTION_CHECK, "false");
    try {
      DeltaTable.forPath(SPARK, folder + "/table").vacuum(0);
    } finally {
      SPARK.conf().unset(RETENTION_CHECK);
    }

    TestingCommand command = TestingCommand.run("housekeeping", "--config", config.toString());

    assertThat(command.exitCode()).as(command.err()).isEqualTo(21);
    assertThat(command.out())
        .contains("reference 0", "its profile in the result store", "golden rows")
        .containsPattern("golden rows +\\S+/table@0 +NO");
    assertThat(command.err())
        .contains("its data files are gone (VACUUM)", "no model can be judged");
  }

  @Test
  void manySmallFilesArePutTogether() {
    SPARK
        .sql(
            "select r.* from (select * from delta.`%s/out/results/runs` limit 1) r cross join range(90)"
                .formatted(folder))
        .repartition(30)
        .write()
        .format("delta")
        .mode("append")
        .save(folder + "/out/results/runs");

    assertThat(housekeeping(Duration.ZERO, false).compacted()).containsExactly(StoreTable.RUNS);
    assertThat(
            DeltaTable.forPath(SPARK, folder + "/out/results/runs")
                .detail()
                .select("numFiles")
                .first()
                .getLong(0))
        .isLessThan(5);
  }
}
