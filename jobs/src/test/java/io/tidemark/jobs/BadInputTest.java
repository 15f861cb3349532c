package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delta.tables.DeltaTable;
import io.tidemark.jobs.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every bad input a user can bring, against the real thing: message, exit code, verdict, and
 * nothing half written.
 */
class BadInputTest {
  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;
  private Path out;
  private Path monitor;

  @BeforeEach
  void writeMonitor() throws IOException {
    out = folder.resolve("out");
    monitor = folder.resolve("monitor.yaml");
    Files.writeString(monitor, TestingFlights.MONITOR);
  }

  private TestingCommand run(Path table, String... more) {
    List<String> arguments = new ArrayList<>(List.of("run", "--config", monitor.toString()));
    arguments.addAll(List.of("--table", table.toString()));
    arguments.addAll(Arrays.asList(more));
    if (!arguments.contains("--out")) {
      arguments.addAll(List.of("--out", out.toString()));
    }
    return TestingCommand.run(arguments.toArray(String[]::new));
  }

  /** What must hold for every error. */
  private void assertError(TestingCommand command, ErrorCode code, String message)
      throws IOException {
    assertThat(command.err()).contains(code.name() + ": ").contains(message).contains("next:  ");
    assertThat(command.err()).as("no stack trace without --verbose").doesNotContain("\tat ");
    assertThat(command.exitCode()).isEqualTo(code.exitCode());
    JsonNode verdict = TestingCommand.onlyVerdict(out);
    assertThat(verdict.path("verdict").asText()).isEqualTo("ERROR");
    assertThat(verdict.at("/failure/code").asText()).isEqualTo(code.name());
    assertThat(verdict.at("/failure/message").asText()).contains(message);
    for (String table : List.of("check_results", "drift", "metrics", "models", "triggers")) {
      assertThat(out.resolve("results").resolve(table))
          .as("no half-written results")
          .doesNotExist();
    }
  }

  @Test
  void missingTable() throws Exception {
    Path none = folder.resolve("none");

    assertError(run(none), ErrorCode.TABLE_NOT_FOUND, "there is no table at `" + none + "`");
  }

  @Test
  void theVerdictOfAFailedRunIsAlsoWhereItsCallerLooksForIt() throws Exception {
    Path none = folder.resolve("none");
    Path first = folder.resolve("caller/1.json");
    Path second = folder.resolve("caller/2.json");

    assertError(
        run(none, "--verdict", first.toString()),
        ErrorCode.TABLE_NOT_FOUND,
        "there is no table at `" + none + "`");
    run(none, "--verdict", second.toString());

    assertThat(first).content().contains("TABLE_NOT_FOUND").contains("\"verdict\" : \"ERROR\"");
    assertThat(second).exists();
    // The other place makes no other run of it.
    assertThat(TestingCommand.verdicts(out)).hasSize(1);
  }

  @Test
  void aVerdictThatCannotBeWrittenForTheCallerIsToldByTheExitCode() throws Exception {
    Path table = TestingFlights.table(folder);
    Path file = Files.writeString(folder.resolve("file"), "in the way");

    TestingCommand command = run(table, "--version", "1", "--verdict", file + "/verdict.json");

    assertThat(command.exitCode()).as(command.err()).isEqualTo(22);
    assertThat(command.err()).contains("OUTPUT_NOT_WRITABLE").doesNotContain("\tat ");
    assertThat(TestingCommand.onlyVerdict(out).path("verdict").asText()).isNotEqualTo("ERROR");
  }

  @Test
  void missingTableInTheCatalog() throws Exception {
    TestingCommand command =
        TestingCommand.run(
            "run", "-c", monitor.toString(), "--out", out.toString(), "--table", "no_such_table");

    assertError(
        command,
        ErrorCode.TABLE_NOT_FOUND,
        "there is no Delta table `no_such_table` in the catalog");
  }

  @Test
  void notADeltaTable() throws Exception {
    Path parquet = folder.resolve("parquet");
    spark.range(5).write().parquet(parquet.toString());

    assertError(
        run(parquet), ErrorCode.NOT_A_DELTA_TABLE, "`" + parquet + "` is not a Delta table");
  }

  @Test
  void versionThatNeverExisted() throws Exception {
    Path table = TestingFlights.table(folder);

    TestingCommand command = run(table, "--version", "99");

    assertError(command, ErrorCode.VERSION_NOT_FOUND, "table `" + table + "` has no version 99");
    assertThat(command.err()).contains("cause: its log holds versions 0 to 1");
  }

  @Test
  void timeBeforeTheFirstVersion() throws Exception {
    Path table = TestingFlights.table(folder);

    TestingCommand command = run(table, "--timestamp", "1999-01-01");

    assertError(
        command,
        ErrorCode.VERSION_NOT_FOUND,
        "table `" + table + "` had no version yet at 1999-01-01T00:00:00Z");
  }

  @Test
  void versionVacuumedAway() throws Exception {
    Path table = TestingFlights.table(folder);
    TestingFlights.commit(TestingFlights.month(spark, 3), table);
    vacuum(table);

    TestingCommand command = run(table, "--version", "1", "--reference", "2");

    assertError(
        command, ErrorCode.VERSION_VACUUMED, "data files of `" + table + "@1` are gone (file:");
  }

  @Test
  void referenceVacuumedAwayBeforeItWasFrozen() throws Exception {
    Path table = TestingFlights.table(folder);
    vacuum(table);

    assertError(
        run(table), ErrorCode.VERSION_VACUUMED, "data files of `" + table + "@0` are gone (file:");
  }

  @Test
  void truncatedLog() throws Exception {
    Path table = TestingFlights.table(folder);
    Files.delete(table.resolve("_delta_log/00000000000000000000.json"));
    DeltaLog.clearCache();

    assertError(run(table), ErrorCode.VERSION_NOT_FOUND, "cannot be rebuilt from the table's log");
  }

  @Test
  void corruptParquetFile() throws Exception {
    Path table = TestingFlights.table(folder);
    overwriteDataFiles(table);

    assertError(run(table), ErrorCode.DATA_UNREADABLE, "a file of ");
  }

  @Test
  void checksAloneOnAVersionVacuumedAwayDoNotBlameTheConstraints() throws Exception {
    Path table = TestingFlights.table(folder);
    vacuum(table);

    TestingCommand command =
        TestingCommand.run(
            "validate",
            "-c",
            monitor.toString(),
            "--table",
            table.toString(),
            "--out",
            out.toString(),
            "--version",
            "0");

    assertError(
        command, ErrorCode.VERSION_VACUUMED, "data files of `" + table + "@0` are gone (file:");
  }

  @Test
  void tableWithoutAnyRows() throws Exception {
    Path table = folder.resolve("empty");
    DeltaTable.create(spark)
        .location(table.toString())
        .addColumn("delay", "bigint")
        .addColumn("distance", "bigint")
        .addColumn("date", "timestamp")
        .execute();

    assertError(run(table), ErrorCode.NO_ROWS, "`" + table + "@0` has no rows");
  }

  @Test
  void currentVersionWithoutRows() throws Exception {
    Path table = TestingFlights.table(folder);
    TestingFlights.commit(TestingFlights.month(spark, 2).limit(0), table);

    TestingCommand command = run(table);

    assertError(command, ErrorCode.NO_ROWS, "`" + table + "@2` has no rows");
    assertThat(command.err()).contains("cause: the version was written by WRITE at ");
  }

  @Test
  void filterThatLeavesNoRows() throws Exception {
    Path table = TestingFlights.table(folder);

    assertError(
        run(table, "--set", "where=distance < 0"),
        ErrorCode.NO_ROWS,
        "`" + table + "@0` has no rows where distance < 0");
  }

  @Test
  void filterOnAColumnThatIsNotThere() throws Exception {
    Path table = TestingFlights.table(folder);

    assertError(
        run(table, "--set", "where=distanc > 0"),
        ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
        "the filter `where: distanc > 0` does not fit `" + table + "@0`");
  }

  @Test
  void trainingOnColumnsThatAreNotThereNamesAllOfThem() throws Exception {
    Path table = TestingFlights.table(folder);

    TestingCommand command =
        run(table, "--set", "training.label=delai > 15", "--set", "training.split.column=dat");

    assertError(
        command, ErrorCode.CONFIG_DOES_NOT_FIT_TABLE, "`training` does not fit the table: label: ");
    assertThat(command.err())
        .contains("split.column: column `dat` is not in the table; did you mean `date`?")
        .contains("its columns are date, delay, distance, origin, destination");
  }

  @Test
  void wrongTypeInTheMonitorFile() throws Exception {
    Files.writeString(monitor, TestingFlights.MONITOR.replace("{min: 1000}", "{min: many}"));

    TestingCommand command = run(folder.resolve("none"));

    assertError(
        command,
        ErrorCode.CONFIG_INVALID,
        monitor + ":5: `checks[1].size.min` must be a whole number, not `many`");
  }

  @Test
  void missingMonitorFile() throws Exception {
    Path none = folder.resolve("none.yaml");

    TestingCommand command =
        TestingCommand.run("run", "-c", none.toString(), "--out", out.toString());

    assertError(command, ErrorCode.FILE_NOT_READABLE, "monitor file `" + none + "` does not exist");
  }

  @Test
  void outputDirectoryThatCannotBeWritten() throws Exception {
    Path table = TestingFlights.table(folder);
    Path file = Files.writeString(folder.resolve("a-file"), "in the way");
    out = file.resolve("out");

    TestingCommand command = run(table);

    assertThat(command.exitCode()).isEqualTo(ErrorCode.OUTPUT_NOT_WRITABLE.exitCode());
    assertThat(command.err())
        .contains("OUTPUT_NOT_WRITABLE: `" + out + "` cannot be written")
        .doesNotContain("\tat ");
    String see = command.err().substring(command.err().indexOf("see:   ") + 7).strip();
    assertThat(Files.readString(Path.of(see)))
        .contains("\"verdict\" : \"ERROR\"", "OUTPUT_NOT_WRITABLE");
    assertThat(Files.readString(file)).isEqualTo("in the way");
  }

  @Test
  void unknownReferenceId() throws Exception {
    Path table = TestingFlights.table(folder);

    assertError(
        run(table, "--reference", "ref-000000000000"),
        ErrorCode.REFERENCE_UNAVAILABLE,
        "there is no reference `ref-000000000000`");
  }

  @Test
  void referenceOfATableThatWasDroppedAndCreatedAgain() throws Exception {
    Path table = TestingFlights.table(folder);
    TestingCommand snapshot =
        TestingCommand.run(
            "snapshot",
            "-c",
            monitor.toString(),
            "--table",
            table.toString(),
            "--out",
            out.toString(),
            "--version",
            "0");
    String reference = snapshot.out().split(" ", 2)[0];
    delete(table);
    DeltaLog.clearCache();
    TestingFlights.newTable(spark, folder);

    assertError(
        run(table, "--reference", reference),
        ErrorCode.REFERENCE_UNAVAILABLE,
        "reference `" + reference + "` is of table ");
  }

  @Test
  void aCheckOnAMissingColumnIsAnErrorThatLeavesTheOthersIntact() throws Exception {
    Path table = TestingFlights.table(folder);
    Files.writeString(
        monitor,
        "monitor: m\ntable: t\nchecks:\n  - completeness: {column: distanc}\n  - completeness: {column: distance}\n");

    TestingCommand command = run(table);

    assertThat(command.exitCode()).isEqualTo(10);
    JsonNode verdict = TestingCommand.onlyVerdict(out);
    assertThat(verdict.path("verdict").asText()).isEqualTo("ERROR");
    assertThat(verdict.at("/checks/errored").asInt()).isEqualTo(1);
    assertThat(verdict.at("/checks/passed").asInt()).isEqualTo(1);
    assertThat(command.out()).contains("did you mean `distance`?");
  }

  @Test
  void aTableNameThatIsNeitherPathNorCatalogName() throws Exception {
    TestingCommand command =
        TestingCommand.run(
            "run", "-c", monitor.toString(), "--out", out.toString(), "--table", "x:y");

    assertError(command, ErrorCode.TABLE_NOT_FOUND, "`x:y` is neither a path nor a catalog name");
  }

  @Test
  void aReferenceThatIsNoVersionAnyTableCanHave() throws Exception {
    assertError(
        run(TestingFlights.table(folder), "--reference", "-1"),
        ErrorCode.CONFIG_INVALID,
        "`reference` is");
  }

  @Test
  void anOutputDirectoryWithAColonIsNoCrash() throws Exception {
    TestingCommand command =
        TestingCommand.run("run", "-c", monitor.toString(), "--table", "x/y", "--out", "o-12:00");

    assertThat(command.exitCode()).isEqualTo(22);
    assertThat(command.err()).contains("OUTPUT_NOT_WRITABLE: `o-12:00` cannot be written");
  }

  @Test
  void aLimitBelowOneIsABadArgument() throws Exception {
    assertError(
        TestingCommand.run("history", "--out", out.toString(), "--limit", "0"),
        ErrorCode.BAD_ARGUMENT,
        "--limit is 0");
  }

  @Test
  void aNegativeVersionIsABadArgument() throws Exception {
    assertError(
        run(folder.resolve("none"), "--version", "-1"),
        ErrorCode.BAD_ARGUMENT,
        "--version is -1; versions count from 0");
  }

  @Test
  void aBrokenMonitorLeavesItsVerdictWhereItSaysItsOutputIs() throws Exception {
    Files.writeString(monitor, "monitor: m\nout: '" + out + "'\ntabel: x\n");

    TestingCommand command = TestingCommand.run("run", "--config", monitor.toString());

    assertError(command, ErrorCode.CONFIG_INVALID, "unknown key `tabel`; did you mean `table`?");
  }

  @Test
  void badArgumentsSayWhereHelpIs() {
    TestingCommand command = TestingCommand.run("run", "--config", "m.yaml", "--versoin", "3");

    assertThat(command.exitCode()).isEqualTo(20);
    assertThat(command.err()).contains("--versoin").contains("next:  tidemark run --help");
  }

  private TestingCommand runDrift(Path table, String drift) throws IOException {
    Files.writeString(monitor, "monitor: m\ntable: t\nreference: 0\ndrift: " + drift + "\n");
    return run(table);
  }

  @Test
  void everyWrongNameInDriftIsToldBeforeAnythingIsFrozen() throws Exception {
    Path table = TestingFlights.table(folder);

    TestingCommand command =
        runDrift(
            table,
            "{exclude: [dat], columns: {distanc: {importance: high}}, slices: [orign], prediction: scor,"
                + " window: {column: origin, every: 1 day}, multivariate: {columns: [delai]}}");

    assertError(
        command,
        ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
        "`drift` does not fit `"
            + table
            + "@1`: exclude: column `dat` is not in the table; did you mean `date`?; columns: column `distanc` is not"
            + " in the table; did you mean `distance`?; prediction: column `scor` is not in the table; multivariate:"
            + " column `delai` is not in the table; did you mean `delay`?; slices: column `orign` is not in the table;"
            + " did you mean `origin`?; window: column `origin` is string, but must hold dates or timestamps");
    assertThat(command.err())
        .contains("its columns are date, delay, distance, origin, destination");
    assertThat(out.resolve("results/references")).doesNotExist();
  }

  @Test
  void wrongNamesAreToldToWhereThereIsNothingToCompareWithYet() throws Exception {
    Path table = TestingFlights.table(folder);
    Files.writeString(monitor, "monitor: m\ntable: t\ndrift: {against: previous, target: delai}\n");

    assertError(
        run(table, "--version", "0"),
        ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
        "target: column `delai` is not in the table; did you mean `delay`?");
  }

  @Test
  void aWindowOfDatesMustBeWholeDays() throws Exception {
    Path table = folder.resolve("dates");
    spark
        .range(300)
        .selectExpr("id", "date_add(date'2001-01-01', int(id % 9)) as day")
        .write()
        .format("delta")
        .save(table.toString());

    assertError(
        runDrift(table, "{window: {column: day, every: 36 hours}}"),
        ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
        "window: column `day` holds dates, so `every` must be whole days, but is PT36H");
  }

  @Test
  void theCommandDriftNeedsSomethingToCompareWith() throws Exception {
    Files.writeString(monitor, "monitor: m\ntable: t\ndrift: {against: reference}\n");

    TestingCommand command =
        TestingCommand.run("drift", "-c", monitor.toString(), "--out", out.toString());

    assertError(
        command,
        ErrorCode.CONFIG_INVALID,
        ":3: `drift.against` is `reference`, but the monitor has no `reference`");
  }

  @Test
  void columnsThatChangedSinceTheReferenceAreErrorsOfTheirOwn() throws Exception {
    Path table = folder.resolve("changing");
    write(
        table, "id", "id as dropped", "id as renamed_before", "id as typed", "string(id) as text");
    write(
        table,
        "id",
        "id as renamed_befor",
        "string(id) as typed",
        "string(id) as text",
        "1 as added");

    TestingCommand command = runDrift(table, "{columns: {dropped: {importance: critical}}}");

    assertThat(command.exitCode()).isEqualTo(11);
    JsonNode drift = TestingCommand.onlyVerdict(out).path("drift");
    assertThat(drift.path("verdict").asText()).isEqualTo("ERROR");
    assertThat(drift.path("errored").toString())
        .isEqualTo("[\"dropped\",\"renamed_before\",\"typed\"]");
    assertThat(drift.path("reason").asText())
        .contains("not in the reference and so not compared: renamed_befor, added");
    assertThat(command.out())
        .contains("column `dropped` (bigint) of the reference is missing in the current data")
        .contains("was it renamed to `renamed_befor`?")
        .contains("column `typed` is bigint in the reference but string in the current data");
  }

  @Test
  void settingsOfAColumnThatCannotBeComparedAreNotPassedOver() throws Exception {
    Path table = folder.resolve("nested");
    write(table, "id", "array(id) as list");
    write(table, "id", "array(id) as list");

    assertError(
        runDrift(table, "{columns: {list: {importance: high}}}"),
        ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
        "columns: column `list` is array<bigint>, which is not compared");
  }

  @Test
  void aTableWithoutAnyColumnThatCanBeComparedSaysSo() throws Exception {
    Path table = folder.resolve("lists");
    write(table, "array(id) as list");
    write(table, "array(id) as list");

    TestingCommand command = runDrift(table, "{}");

    assertThat(command.exitCode()).isZero();
    assertThat(command.out())
        .contains("INSUFFICIENT_DATA", "no column can be compared")
        .doesNotContain("too few rows");
    assertThat(TestingCommand.onlyVerdict(out).at("/drift/reason").asText())
        .startsWith("The reference has no column that can be compared");
  }

  @Test
  void aStoredReferenceOfAnOlderFormatSaysHowToGoOnAndItsVersionIsFrozenAgain() throws Exception {
    Path table = TestingFlights.table(folder);
    Files.writeString(monitor, "monitor: m\ntable: t\nreference: 0\ndrift: {include: [delay]}\n");
    assertThat(
            run(table, "--fail-on", "never", "--out", folder.resolve("before").toString())
                .exitCode())
        .isZero();
    // As an earlier release left it: its ids were made with its format's number.
    spark
        .read()
        .format("delta")
        .load(folder.resolve("before/results/references").toString())
        .withColumn("reference_id", lit("ref-aaaaaaaaaaaa"))
        .withColumn(
            "profile",
            regexp_replace(col("profile"), "\"formatVersion\":\\d+", "\"formatVersion\":1"))
        .drop("versions")
        .write()
        .format("delta")
        .save(out.resolve("results/references").toString());

    TestingCommand byId = run(table, "--reference", "ref-aaaaaaaaaaaa");
    assertError(
        byId, ErrorCode.REFERENCE_UNAVAILABLE, "reference `ref-aaaaaaaaaaaa` cannot be read");
    TestingCommand byVersion = run(table, "--fail-on", "never");

    assertThat(byId.err())
        .contains("cause: the reference profile has format version 1, but this build reads 2")
        .contains("freeze it again with `tidemark snapshot`");
    assertThat(byVersion.exitCode()).isZero();
  }

  private void write(Path table, String... columns) {
    spark
        .range(500)
        .selectExpr(columns)
        .coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", "true")
        .save(table.toString());
  }

  private void vacuum(Path table) {
    spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    DeltaTable.forPath(spark, table.toString()).vacuum(0.0);
  }

  /** Keeps magic numbers and length, so that only reading the file shows the damage. */
  private static void overwriteDataFiles(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4, bytes.length - 8, (byte) 7);
        Files.write(file, bytes);
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
