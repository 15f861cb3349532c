package io.tidemark.jobs.suggest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.tidemark.jobs.TestingCommand;
import io.tidemark.jobs.TestingFlights;
import io.tidemark.jobs.TestingSpark;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suggestions as a user gets them, on real Delta tables. */
class SuggestCommandTest {
  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;

  private Path table() {
    return folder.resolve("flights");
  }

  private Path file() {
    return folder.resolve("suggested.yaml");
  }

  private TestingCommand suggest(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("suggest", "--table", table().toString(), "--out", folder + "/out"));
    arguments.addAll(Arrays.asList(more));
    return TestingCommand.run(arguments.toArray(String[]::new));
  }

  private TestingCommand validate(Path monitor, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("validate", "-c", monitor.toString(), "--out", folder + "/out"));
    arguments.addAll(Arrays.asList(more));
    return TestingCommand.run(arguments.toArray(String[]::new));
  }

  private void commit(Dataset<Row> rows) {
    rows.coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", true)
        .option("delta.columnMapping.mode", "name")
        .save(table().toString());
  }

  /** February with some delays missing, some destinations wrong and kilometres for miles. */
  private Dataset<Row> faulty() {
    Column chance = pmod(xxhash64(col("date"), col("destination"), col("delay")), lit(100));
    return TestingFlights.month(spark, 2)
        .withColumn("distance", col("distance").multiply(1.609).cast("bigint"))
        .withColumn("destination", when(chance.lt(4), "n/a?").otherwise(col("destination")))
        .withColumn("delay", when(chance.geq(94), null).otherwise(col("delay")));
  }

  /** January, February, February with faults, March. */
  private void flights() throws IOException {
    TestingFlights.table(folder);
    commit(faulty());
    commit(TestingFlights.month(spark, 3));
  }

  /** The check of a written file, with the comments right above it. */
  private static String block(String yaml, String check) {
    List<String> lines = yaml.lines().toList();
    int at =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).contains(check))
            .findFirst()
            .orElseThrow(() -> new AssertionError(check + " is not in\n" + yaml));
    int from = at;
    while (from > 0
        && lines.get(from - 1).startsWith("  # ")
        && !lines.get(from - 1).startsWith("  # -")) {
      from--;
    }
    return String.join("\n", lines.subList(from, at + 1));
  }

  @Test
  void theSuiteHoldsOnItsVersionAndTheShadowRunNamesTheFaultyOne() throws IOException {
    flights();
    TestingCommand suggested = suggest("--to", file().toString());

    assertThat(suggested.exitCode()).as(suggested.err()).isZero();
    String yaml = Files.readString(file());
    assertThat(yaml)
        .contains("monitor: flights\n")
        .contains("# Suggested by `tidemark suggest` from 6,000 rows of " + table() + "@3.")
        .contains("# Tried on the versions 2, 1, 0.");
    assertThat(block(yaml, "completeness: { column: delay"))
        .contains("would have failed on 1 of the last 3 versions (v2: 0.9")
        .contains("  - completeness");
    assertThat(block(yaml, "completeness: { column: origin"))
        .isEqualTo(
            """
              # no null in 6,000 rows
              # would have failed on none of the last 3 versions
              - completeness: { column: origin }\
            """);
    assertThat(block(yaml, "pattern: { column: destination")).contains("(v2: 0.9");
    assertThat(block(yaml, "mean: { column: distance")).contains("(v2: ");
    assertThat(block(yaml, "range: { column: delay"))
        .contains("values from -49 to 278; other versions have a few rows beyond")
        .contains("would have failed on none of the last 3 versions")
        .contains("share: 0.999 }");
    assertThat(yaml).doesNotContain("v0: ").doesNotContain("v1: ").doesNotContain("# -");
    assertThat(suggested.out())
        .contains("suggested ")
        .contains("shadow    tried on 3 versions; would have failed: v2 5 checks\n")
        .contains("next      read it, then tidemark validate --config " + file());
    assertThat(validate(file(), "--version", "3").exitCode()).isZero();
  }

  @Test
  void withoutAFileTheMonitorIsOutputAndTheRestIsNot() throws IOException {
    TestingFlights.table(folder);
    TestingCommand suggested = suggest("--version", "0", "--name", "mine");

    assertThat(suggested.exitCode()).as(suggested.err()).isZero();
    Monitor monitor = new MonitorLoader().parse("output", suggested.out(), Map.of());
    assertThat(monitor.monitor()).isEqualTo("mine");
    assertThat(suggested.out()).contains("# There was no version before to try them on.");
    assertThat(suggested.err())
        .contains("profile ")
        .contains("shadow    no version before to try them on")
        .contains("next      save it, read it");
  }

  @Test
  void columnsOfAnyNameAndTypeGetAFileThatLoadsAndHolds() {
    commit(
        spark
            .range(0, 400, 1, 1)
            .selectExpr(
                "id as `the.id`",
                "id % 3 as `a: b # c`",
                "concat('x ', id % 5) as `back``tick`",
                "concat('\\'\"\\\\', id % 4) as `größe`",
                "named_struct('in', id, 'n', cast(null as int)) as s",
                "if(id % 10 = 0, null, array(id)) as `list`",
                "map('k', id) as m",
                "cast(id as binary) as bin",
                "cast(id / 7 as decimal(38,18)) as d",
                "if(id = 3, double('NaN'), id / 3D) as nan",
                "cast(null as string) as nothing",
                "date'2001-01-01' as day",
                "id % 2 = 0 as `yes`",
                "-1 as same",
                "cast(uuid() as string) as `u-u-id`",
                "cast(id * 1.5 as string) as textual"));
    TestingCommand suggested = suggest("--to", file().toString());

    assertThat(suggested.exitCode()).as(suggested.err()).isZero();
    assertThat(file())
        .content()
        .contains("- uniqueness: { columns: [\"the.id\"] }")
        .contains("- allowed_values: { column: \"a: b # c\", values: [")
        .contains("- allowed_values: { column: \"back`tick\", values: [")
        .contains("- allowed_values: { column: \"größe\", values: [")
        .contains("- completeness: { column: s }")
        .contains("- completeness: { column: list, min: 0.86 }")
        .contains("- completeness: { column: m }")
        .contains("- completeness: { column: bin }")
        .contains("- range: { column: d, max: ")
        .contains("- range: { column: nan, min: 0, max: 160, share: 0.98 }")
        .contains("- allowed_values: { column: same, values: [\"-1\"] }")
        .contains("- format: { column: textual, is: number }")
        .doesNotContain("nothing");
    TestingCommand validated = validate(file());
    assertThat(validated.exitCode()).as(validated.out() + validated.err()).isZero();
  }

  @Test
  void versionsThatVacuumTookAreSkippedAndSaidSo() throws IOException {
    flights();
    spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", false);
    DeltaTable.forPath(spark, table().toString()).vacuum(0.0);
    TestingCommand suggested = suggest("--to", file().toString());

    assertThat(suggested.exitCode()).as(suggested.err()).isZero();
    assertThat(file())
        .content()
        .contains("# There was no version before to try them on.")
        .contains("# Version 2 was left out: data files of `" + table() + "@2` are gone");
    assertThat(suggested.err()).contains("version 2 is left out: data files of");
  }

  @Test
  void onlyVersionsWithOtherRowsAreTried() throws IOException {
    TestingFlights.table(folder);
    DeltaTable.forPath(spark, table().toString()).optimize().executeCompaction();
    spark.sql(
        "alter table delta.`" + table() + "` set tblproperties ('delta.appendOnly' = 'false')");
    commit(TestingFlights.month(spark, 3));
    TestingCommand suggested = suggest("--versions", "1");

    assertThat(suggested.out()).contains("# Tried on the versions 1.");
  }

  @Test
  void aColumnThatEarlierVersionsLackIsNoFailureThere() {
    commit(spark.range(0, 100, 1, 1).selectExpr("id % 3 as a"));
    commit(spark.range(0, 100, 1, 1).selectExpr("id % 3 as a", "id % 4 as b"));
    TestingCommand suggested = suggest();

    assertThat(suggested.exitCode()).as(suggested.err()).isZero();
    assertThat(block(suggested.out(), "- completeness: { column: b }"))
        .contains("  # could not be evaluated on v0\n");
    assertThat(block(suggested.out(), "- completeness: { column: a }"))
        .contains("  # would have failed on none of 1 version before\n");
  }

  @Test
  void withAMonitorItsFilterAppliesAndItsChecksAreNotSuggestedAgain() throws IOException {
    TestingFlights.table(folder);
    Path config =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            monitor: mine
            table: set-by-the-test
            where: origin = 'ATL'
            key: { columns: [date, destination], unique: 0.5 }
            checks:
              - mean: { column: delay, min: 0 }
              - range: { column: distance, max: 1, where: delay > 1000 }
            """);
    TestingCommand suggested = suggest("-c", config.toString(), "--to", file().toString());

    assertThat(suggested.exitCode()).as(suggested.err()).isZero();
    assertThat(file())
        .content()
        .contains("monitor: mine\n")
        .contains("where: \"origin = 'ATL'\"\n")
        .contains("key: { columns: [date, destination], unique: 0.5 }\n")
        .contains("- allowed_values: { column: origin, values: [ATL] }")
        .contains("- range: { column: distance,")
        .contains("- completeness: { column: origin }")
        .doesNotContain("- completeness: { column: date }")
        .doesNotContain("- mean: { column: delay,");
    assertThat(validate(file()).exitCode()).isZero();
  }

  @Test
  void theNumberOfJobsDependsOnTheVersionsAndNotOnTheColumns() throws TimeoutException {
    Map<String, Integer> narrow = jobsWith(2);
    Map<String, Integer> wide = jobsWith(8);

    assertThat(wide).isEqualTo(narrow);
    assertThat(narrow).containsEntry("tidemark-checks", 1).containsEntry("tidemark-shadow", 2);
  }

  private Map<String, Integer> jobsWith(int columns) throws TimeoutException {
    String[] expressions =
        IntStream.range(0, columns)
            .mapToObj(i -> i % 2 == 0 ? "id % 50 / 3D as c" + i : "concat('t', id % 50) as c" + i)
            .toArray(String[]::new);
    for (int version = 0; version < 3; version++) {
      commit(spark.range(0, 2000, 1, 1).selectExpr(expressions));
    }
    return TestingJobs.of(() -> assertThat(suggest("--versions", "2").exitCode()).isZero());
  }

  @Test
  void aTableWithoutRowsIsAnError() {
    commit(TestingFlights.month(spark, 1).limit(0));
    TestingCommand suggested = suggest();

    assertThat(suggested.exitCode()).isEqualTo(21);
    assertThat(suggested.err()).contains("NO_ROWS: `" + table() + "@0` has no rows");
    assertThat(suggested.out()).isEmpty();
  }

  @Test
  void aFileThatExistsIsReplacedOnlyByForceAndNothingIsReadBefore() throws IOException {
    Files.writeString(file(), "mine");
    TestingCommand refused = suggest("--to", file().toString());

    assertThat(refused.exitCode()).isEqualTo(20);
    assertThat(refused.err())
        .contains("BAD_ARGUMENT: file `" + file() + "` exists and was left as it is")
        .contains("next:  name another file with --to, or replace it with --force")
        .doesNotContain("spark ");
    assertThat(file()).hasContent("mine");

    commit(spark.range(0, 10, 1, 1).toDF());
    assertThat(suggest("--to", file().toString(), "--force").exitCode()).isZero();
    assertThat(file()).content().startsWith("# Suggested by");
  }

  @Test
  void argumentsWithoutMeaningAreErrors() {
    assertThat(suggest("--versions", "-1").err())
        .contains("BAD_ARGUMENT: --versions is -1; give a number from 0 to 100");
    assertThat(suggest("--versions", "101").exitCode()).isEqualTo(20);
    assertThat(suggest("--versions", "many").exitCode()).isEqualTo(20);
    assertThat(suggest("--name", "not a name").err())
        .contains("BAD_ARGUMENT: `monitor` is `not a name`");
    TestingCommand nothing = TestingCommand.run("suggest", "--out", folder + "/out");
    assertThat(nothing.exitCode()).isEqualTo(20);
    assertThat(nothing.err()).contains("neither --table nor --config is given");
  }

  @Test
  void aFieldOfAStructAndAColumnWithADotAreToldApart() {
    commit(spark.range(0, 50, 1, 1).selectExpr("named_struct('b', id) as a", "id % 2 as `a.b`"));
    TestingCommand suggested = suggest();

    assertThat(suggested.exitCode()).as(suggested.err()).isZero();
    assertThat(suggested.out())
        .contains("- completeness: { column: a }")
        .contains("- allowed_values: { column: \"a.b\", values: [\"0\", \"1\"] }")
        .doesNotContain("uniqueness");
  }

  @Test
  void whatDoesNotHoldOnItsOwnVersionIsLeftOut() {
    commit(spark.range(0, 1000, 1, 1).selectExpr("if(id < 20, 0, id) as nr"));
    TestingCommand suggested = suggest();

    assertThat(suggested.err())
        .contains("left out, as it does not hold: uniqueness of `nr` is 0.98 (1,000 rows)");
    assertThat(suggested.out()).contains("- completeness: { column: nr }").doesNotContain("uniq");
  }

  @Test
  void aCheckThatMostVersionsFailIsAComment() {
    commit(spark.range(0, 100, 1, 1).selectExpr("if(id < 50, null, id % 2) as a"));
    commit(spark.range(0, 100, 1, 1).selectExpr("if(id < 40, null, id % 2) as a"));
    commit(spark.range(0, 100, 1, 1).selectExpr("id % 2 as a"));
    TestingCommand suggested = suggest();

    assertThat(block(suggested.out(), "completeness: { column: a }"))
        .isEqualTo(
            """
              # no null in 100 rows
              # not in force: would have failed on 2 of the last 2 versions (v1: 0.6, v0: 0.5)
              # - completeness: { column: a }\
            """);
    assertThat(suggested.err())
        .contains("suggested 3 checks for " + table() + "@2, 1 of them as comments");
  }
}
