package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.reports.TriggerResult.State;
import io.tidemark.training.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // a part that is missing fails the test
class MonitorJobTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;
  private Path table;
  private Path moved;
  private String monitorText = TestingFlights.MONITOR;

  @BeforeEach
  void writeTable() throws IOException {
    table = TestingFlights.table(folder);
  }

  private RunOutcome run(long version, Instant now, Map<String, String> overrides) {
    Map<String, String> all = new LinkedHashMap<>(overrides);
    all.put("table", table.toString());
    all.put("out", out().toString());
    Monitor monitor = new MonitorLoader().parse("m.yaml", monitorText, all);
    MonitorJob.Options options =
        new MonitorJob.Options(
            monitor,
            new VersionSelector.AtVersion(version),
            "run",
            EnumSet.allOf(Part.class),
            FailOn.ERROR);
    return new MonitorJob(spark, Clock.fixed(now, ZoneOffset.UTC), Progress.silent(), options)
        .execute();
  }

  private RunOutcome run(long version) {
    return run(version, NOON, Map.of());
  }

  private Path out() {
    return moved == null ? folder.resolve("out") : moved;
  }

  private ResultStore store() {
    return new ResultStore(spark, out() + "/results");
  }

  private Dataset<Row> stored(StoreTable storeTable) {
    return spark.read().format("delta").load(store().path(storeTable));
  }

  private Map<StoreTable, Long> counts() {
    Map<StoreTable, Long> counts = new EnumMap<>(StoreTable.class);
    for (StoreTable storeTable : StoreTable.values()) {
      counts.put(storeTable, (long) store().query(storeTable, rows -> rows).size());
    }
    return counts;
  }

  /** Distances in kilometres instead of miles: drift without any failed check. */
  private void commitDrift() {
    TestingFlights.commit(
        TestingFlights.month(spark, 3)
            .withColumn("distance", expr("cast(distance * 1.609344 as bigint)")),
        table);
  }

  @Test
  void aCalmVersionPassesWithEveryPartOfTheResult() {
    RunOutcome outcome = run(1);
    RunResult result = outcome.result();

    assertThat(outcome.error()).isNull();
    assertThat(result.verdict()).isIn(RunVerdict.PASS, RunVerdict.WARN);
    assertThat(outcome.exitCode()).isZero();
    assertThat(result.rows()).isEqualTo(TestingFlights.ROWS);
    assertThat(result.checks().results()).hasSize(3);
    assertThat(result.drift().columns())
        .extracting(c -> c.column())
        .containsExactly("delay", "distance", "origin", "destination");
    assertThat(result.model().trainedOnVersion()).isZero();
    assertThat(result.model().current().value(Metric.AUC)).isBetween(0.5, 0.9);
    assertThat(result.trigger().state()).isEqualTo(State.NOT_NEEDED);
    assertThat(Path.of(outcome.verdictFile())).exists();
    assertThat(Path.of(outcome.reportFile())).exists();
    assertThat(out().resolve("report/index.html")).exists();
  }

  @Test
  void theSameRunTwiceGivesTheSameVerdictsAndAddsNothing() {
    RunResult first = run(1).result();
    Map<StoreTable, Long> counts = counts();

    RunResult second = run(1, NOON.plus(Duration.ofHours(3)), Map.of()).result();

    assertThat(second.runId()).isEqualTo(first.runId());
    assertThat(second.verdict()).isEqualTo(first.verdict());
    assertThat(second.checks()).isEqualTo(first.checks());
    assertThat(second.drift()).isEqualTo(first.drift());
    assertThat(second.model().current()).isEqualTo(first.model().current());
    assertThat(second.trigger()).isEqualTo(first.trigger());
    assertThat(counts()).isEqualTo(counts);
    assertThat(counts.get(StoreTable.RUNS)).isOne();
    assertThat(counts.get(StoreTable.CHECK_RESULTS)).isEqualTo(3);
    assertThat(counts.get(StoreTable.MODELS)).isOne();
    assertThat(counts.get(StoreTable.REFERENCES)).isOne();
  }

  @Test
  void anotherVersionReusesReferenceAndModel() {
    run(1);
    TestingFlights.commit(TestingFlights.month(spark, 3), table);

    RunResult second = run(2).result();

    assertThat(second.model().trainedNow()).isFalse();
    assertThat(counts())
        .containsEntry(StoreTable.RUNS, 2L)
        .containsEntry(StoreTable.MODELS, 1L)
        .containsEntry(StoreTable.REFERENCES, 1L);
  }

  @Test
  void everyRowOfTheStoreCarriesThePins() {
    commitDrift();
    run(
        2,
        NOON,
        Map.of(
            "drift.slices",
            "[origin]",
            "drift.window",
            "{column: date, every: 1 week}",
            "drift.multivariate",
            "true"));

    // The rest is not written by a run.
    EnumSet<StoreTable> written =
        EnumSet.complementOf(
            EnumSet.of(
                StoreTable.REGISTRY,
                StoreTable.RETRAININGS,
                StoreTable.INFERENCE_WINDOWS,
                StoreTable.NOTIFICATIONS));
    for (StoreTable storeTable : written) {
      Dataset<Row> rows = stored(storeTable);
      assertThat(rows.columns())
          .startsWith(
              "run_id",
              "monitor",
              "table_id",
              "table_version",
              "reference_id",
              "config_hash",
              "code_version");
      assertThat(
              rows.filter(
                      "monitor is null or table_id is null or table_version is null or reference_id is null or code_version is null")
                  .count())
          .as("rows of %s without a pin", storeTable)
          .isZero();
    }
  }

  @Test
  void driftRequestsRetrainingOnceHoweverOftenAsked() {
    monitorText = TestingFlights.MONITOR_WITHOUT_MODEL;
    commitDrift();

    RunOutcome first = run(2);
    RunOutcome again = run(2, NOON.plus(Duration.ofMinutes(5)), Map.of());

    assertThat(first.result().verdict()).isEqualTo(RunVerdict.DRIFT);
    assertThat(first.exitCode()).isEqualTo(11);
    assertThat(first.result().trigger().state()).isEqualTo(State.REQUESTED);
    assertThat(again.result().trigger()).isEqualTo(first.result().trigger());
    assertThat(stored(StoreTable.TRIGGERS).count()).isOne();
  }

  @Test
  void aRequestStartsACoolDownThatEnds() {
    monitorText = TestingFlights.MONITOR_WITHOUT_MODEL;
    commitDrift();
    commitDrift();
    commitDrift();
    run(2);

    State within =
        run(3, NOON.plus(Duration.ofDays(7)).minusSeconds(1), Map.of()).result().trigger().state();
    State after = run(4, NOON.plus(Duration.ofDays(7)), Map.of()).result().trigger().state();

    assertThat(within).isEqualTo(State.COOLING_DOWN);
    assertThat(after).isEqualTo(State.REQUESTED);
  }

  @Test
  void dataThatFailedItsChecksIsNeverTrainedOn() {
    TestingFlights.commit(
        TestingFlights.month(spark, 3)
            .withColumn("distance", expr("cast(distance * 1.609344 as bigint)"))
            .withColumn("delay", lit(null).cast("bigint")),
        table);

    RunOutcome outcome = run(2);

    assertThat(outcome.result().checks().status().name()).isEqualTo("FAIL");
    assertThat(outcome.exitCode()).isEqualTo(10);
    assertThat(outcome.result().trigger().state()).isEqualTo(State.HELD);
    assertThat(outcome.result().model().current()).as("no label, no evaluation").isNull();
    assertThat(outcome.result().model().currentProblem()).contains("label");
  }

  @Test
  void theModelIsFoundWhereverTheOutputIsMovedTo() throws Exception {
    run(1);
    Files.move(out(), folder.resolve("moved"));
    moved = folder.resolve("moved");

    RunOutcome outcome = run(1, NOON, Map.of("drift.alpha", "0.01"));

    assertThat(outcome.error()).isNull();
    assertThat(outcome.result().model().trainedNow()).isFalse();
  }

  @Test
  void aReferenceNamedByATimeOutlivesTheLogOfItsVersion() throws Exception {
    monitorText = TestingFlights.MONITOR_WITHOUT_MODEL;
    // Delta takes a commit's time from its log file.
    setTime("_delta_log/00000000000000000000.json", "2001-02-01T00:00:00Z");
    setTime("_delta_log/00000000000000000001.json", "2001-03-01T00:00:00Z");
    Map<String, String> byTime = Map.of("reference", "'2001-02-15'");
    String frozen = run(1, NOON, byTime).result().pins().referenceId();
    // The property's own commit, version 2, writes a checkpoint.
    spark.sql(
        "alter table delta.`" + table + "` set tblproperties ('delta.checkpointInterval' = '1')");
    assertThat(table.resolve("_delta_log/00000000000000000000.json"))
        .as("Delta's log clean-up went with the checkpoint")
        .doesNotExist();
    DeltaLog.clearCache();

    RunOutcome outcome = run(2, NOON, byTime);

    assertThat(outcome.error()).isNull();
    assertThat(outcome.result().pins().referenceVersion()).isZero();
    assertThat(outcome.result().pins().referenceId()).isEqualTo(frozen);
  }

  @Test
  void aFailedRepetitionLeavesTheResultAsItWas() throws Exception {
    monitorText = TestingFlights.MONITOR_WITHOUT_MODEL;
    RunOutcome good = run(1);
    String before = Files.readString(Path.of(good.verdictFile()));
    deleteDataFiles(table);

    RunOutcome failed = run(1);

    assertThat(failed.exitCode()).isEqualTo(21);
    assertThat(failed.result().runId()).isEqualTo(good.result().runId() + "-error");
    assertThat(Files.readString(Path.of(good.verdictFile()))).isEqualTo(before);
    assertThat(new History(store()).runs(null, 10))
        .extracting(RunResult::runId)
        .containsExactly(good.result().runId());
  }

  @Test
  void damageToTheResultStoreIsNotBlamedOnTheTable() throws Exception {
    monitorText = TestingFlights.MONITOR_WITHOUT_MODEL;
    run(1);
    deleteDataFiles(Path.of(store().path(StoreTable.REFERENCES)));

    RunOutcome outcome = run(1);

    assertThat(outcome.exitCode()).isEqualTo(22);
    assertThat(outcome.result().failure().message())
        .isEqualTo(
            "the result store table `" + store().path(StoreTable.REFERENCES) + "` cannot be read");
  }

  @Test
  void aModelThatCannotBeEvaluatedIsNoPass() {
    TestingFlights.commit(
        TestingFlights.month(spark, 2).withColumn("delay", lit(null).cast("bigint")), table);

    TestingCommand train =
        TestingCommand.run(
            "train",
            "-c",
            monitorFile().toString(),
            "--table",
            table.toString(),
            "--out",
            out().toString());

    assertThat(train.exitCode()).isEqualTo(12);
    assertThat(train.out()).contains("ERROR", "The model could not be evaluated.", "label");
  }

  private void setTime(String file, String time) throws IOException {
    Files.setLastModifiedTime(table.resolve(file), FileTime.from(Instant.parse(time)));
  }

  private Path monitorFile() {
    try {
      return Files.writeString(folder.resolve("m.yaml"), monitorText);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void deleteDataFiles(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aHeldDecisionIsMadeAnewOnceTheChecksPass() {
    monitorText = TestingFlights.MONITOR_WITHOUT_MODEL;
    commitDrift();

    State held =
        run(2, NOON, Map.of("checks", "[{size: {min: 1000000}}]")).result().trigger().state();
    RunResult released = run(2).result();
    run(2);

    assertThat(held).isEqualTo(State.HELD);
    assertThat(released.trigger().state()).isEqualTo(State.REQUESTED);
    assertThat(stored(StoreTable.TRIGGERS).select("state").as(Encoders.STRING()).collectAsList())
        .containsExactlyInAnyOrder("HELD", "REQUESTED");
  }

  @Test
  void theModelsRowNamesTheVersionItWasTrainedOn() {
    run(1);

    assertThat(stored(StoreTable.MODELS).select("table_version").first().getLong(0)).isZero();
  }

  @Test
  void theReferenceAndTheModelOutliveVacuumOfTheirVersion() {
    run(1);
    TestingFlights.commit(TestingFlights.month(spark, 3), table);
    spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    DeltaTable.forPath(spark, table.toString()).vacuum(0.0);

    RunOutcome outcome = run(2);

    assertThat(outcome.error()).isNull();
    assertThat(outcome.result().drift()).isNotNull();
    assertThat(outcome.result().pins().referenceVersion()).isZero();
  }

  @Test
  void theModelIsTrainedOnTheRowsOfTheReferenceWhateverTheCurrentFilter() {
    RunResult atlanta = run(1, NOON, Map.of("where", "origin = 'ATL'")).result();
    String reference = atlanta.pins().referenceId();

    RunResult chicago =
        run(1, NOON, Map.of("where", "origin = 'ORD'", "reference", reference)).result();

    assertThat(chicago.pins().referenceId()).isEqualTo(reference);
    assertThat(chicago.model().modelId()).isEqualTo(atlanta.model().modelId());
    assertThat(chicago.model().trainedNow()).isFalse();
    assertThat(chicago.model().current().rows()).isNotEqualTo(atlanta.model().current().rows());
  }

  @Test
  void aRunThatFailedAndThenSucceedsCountsOnceInTheHistory() throws Exception {
    monitorText = TestingFlights.MONITOR_WITHOUT_MODEL;
    Map<String, String> broken = Map.of("reference", "ref-000000000000");
    RunOutcome failed = run(1, NOON, broken);
    RunOutcome again = run(1, NOON, broken);
    RunOutcome good = run(1);

    assertThat(failed.exitCode()).isEqualTo(21);
    assertThat(again.result().runId()).isEqualTo(failed.result().runId());
    assertThat(new History(store()).runs(null, 10))
        .extracting(RunResult::runId)
        .containsExactlyInAnyOrder(failed.result().runId(), good.result().runId());
    assertThat(Files.readString(Path.of(failed.verdictFile()))).contains("REFERENCE_UNAVAILABLE");
  }

  @Test
  void theStoredResultRebuildsTheReports() throws Exception {
    monitorText = TestingFlights.MONITOR_WITHOUT_MODEL;
    RunOutcome outcome = run(1);
    Path report = Path.of(outcome.reportFile());
    String before = Files.readString(report);
    Files.delete(report);

    TestingCommand command = TestingCommand.run("report", "--out", out().toString());

    assertThat(command.exitCode()).isZero();
    assertThat(Files.readString(report)).isEqualTo(before);
  }

  @Test
  void historyShowsPastRunsAsATable() {
    monitorText = TestingFlights.MONITOR_WITHOUT_MODEL;
    run(1);

    TestingCommand command = TestingCommand.run("history", "--out", out().toString());

    assertThat(command.out()).contains("monitor", "small-flights", "3/3 passed", "6,000");
  }

  @Test
  void aCopyOfTheTableElsewhereIsAnotherTable() {
    monitorText = TestingFlights.MONITOR_WITHOUT_MODEL;
    RunResult here = run(1).result();
    table = TestingFlights.newTable(spark, folder.resolve("elsewhere"));

    RunResult there = run(1).result();

    assertThat(there.runId()).isNotEqualTo(here.runId());
    assertThat(stored(StoreTable.REFERENCES).select(col("table_id")).distinct().count())
        .isEqualTo(2);
  }
}
