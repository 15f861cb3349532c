package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.tables.DeltaTable;
import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.reports.RunVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that look at other tables, at earlier versions and at earlier results. */
class ChecksBesideRowsTest {
  private final SparkSession spark = TestingSpark.session();
  private Instant now = Instant.now();
  private String where = "";

  @TempDir private Path folder;

  private String path(String table) {
    return folder.resolve(table).toString();
  }

  /** A version of so many rows, whose x has this mean. */
  private void commit(String table, long rows, double mean) {
    spark
        .range(0, rows, 1, 2)
        .selectExpr("id", mean + "D + (id % 2) * 2 - 1 as x", "concat('k', id % 4) as k")
        .coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .save(path(table));
  }

  private RunOutcome outcome(long version, String... checks) {
    String text =
        "monitor: m\ntable: %s\nout: %s\n%schecks:\n  - %s\n"
            .formatted(path("t"), path("out"), where, String.join("\n  - ", checks));
    now = now.plus(Duration.ofMinutes(1));
    MonitorJob.Options options =
        new MonitorJob.Options(
            new MonitorLoader().parse("m.yaml", text, Map.of()),
            new VersionSelector.AtVersion(version),
            "validate",
            EnumSet.of(Part.CHECKS),
            FailOn.ERROR);
    return new MonitorJob(spark, Clock.fixed(now, ZoneOffset.UTC), Progress.silent(), options)
        .execute();
  }

  private List<CheckResult> run(long version, String... checks) {
    RunOutcome outcome = outcome(version, checks);
    assertThat(outcome.error()).as("%s", outcome.result().failure()).isNull();
    return Objects.requireNonNull(outcome.result().checks()).results();
  }

  private static List<CheckStatus> statuses(List<CheckResult> results) {
    return results.stream().map(CheckResult::status).toList();
  }

  @Test
  void otherTablesAreReadInTheVersionThatIsNamed() {
    commit("t", 100, 5);
    spark
        .sql("select concat('k', id) as code from range(4)")
        .write()
        .format("delta")
        .save(path("keys"));
    spark.sql("select 'k1' as code").write().format("delta").mode("overwrite").save(path("keys"));
    String keys = path("keys");

    List<CheckResult> results =
        run(
            0,
            "foreign_key: {columns: [k], table: " + keys + ", version: 0, other_columns: [code]}",
            "foreign_key: {columns: [k], table: "
                + keys
                + ", other_columns: [code], share: 0.25, id: newest}",
            "foreign_key: {columns: [k], table: "
                + path("gone")
                + ", other_columns: [code], id: gone}",
            "row_count_match: {table: " + keys + ", version: 0, min: 25, max: 25}");

    assertThat(statuses(results))
        .containsExactly(CheckStatus.PASS, CheckStatus.PASS, CheckStatus.ERROR, CheckStatus.PASS);
    assertThat(results.get(1).message()).contains(keys + "@1").contains("is 0.25 (100 rows;");
    assertThat(results.get(2).message()).startsWith("there is no table at `" + path("gone") + "`");
  }

  @Test
  void anotherVersionOfAnotherTableIsAnotherRun() {
    commit("t", 100, 5);
    commit("copy", 100, 5);
    String check = "dataset_match: {table: " + path("copy") + "}";
    RunOutcome first = outcome(0, check);
    RunOutcome again = outcome(0, check);
    commit("copy", 99, 5);
    RunOutcome changed = outcome(0, check);

    assertThat(again.result().runId()).isEqualTo(first.result().runId());
    assertThat(changed.result().runId()).isNotEqualTo(first.result().runId());
    assertThat(first.exitCode()).isZero();
    assertThat(changed.exitCode()).isEqualTo(10);
  }

  @Test
  void thePreviousVersionIsTheOneWithOtherRows() {
    commit("t", 100, 5);
    commit("t", 80, 5);
    spark.sql("alter table delta.`" + path("t") + "` set tblproperties ('a' = 'b')");

    List<CheckResult> results =
        run(
            2,
            "row_count_match: {version: previous, min: 0.8, max: 0.8}",
            "schema_match: {version: previous}",
            "dataset_match: {version: 1}",
            "volume: {versions: 1, min: 0.8, max: 0.8}");

    assertThat(statuses(results)).containsOnly(CheckStatus.PASS);
    assertThat(results.get(0).message()).contains(path("t") + "@0 has 100");
    assertThat(run(0, "schema_match: {version: previous}").get(0).message())
        .contains("has no version before it to compare with");
    assertThat(statuses(run(0, "volume: {min: 0.8}")))
        .containsExactly(CheckStatus.INSUFFICIENT_DATA);
  }

  @Test
  void anEarlierVersionWhoseFilesAreGoneIsTheErrorOfTheChecksThatReadIt() {
    commit("t", 100, 5);
    commit("t", 80, 5);
    spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", false);
    try {
      DeltaTable.forPath(spark, path("t")).vacuum(0);
    } finally {
      spark.conf().unset("spark.databricks.delta.retentionDurationCheck.enabled");
    }
    where = "where: x > 0\n";

    List<CheckResult> results =
        run(
            1,
            "size: {min: 80, max: 80}",
            "volume: {versions: 1, min: 0.8}",
            "dataset_match: {version: previous}",
            "foreign_key: {columns: [k], version: previous}");

    assertThat(statuses(results))
        .containsExactly(CheckStatus.PASS, CheckStatus.ERROR, CheckStatus.ERROR, CheckStatus.ERROR);
    assertThat(results.get(1).message()).startsWith("data files of `" + path("t") + "@0` are gone");
  }

  @Test
  void theAgeOfAVersionGrowsAndEachRunIsItsOwn() {
    commit("t", 10, 5);
    RunOutcome young = outcome(0, "freshness: {max_age: PT1H}");
    now = now.plus(Duration.ofHours(1));
    RunOutcome old = outcome(0, "freshness: {max_age: PT1H}");

    assertThat(young.exitCode()).isZero();
    assertThat(old.exitCode()).isEqualTo(10);
    assertThat(old.result().runId()).isNotEqualTo(young.result().runId());
  }

  @Test
  void anAnomalyIsHeldAgainstWhatEarlierRunsHaveMeasured() throws Exception {
    for (double mean : new double[] {5, 5.1, 4.9, 5, 9}) {
      commit("t", 100, mean);
    }
    String anomaly = "anomaly: {of: {mean: {column: x}}, robust_z: 4, min_history: 3}";
    // The history begins before there is any anomaly check, with the check on the same number.
    run(0, "mean: {column: x, min: 0}");
    RunOutcome early = outcome(1, anomaly);
    run(2, anomaly);
    RunOutcome calm = outcome(3, anomaly);
    RunOutcome alarm = outcome(4, anomaly);
    RunOutcome again = outcome(4, anomaly);

    assertThat(early.result().verdict()).isEqualTo(RunVerdict.INSUFFICIENT_DATA);
    assertThat(early.exitCode()).isZero();
    assertThat(calm.result().verdict()).isEqualTo(RunVerdict.PASS);
    assertThat(alarm.exitCode()).isEqualTo(10);
    assertThat(Objects.requireNonNull(alarm.result().checks()).results().get(0).message())
        .startsWith("mean of `x` is 9 (100 rows; robust z ")
        .contains("from the median 5 of 4 earlier values");
    assertThat(again.result().runId()).isEqualTo(alarm.result().runId());
    assertThat(
            new ResultStore(spark, path("out/results"))
                .query(StoreTable.METRICS, rows -> rows.filter("metric = 'mean(x)'")))
        .hasSize(5);
    JsonNode verdict = new ObjectMapper().readTree(Path.of(early.verdictFile()).toFile());
    assertThat(verdict.at("/checks/undecided").asInt()).isEqualTo(1);
    assertThat(verdict.at("/checks/problems")).isEmpty();
    assertThat(Files.readString(Path.of(Objects.requireNonNull(early.reportFile()))))
        .contains("without enough history");
  }

  @Test
  void aMissWithinTheToleranceWarnsAndTheDescriptionIsShown() throws Exception {
    commit("t", 100, 5);
    RunOutcome outcome =
        outcome(
            0,
            "mean: {column: x, min: 5.2, tolerance: 0.3, description: 'agreed with <the source>'}");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.result().verdict()).isEqualTo(RunVerdict.WARN);
    assertThat(Files.readString(Path.of(Objects.requireNonNull(outcome.reportFile()))))
        .contains("agreed with &lt;the source&gt;");
  }
}
