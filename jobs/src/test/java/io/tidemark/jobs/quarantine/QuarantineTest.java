package io.tidemark.jobs.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.tables.DeltaTable;
import io.tidemark.jobs.FailOn;
import io.tidemark.jobs.MonitorJob;
import io.tidemark.jobs.Part;
import io.tidemark.jobs.Progress;
import io.tidemark.jobs.RunOutcome;
import io.tidemark.jobs.TestingFlights;
import io.tidemark.jobs.TestingSpark;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real flights with faults put in, of which the number and the rows are known: 10 without a delay,
 * 20 with a distance out of range, 5 with an unknown origin, of which 3 have a bad distance too,
 * and 4 rows that repeat the key of another.
 */
@NullUnmarked // a part that is missing fails the test
class QuarantineTest {
  private static final String MONITOR =
      """
      monitor: flights
      table: set-by-the-test
      key: [flight_id]
      checks:
        - size: {min: 1000}
        - completeness: {column: delay, min: 0.9}
        - range: {column: distance, min: 1, max: 9000}
        - allowed_values: {column: origin, values: [ATL, ORD, DFW, SEA]}
        - range: {column: delay, max: 0, severity: warn}
        - mean: {column: distance, min: 0}
      quarantine: {to: set-by-the-test}
      """;

  private static final String STATISTICS = "spark.databricks.delta.stats.collect";

  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @AfterAll
  static void keepNone() {
    TestingSpark.session().conf().set(STATISTICS, false);
  }

  /** The faulty flights as version 0. */
  @BeforeEach
  void writeFlights() {
    Dataset<Row> flights =
        TestingFlights.month(spark, 1)
            .withColumn(
                "flight_id",
                functions.expr("row_number() over (order by date, origin, destination, delay)"))
            .withColumn("delay", functions.expr("if(flight_id <= 10, null, delay)"))
            .withColumn(
                "distance", functions.expr("if(flight_id between 101 and 120, -1, distance)"))
            .withColumn(
                "origin", functions.expr("if(flight_id between 118 and 122, 'XXX', origin)"))
            .withColumn(
                "flight_id",
                functions.expr("if(flight_id between 205 and 208, flight_id - 4, flight_id)"));
    // As tables are outside of these tests. Not earlier: TestingSpark.session() turns them off.
    spark.conf().set(STATISTICS, true);
    flights.coalesce(1).write().format("delta").save(path("flights"));
  }

  private Monitor monitor(String... overrides) {
    Map<String, String> all = new java.util.LinkedHashMap<>();
    all.put("table", path("flights"));
    all.put("out", path("out"));
    all.put("quarantine.to", path("quarantine"));
    for (int i = 0; i < overrides.length; i += 2) {
      all.put(overrides[i], overrides[i + 1]);
    }
    return new MonitorLoader().parse("m.yaml", MONITOR, all);
  }

  /** One check cannot be evaluated: it must set no row apart, and keep none from it. */
  private Monitor monitorWithABrokenCheck() {
    String text =
        MONITOR.replace("quarantine:", "  - satisfies: {sql: no_such_column > 1}\nquarantine:");
    return new MonitorLoader()
        .parse(
            "m.yaml",
            text,
            Map.of(
                "table", path("flights"),
                "out", path("out"),
                "quarantine.to", path("quarantine"),
                "quarantine.clean", path("clean")));
  }

  private RunOutcome validate(Monitor monitor) {
    return new MonitorJob(
            spark,
            Clock.systemUTC(),
            Progress.silent(),
            new MonitorJob.Options(
                monitor,
                new VersionSelector.Latest(),
                "validate",
                EnumSet.of(Part.CHECKS),
                FailOn.ERROR))
        .execute();
  }

  private Release.Outcome release() {
    Monitor monitor = monitor();
    return new Release(spark, Progress.silent())
        .execute(monitor, monitor.quarantine(), Optional.empty());
  }

  private Dataset<Row> read(String name) {
    return spark.read().format("delta").load(path(name));
  }

  private long held(String filter) {
    return read("quarantine").filter(filter).count();
  }

  private long versions(String name) {
    return DeltaTable.forPath(spark, path(name)).history().count();
  }

  @Test
  void theQuarantineHoldsExactlyTheRowsWithFaults() throws Exception {
    RunOutcome outcome = validate(monitorWithABrokenCheck());

    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.CHECKS);
    assertThat(held("array_contains(_constraint_ids, 'completeness(delay)')")).isEqualTo(10);
    assertThat(held("array_contains(_constraint_ids, 'range(distance)')")).isEqualTo(20);
    assertThat(held("array_contains(_constraint_ids, 'allowed_values(origin)')")).isEqualTo(5);
    assertThat(held("array_contains(_constraint_ids, 'uniqueness(flight_id)')")).isEqualTo(8);
    // Three rows have two faults.
    assertThat(held("true")).isEqualTo(10 + 20 + 5 - 3 + 8);
    assertThat(
            held(
                "delay is null or distance = -1 or origin = 'XXX' or flight_id between 201 and 204"))
        .isEqualTo(40);
    Row one = read("quarantine").filter("flight_id = 118").first();
    assertThat(one.<String>getAs("_row_key")).isEqualTo("{\"flight_id\":118}");
    assertThat(one.<Long>getAs("_source_version")).isZero();
    assertThat(one.getList(one.fieldIndex("_reasons")))
        .isEqualTo(
            List.of(
                "`distance` is -1, expected in [1, 9000]",
                "`origin` is XXX, expected one of [ATL, ORD, DFW, SEA]"));
    assertThat(read("clean").count()).isEqualTo(TestingFlights.ROWS - 40);
    assertThat(read("clean").columns()).isEqualTo(read("flights").columns());
    assertThat(
            read("clean")
                .unionByName(read("quarantine").select(columns()))
                .exceptAll(read("flights"))
                .count())
        .isZero();
    JsonNode verdict = new ObjectMapper().readTree(Path.of(outcome.verdictFile()).toFile());
    assertThat(verdict.at("/checks/failing_rows/rows").asLong()).isEqualTo(40);
    assertThat(verdict.at("/checks/failing_rows/clean_rows").asLong())
        .isEqualTo(TestingFlights.ROWS - 40);
    assertThat(Files.readString(Path.of(outcome.reportFile())))
        .contains("40 rows are in quarantine", "WHERE _monitor = 'flights'");
  }

  private org.apache.spark.sql.Column[] columns() {
    return java.util.Arrays.stream(read("flights").columns())
        .map(functions::col)
        .toArray(org.apache.spark.sql.Column[]::new);
  }

  @Test
  void aRepeatedRunWritesNothingAndKeepsWhatPeopleRepaired() {
    validate(monitor());
    spark.sql("update delta.`%s` set delay = 7 where flight_id = 3".formatted(path("quarantine")));
    long before = versions("quarantine");

    RunOutcome again = validate(monitor());

    assertThat(versions("quarantine")).isEqualTo(before);
    assertThat(held("true")).isEqualTo(40);
    assertThat(held("flight_id = 3 and delay = 7")).isEqualTo(1);
    assertThat(again.result().checks().failingRows().rows()).isEqualTo(40);
  }

  /** Then its commits that replace rows do not say how many they wrote. */
  @Test
  void withoutDeltasStatisticsTheRowsAreCounted() {
    spark.conf().set(STATISTICS, false);

    RunOutcome first = validate(monitorWithABrokenCheck());
    validate(monitorWithABrokenCheck());

    assertThat(first.result().checks().failingRows().rows()).isEqualTo(40);
    assertThat(first.result().checks().failingRows().cleanRows())
        .isEqualTo(TestingFlights.ROWS - 40);
    assertThat(held("true")).isEqualTo(40);
  }

  @Test
  void withWarningsTheirRowsAreSetApartToo() {
    validate(monitor("quarantine.severity", "warn"));

    long late = read("flights").filter("delay > 0").count();
    assertThat(held("array_contains(_constraint_ids, 'range(delay)')")).isEqualTo(late);
    assertThat(late).isGreaterThan(100);
  }

  @Test
  void anotherVersionTakesAPlaceOfItsOwn() {
    validate(monitor());
    spark.sql("delete from delta.`%s` where distance = -1".formatted(path("flights")));

    validate(monitor());

    assertThat(held("_source_version = 0")).isEqualTo(40);
    assertThat(held("_source_version = 1")).isEqualTo(20);
  }

  @Test
  void repairedRowsGoBackIntoTheTableOnce() {
    validate(monitor());
    String quarantine = path("quarantine");
    spark.sql("update delta.`%s` set delay = 7 where flight_id <= 6".formatted(quarantine));
    spark.sql(
        "update delta.`%s` set distance = 500 where flight_id between 101 and 120"
            .formatted(quarantine));
    // One of them changes in the table, one disappears.
    spark.sql("update delta.`%s` set delay = 99 where flight_id = 1".formatted(path("flights")));
    spark.sql("delete from delta.`%s` where flight_id = 2".formatted(path("flights")));

    Release.Outcome outcome = release();

    assertThat(outcome.version()).isZero();
    assertThat(outcome.rows())
        .isEqualTo(
            Map.of(
                Release.State.RELEASED, 4L + 17L,
                Release.State.CHANGED, 1L,
                Release.State.GONE, 1L,
                // 4 delays and 5 origins were not repaired.
                Release.State.FAILS, 4L + 5L,
                Release.State.AMBIGUOUS, 8L));
    assertThat(held("true")).isEqualTo(40 - 21);
    assertThat(read("flights").filter("delay = 7 and flight_id between 3 and 6").count())
        .isEqualTo(4);
    assertThat(read("flights").filter("distance = 500 and flight_id between 101 and 117").count())
        .isEqualTo(17);
    assertThat(read("flights").filter("flight_id = 1 and delay = 99").count()).isEqualTo(1);
    assertThat(read("flights").count()).isEqualTo(TestingFlights.ROWS - 1);

    Release.Outcome again = release();

    assertThat(again.count(Release.State.RELEASED)).isZero();
    assertThat(read("flights").filter("distance = 500 and flight_id <= 120").count()).isEqualTo(17);
  }

  @Test
  void aReleaseThatWasStoppedAfterTheMergeIsFinishedByTheNext() {
    validate(monitor());
    spark.sql("update delta.`%s` set delay = 7 where flight_id = 3".formatted(path("quarantine")));
    // As the merge would have left it.
    spark.sql("update delta.`%s` set delay = 7 where flight_id = 3".formatted(path("flights")));

    assertThat(release().count(Release.State.RELEASED)).isEqualTo(1);
    assertThat(held("flight_id = 3")).isZero();
  }

  @Test
  void nothingIsReleasedWhileACheckCannotBeEvaluated() {
    validate(monitorWithABrokenCheck());
    Monitor monitor = monitorWithABrokenCheck();

    assertThatThrownBy(
            () ->
                new Release(spark, Progress.silent())
                    .execute(monitor, monitor.quarantine(), Optional.empty()))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("satisfies(no_such_column > 1)")
        .extracting(e -> ((TidemarkException) e).code())
        .isEqualTo(ErrorCode.CONFIG_DOES_NOT_FIT_TABLE);
    assertThat(versions("flights")).isEqualTo(1);
  }

  @Test
  void nothingInQuarantineIsNothingToRelease() {
    assertThat(release().version()).isNull();
  }

  @Test
  void tablesOfOthersAreNotTouched() {
    spark.range(5).write().format("delta").save(path("others"));

    assertFailure(
        monitor("quarantine.to", path("others")),
        ErrorCode.OUTPUT_NOT_WRITABLE,
        "but no quarantine");
    assertFailure(
        monitor("quarantine.clean", path("others")),
        ErrorCode.OUTPUT_NOT_WRITABLE,
        "was not written by the monitor `flights`");
    assertFailure(
        monitor("quarantine.clean", path("flights")), ErrorCode.CONFIG_INVALID, "has two uses");
    assertThat(read("others").count()).isEqualTo(5);
    assertThat(versions("others")).isEqualTo(1);
  }

  private void assertFailure(Monitor monitor, ErrorCode code, String message) {
    RunOutcome outcome = validate(monitor);
    assertThat(outcome.exitCode()).isEqualTo(code.exitCode());
    assertThat(outcome.result().failure().message()).contains(message);
  }

  @Test
  void namesOfTheQuarantineInTheTableAreRefused() {
    spark
        .range(5)
        .selectExpr("id as flight_id", "1 as _reasons")
        .write()
        .format("delta")
        .save(path("taken"));

    assertFailure(
        monitor("table", path("taken")),
        ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
        "has columns [_reasons], which a quarantine has too");
  }
}
