package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.tables.DeltaTable;
import io.tidemark.drift.Role;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a version is compared with, on a small table whose versions each hold other rows. */
@NullUnmarked // a part that is missing fails the test
class ComparisonKindsTest {
  private static final String MONITOR =
      "monitor: m\ntable: set-by-the-test\nchecks:\n  - size: {min: 100}\ndrift: {against: previous}\n";

  private final SparkSession spark = TestingSpark.session();
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path folder;

  private String table() {
    return folder.resolve("t").toString();
  }

  /** A version of rows x from 0 to 1 but for a shift, and y, which is x in another order. */
  private void commit(long rows, double shift) {
    spark
        .range(0, rows, 1, 2)
        .selectExpr(
            "(id % 1000) / 1000D + " + shift + "D as x",
            "pmod(xxhash64(id), 1000) / 1000D as y",
            "concat('k', id % 4) as k")
        .coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .save(table());
  }

  private RunOutcome run(long version, String command, Set<Part> parts, String... overrides) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < overrides.length; i += 2) {
      all.put(overrides[i], overrides[i + 1]);
    }
    all.put("table", table());
    all.put("out", folder.resolve("out").toString());
    now = now.plus(Duration.ofMinutes(1));
    MonitorJob.Options options =
        new MonitorJob.Options(
            new MonitorLoader().parse("m.yaml", MONITOR, all),
            new VersionSelector.AtVersion(version),
            command,
            parts,
            FailOn.ERROR);
    return new MonitorJob(spark, Clock.fixed(now, ZoneOffset.UTC), Progress.silent(), options)
        .execute();
  }

  private RunResult run(long version, String... overrides) {
    RunOutcome outcome = run(version, "run", EnumSet.allOf(Part.class), overrides);
    assertThat(outcome.error()).as("%s", outcome.result().failure()).isNull();
    return outcome.result();
  }

  private long references() {
    return new ResultStore(spark, folder.resolve("out/results").toString())
        .query(StoreTable.REFERENCES, rows -> rows)
        .size();
  }

  @Test
  void theFirstVersionHasNothingToCompareWithAndThatIsSaidEverywhere() throws Exception {
    commit(2000, 0);

    RunOutcome outcome = run(0, "run", EnumSet.allOf(Part.class));

    String reason =
        "There is nothing to compare with yet: `"
            + table()
            + "@0` is the first version with data that the table's history knows.";
    RunResult result = outcome.result();
    assertThat(outcome.exitCode()).isZero();
    assertThat(result.verdict()).isEqualTo(RunVerdict.PASS);
    assertThat(result.headline()).isEqualTo("The check passed; nothing to compare with yet.");
    assertThat(result.drift()).isNull();
    assertThat(result.notCompared()).isEqualTo(reason);
    assertThat(result.pins().referenceVersions()).isEmpty();
    assertThat(result.pins().against()).isEqualTo("previous");
    JsonNode verdict = new ObjectMapper().readTree(Path.of(outcome.verdictFile()).toFile());
    assertThat(verdict.path("not_compared").asText()).isEqualTo(reason);
    assertThat(verdict.path("drift").isNull()).isTrue();
    assertThat(Files.readString(Path.of(outcome.reportFile())))
        .contains("is the first version with data");
  }

  @Test
  void nothingToCompareWithAloneIsNoPass() {
    commit(2000, 0);

    RunOutcome outcome = run(0, "drift", EnumSet.of(Part.DRIFT));

    assertThat(outcome.result().verdict()).isEqualTo(RunVerdict.INSUFFICIENT_DATA);
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void thePreviousVersionIsTheOneWithOtherRows() {
    commit(2000, 0);
    commit(2000, 0.5);
    spark.sql("alter table delta.`" + table() + "` set tblproperties ('a' = 'b')");
    DeltaTable.forPath(spark, table()).optimize().executeCompaction();

    RunResult second = run(1);
    RunResult afterwards = run(2);

    assertThat(second.pins().referenceVersions()).containsExactly(0L);
    assertThat(second.drift().count(Verdict.DRIFT)).isOne();
    assertThat(afterwards.pins().referenceVersions())
        .as("version 2 holds the rows of version 1")
        .containsExactly(0L);
    assertThat(afterwards.pins().referenceId()).isEqualTo(second.pins().referenceId());
    assertThat(references()).isOne();
  }

  @Test
  void aSnapshotOfTheVersionBeforeOutlivesVacuum() {
    commit(2000, 0);
    new SnapshotJob(spark, Clock.systemUTC(), Progress.silent())
        .execute(
            new MonitorLoader()
                .parse(
                    "m.yaml",
                    MONITOR,
                    Map.of("table", table(), "out", folder.resolve("out").toString())),
            new VersionSelector.AtVersion(0));
    commit(2000, 0);
    vacuum();

    RunResult result = run(1);

    assertThat(result.drift().verdict()).isEqualTo(Verdict.PASS);
    assertThat(references()).isOne();
  }

  @Test
  void trailingVersionsAreTheNewestThatPassed() {
    String trailing = "{trailing: 2}";
    commit(2000, 0);
    commit(2000, 0);
    commit(50, 0);
    commit(2000, 0);
    commit(2000, 0);
    RunResult first = run(0, "drift.against", trailing);
    run(1, "drift.against", trailing);
    RunResult failed = run(2, "drift.against", trailing);
    run(3, "drift.against", trailing);

    RunResult last = run(4, "drift.against", trailing);

    assertThat(first.notCompared())
        .isEqualTo(
            "There is nothing to compare with yet: no earlier version of the table has a run of this monitor that"
                + " ended in PASS or WARN.");
    assertThat(failed.verdict()).isEqualTo(RunVerdict.FAIL);
    assertThat(last.pins().referenceVersions()).containsExactly(3L, 1L);
    assertThat(last.pins().against()).isEqualTo("trailing 2");
    assertThat(last.drift().referenceRows()).isEqualTo(4000);
    assertThat(last.drift().verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void theNewestRunOfAVersionDecidesWhetherItPassed() {
    String trailing = "{trailing: 3}";
    commit(2000, 0);
    commit(2000, 0);
    run(0, "drift.against", trailing);
    run(0, "drift.against", trailing, "checks", "[{size: {min: 3000}}]");

    RunResult afterFailure = run(1, "drift.against", trailing);
    run(0, "drift.against", trailing, "checks", "[{size: {min: 10}}]");
    RunResult afterSuccess = run(1, "drift.against", trailing, "checks", "[{size: {min: 11}}]");

    assertThat(afterFailure.notCompared()).contains("no earlier version");
    assertThat(afterSuccess.pins().referenceVersions()).containsExactly(0L);
  }

  @Test
  void aRunThatBrokeOffSaysNothingAboutItsVersion() {
    String trailing = "{trailing: 3}";
    commit(2000, 0);
    commit(2000, 0);
    run(0, "drift.against", trailing);
    RunOutcome broken =
        run(
            0,
            "run",
            EnumSet.allOf(Part.class),
            "reference",
            "ref-000000000000",
            "drift.against",
            "reference");

    RunResult result = run(1, "drift.against", trailing);

    assertThat(broken.result().verdict()).isEqualTo(RunVerdict.ERROR);
    assertThat(result.pins().referenceVersions()).containsExactly(0L);
  }

  @Test
  void columnsThatNotAllTrailingVersionsHaveAreNotCompared() {
    String trailing = "{trailing: 2}";
    commit(6000, 0);
    spark
        .range(6000)
        .selectExpr("(id % 1000) / 1000D as x", "cast(id as string) as k", "id as z")
        .write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", "true")
        .save(table());
    spark
        .read()
        .format("delta")
        .load(table())
        .write()
        .format("delta")
        .mode("overwrite")
        .save(table());
    run(0, "drift.against", trailing);
    run(1, "drift.against", trailing, "drift.include", "[x]", "drift.max_drifted_share", "1");

    RunResult result = run(2, "drift.against", trailing);

    assertThat(result.pins().referenceVersions()).containsExactly(1L, 0L);
    assertThat(result.drift().columns()).extracting(c -> c.column()).containsExactly("x", "k");
    assertThat(result.drift().reason()).contains("not in the reference and so not compared: z");
  }

  @Test
  void aPreviousVersionWithoutRowsIsNothingToCompareWith() {
    commit(2000, 0);
    spark.sql("delete from delta.`" + table() + "`");
    commit(2000, 0);

    assertThat(run(2).notCompared())
        .isEqualTo("There is nothing to compare with: `" + table() + "@1` has no rows.");
  }

  @Test
  void rolesAndWeightsReachTheVerdict() {
    commit(2000, 0);
    commit(2000, 0.5);
    // x drifts, y and k do not.
    RunResult light = run(1, "drift.weights", "{x: 0.1, y: 0.9}");
    RunResult heavy = run(1, "drift.weights", "{x: 0.9, y: 0.1}");
    RunResult target = run(1, "drift.target", "x");

    assertThat(light.drift().driftedShare()).isEqualTo(0.1);
    assertThat(light.drift().verdict()).isEqualTo(Verdict.WARN);
    assertThat(heavy.drift().verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(target.drift().verdict()).isEqualTo(Verdict.WARN);
    assertThat(target.drift().reason()).contains("the target drifted (x)");
    assertThat(target.drift().roles())
        .extracting(r -> r.role())
        .containsExactly(Role.FEATURE, Role.TARGET);
  }

  @Test
  void weightsComeFromTheTrainedModel() {
    commit(2000, 0);
    commit(2000, 0.5);
    String training =
        "{label: x > 0.3, features: {double: {kind: numeric, sql: X * 2}, k: {kind: categorical}}, split: {column: t}}";
    withTime();

    RunResult result =
        run(
            3,
            "training",
            training,
            "reference",
            "2",
            "drift.weights",
            "from_model",
            "drift.max_drifted_share",
            "0.9");

    // The label depends on x alone, so that it weighs nearly all; k next to nothing; y and t
    // nothing.
    assertThat(result.model().card().importances().get("double")).isGreaterThan(0.95);
    assertThat(result.drift().driftedShare())
        .isCloseTo(result.model().card().importances().get("double"), within(1e-9));
    assertThat(result.drift().verdict()).isEqualTo(Verdict.DRIFT);
  }

  /** The two versions again, as versions 2 and 3, with a column of times. */
  private void withTime() {
    for (long version : new long[] {0, 1}) {
      spark
          .read()
          .format("delta")
          .option("versionAsOf", version)
          .load(table())
          .selectExpr("*", "timestamp_seconds(pmod(xxhash64(x, y, k), 100000)) as t")
          .write()
          .format("delta")
          .mode("overwrite")
          .option("overwriteSchema", "true")
          .save(table());
    }
  }

  @Test
  void columnsThatMoveTogetherAreSeenTogetherOnly() {
    commit(4000, 0);
    spark
        .range(0, 4000, 1, 2)
        .selectExpr(
            "(id % 1000) / 1000D as x", "(id % 1000) / 1000D as y", "concat('k', id % 4) as k")
        .coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .save(table());

    RunResult alone = run(1);
    RunResult together = run(1, "drift.multivariate", "true");

    assertThat(alone.drift().verdict()).isEqualTo(Verdict.PASS);
    assertThat(together.drift().multivariate().verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(together.drift().multivariate().columns()).containsExactlyInAnyOrder("x", "y", "k");
    assertThat(together.drift().verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(together.headline()).contains("none drifted by itself, but all together");
  }

  @Test
  void withoutTheReferencesRowsTheColumnsAreNotComparedTogether() {
    commit(2000, 0);
    commit(2000, 0);
    run(1);
    vacuum();

    RunResult result = run(1, "drift.multivariate", "true");

    assertThat(result.drift().verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.drift().multivariate().verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.drift().multivariate().problem())
        .contains("those of version 0 are gone (VACUUM or log clean-up)");
  }

  private void vacuum() {
    spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    DeltaTable.forPath(spark, table()).vacuum(0.0);
  }
}
