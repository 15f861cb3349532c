package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schema contracts and schema diffs on real Delta tables, through the command line. */
class SchemaRunTest {
  private static final String MESSAGE = "spark.databricks.delta.commitInfo.userMetadata";
  private static final String ALL_EVOLUTION =
      "[add, widen, order, rename, nullability, retype, drop]";

  @TempDir private static Path prepared;

  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;
  private Path out;
  private Path path;

  /** Version 0 creates, 1 inserts, 2 to 8 change the schema one by one, 9 inserts: a checkpoint. */
  @BeforeAll
  static void prepareTables() throws IOException {
    SparkSession spark = TestingSpark.session();
    Path calm = prepared.resolve("calm");
    spark.sql(
        "create table "
            + name(calm)
            + " (id bigint not null, origin string, delay smallint, note string,"
            + " address struct<city: string, zip: int>, `a.b ``c`` é` int) using delta"
            + " tblproperties ('delta.columnMapping.mode' = 'name', 'delta.enableTypeWidening' = 'true',"
            + " 'delta.checkpointInterval' = '9')");
    insert(calm);
    Path changed = prepared.resolve("changed");
    copy(calm, changed);
    alter(changed, "add columns (diverted boolean after origin)");
    alter(changed, "rename column origin to start");
    spark.conf().set(MESSAGE, "ticket 118");
    try {
      alter(changed, "alter column delay type int");
    } finally {
      spark.conf().unset(MESSAGE);
    }
    alter(changed, "alter column id drop not null");
    alter(changed, "rename column address.city to town");
    alter(changed, "drop column note");
    alter(changed, "alter column `a.b ``c`` é` first");
    insert(changed);
  }

  private static String name(Path table) {
    return "delta.`" + table + "`";
  }

  private static void insert(Path table) {
    TestingSpark.session().sql("insert into " + name(table) + " (id) values (1)");
  }

  private static void alter(Path table, String change) {
    TestingSpark.session().sql("alter table " + name(table) + " " + change);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @BeforeEach
  void copyTable() throws IOException {
    out = folder.resolve("out");
    path = folder.resolve("t");
    copy(prepared.resolve("changed"), path);
  }

  /** The table as it was before its schema changed, in its place. */
  private void useCalmTable() throws IOException {
    path = folder.resolve("calm");
    copy(prepared.resolve("calm"), path);
  }

  private TestingCommand diff(String... more) {
    List<String> arguments = new ArrayList<>(List.of("schema", "diff"));
    arguments.addAll(List.of("--table", path.toString(), "--out", out.toString()));
    arguments.addAll(Arrays.asList(more));
    return TestingCommand.run(arguments.toArray(String[]::new));
  }

  private TestingCommand validate(String schema, String... more) throws IOException {
    Path monitor =
        Files.writeString(
            folder.resolve("monitor.yaml"),
            "monitor: m\ntable: " + path + "\nschema: " + schema + "\n");
    List<String> arguments = new ArrayList<>(List.of("validate", "-c", monitor.toString()));
    arguments.addAll(List.of("--out", out.toString()));
    arguments.addAll(Arrays.asList(more));
    return TestingCommand.run(arguments.toArray(String[]::new));
  }

  /** Status and message of each check in the store, by id. */
  private Map<String, String> checks() {
    Map<String, String> checks = new TreeMap<>();
    new ResultStore(spark, out.resolve("results").toString())
        .query(StoreTable.CHECK_RESULTS, rows -> rows.select("constraint_id", "status", "message"))
        .forEach(row -> checks.put(row.getString(0), row.getString(1) + " " + row.getString(2)));
    return checks;
  }

  private String time(long version) {
    return spark
        .sql("describe history " + name(path))
        .filter("version = " + version)
        .select("timestamp")
        .first()
        .getTimestamp(0)
        .toInstant()
        .toString();
  }

  private static List<String> changes(String json) throws IOException {
    List<String> changes = new ArrayList<>();
    for (JsonNode change : new ObjectMapper().readTree(json).path("changes")) {
      JsonNode after = change.path("column_after");
      JsonNode column = after.isNull() ? change.path("column_before") : after;
      changes.add(
          change.path("change").asText()
              + " "
              + column
              + " "
              + change.path("version")
              + " "
              + change.path("operation").asText());
    }
    return changes;
  }

  @Test
  void eachChangeIsToldWithTheCommitThatMadeIt() throws Exception {
    TestingCommand command = diff("--from", "0", "--to", "9", "--json");

    assertThat(command.exitCode()).isZero();
    assertThat(changes(command.out()))
        .containsExactly(
            "moved [\"a.b `c` é\"] 8 CHANGE COLUMN",
            "loosened [\"id\"] 5 CHANGE COLUMN",
            "renamed [\"start\"] 3 RENAME COLUMN",
            "added [\"diverted\"] 2 ADD COLUMNS",
            "widened [\"delay\"] 4 CHANGE COLUMN",
            "renamed [\"address\",\"town\"] 6 RENAME COLUMN",
            "dropped [\"note\"] 7 DROP COLUMNS");
    JsonNode widened = new ObjectMapper().readTree(command.out()).at("/changes/4");
    assertThat(widened.path("type_before").asText()).isEqualTo("smallint");
    assertThat(widened.path("type_after").asText()).isEqualTo("int");
    assertThat(widened.path("time").asText()).isEqualTo(time(4));
    assertThat(widened.path("message").asText()).isEqualTo("ticket 118");
    assertThat(out).as("a diff leaves nothing behind").doesNotExist();
  }

  @Test
  void theTableOnTheConsoleHasALineForEachChange() {
    TestingCommand command = diff("--from", "2", "--to", "5");

    assertThat(command.exitCode()).isZero();
    assertThat(command.out().lines().map(line -> line.replaceAll(" {2,}", " | ").strip()))
        .containsExactly(
            "`" + path + "` from version 2 to version 5",
            "",
            "change | column | was | is | version | time | operation | message",
            command.out().lines().skip(3).findFirst().orElse("").replaceAll(" {2,}", " | "),
            "loosened | id | bigint not null | bigint | 5 | " + time(5) + " | CHANGE COLUMN",
            "renamed | start | origin | start | 3 | " + time(3) + " | RENAME COLUMN",
            "widened | delay | smallint | int | 4 | " + time(4) + " | CHANGE COLUMN | ticket 118");
  }

  @Test
  void withoutVersionsTheNewestIsComparedWithTheLastThatHadAnotherSchema() throws Exception {
    insert(path);

    TestingCommand command = diff("--json");

    assertThat(changes(command.out())).containsExactly("moved [\"a.b `c` é\"] 8 CHANGE COLUMN");
    assertThat(new ObjectMapper().readTree(command.out()).path("from").asInt()).isEqualTo(7);
    assertThat(diff("--to", "1").out())
        .isEqualTo(
            "`"
                + path
                + "`: every version from 0 to 1 has the same schema; the log knows none before\n");
    assertThat(diff("--from", "0", "--to", "1").out())
        .isEqualTo("`" + path + "`: versions 0 and 1 have the same schema\n");
  }

  @Test
  void withoutColumnMappingAnOverwriteOfTheSchemaDropsAndAdds() throws Exception {
    Path plain = folder.resolve("plain");
    for (String columns : List.of("id, 1 as a, 'x' as b", "id, 1L as a, 'x' as c")) {
      spark
          .range(3)
          .selectExpr(columns.split(", "))
          .write()
          .format("delta")
          .mode("overwrite")
          .option("overwriteSchema", "true")
          .save(plain.toString());
    }
    spark
        .range(3)
        .selectExpr("id", "1L as a", "'x' as c", "2 as d")
        .write()
        .format("delta")
        .mode("append")
        .option("mergeSchema", "true")
        .save(plain.toString());

    TestingCommand command =
        TestingCommand.run("schema", "diff", "--table", plain.toString(), "--from", "0", "--json");

    assertThat(changes(command.out()))
        .containsExactly(
            "widened [\"a\"] 1 WRITE",
            "added [\"c\"] 1 WRITE",
            "added [\"d\"] 2 WRITE",
            "dropped [\"b\"] 1 WRITE");
  }

  @Test
  void aColumnIsFollowedFromBeforeColumnMappingWasTurnedOn() throws Exception {
    path = folder.resolve("plain");
    spark.range(3).write().format("delta").save(path.toString());
    alter(
        path,
        "set tblproperties ('delta.columnMapping.mode' = 'name', 'delta.minReaderVersion' = '2',"
            + " 'delta.minWriterVersion' = '5')");
    alter(path, "rename column id to trip");

    assertThat(changes(diff("--from", "0", "--json").out()))
        .containsExactly("renamed [\"trip\"] 2 RENAME COLUMN");
    assertThat(diff("--to", "1").out()).contains("every version from 0 to 1 has the same schema");
  }

  @Test
  void aColumnDroppedAndAddedUnderItsNameIsNotTheOneItWas() throws Exception {
    useCalmTable();
    alter(path, "drop column note");
    alter(path, "add columns (note string)");

    assertThat(changes(diff("--from", "1", "--json").out()))
        .containsExactly("replaced [\"note\"] 3 ADD COLUMNS");
  }

  @Test
  void aMonitorFileNamesTheTableToo() throws Exception {
    Path monitor = Files.writeString(folder.resolve("m.yaml"), "monitor: m\ntable: " + path + "\n");

    TestingCommand command =
        TestingCommand.run("schema", "diff", "-c", monitor.toString(), "--from", "6", "--to", "7");

    assertThat(command.exitCode()).isZero();
    assertThat(command.out()).contains("dropped  note").contains("DROP COLUMNS");
  }

  @Test
  void badArgumentsAreToldWithTheNextStep() {
    assertThat(TestingCommand.run("schema", "diff", "--out", out.toString()))
        .satisfies(command -> assertFailed(command, 20, "neither --table nor --config is given"));
    assertThat(diff("--from", "-3"))
        .satisfies(
            command -> assertFailed(command, 20, "--from is -3, which is no version of a table"));
    assertThat(diff("--to", "soon"))
        .satisfies(command -> assertFailed(command, 20, "`--to` is `soon`, which is no time"));
    assertThat(diff("--from", "1", "--to", "0"))
        .satisfies(
            command ->
                assertFailed(command, 20, "--from is version 1, which is newer than version 0"));
    assertThat(diff("--from", "0", "--to", "99"))
        .satisfies(command -> assertFailed(command, 21, "` has no version 99"));
    assertThat(TestingCommand.run("schema", "dif"))
        .satisfies(command -> assertThat(command.exitCode()).isEqualTo(20));
    assertThat(TestingCommand.run("schema").err()).contains("Usage: tidemark schema", "diff");
  }

  private static void assertFailed(TestingCommand command, int exitCode, String message) {
    assertThat(command.err()).contains(message).contains("next:  ").doesNotContain("\tat ");
    assertThat(command.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void versionsThatLogCleanUpTookAreSaidToBeGone() throws Exception {
    insert(path);
    deleteLog(7);

    TestingCommand gone = diff("--from", "3", "--to", "9");
    TestingCommand unreadable = diff("--from", "8", "--to", "9");

    assertFailed(gone, 21, "table `" + path + "` has no version 3");
    assertThat(gone.err()).contains("its log holds versions 8 to 10");
    assertFailed(unreadable, 21, "`" + path + "@8` cannot be rebuilt from the table's log");
    assertThat(diff().out())
        .isEqualTo(
            "`"
                + path
                + "`: every version from 9 to 10 has the same schema; the log knows none before\n");

    TestingCommand validated = validate("{ required: [id], since: 3 }");

    assertThat(validated.exitCode()).as(validated.err()).isEqualTo(10);
    assertThat(checks().get("schema(id)")).startsWith("PASS ");
    assertThat(checks().get("schema_evolution"))
        .startsWith(
            "ERROR what the schema is compared with is not there: table `"
                + path
                + "` has no version 3; its log holds versions 8 to 10; name a newer version under"
                + " `schema.since`, or compare with `previous`");
  }

  /** As log clean-up does: the commits up to a version that a checkpoint has taken in. */
  private void deleteLog(long last) throws IOException {
    try (Stream<Path> files = Files.list(path.resolve("_delta_log"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replaceFirst("^\\.", "");
        if (name.matches("\\d{20}\\.(json|crc)(\\.crc)?")
            && Long.parseLong(name.substring(0, 20)) <= last) {
          Files.delete(file);
        }
      }
    }
    DeltaLog.clearCache();
  }

  @Test
  void aContractThatIsKeptPasses() throws Exception {
    useCalmTable();
    TestingCommand command =
        validate(
            """
            {
              required: { id: bigint not null, Origin: string, address.zip: int, "a.b `c` é": int },
              optional: { note: string, diverted: boolean, delay: any, address.city: string },
              others: refused
            }""");

    assertThat(command.exitCode()).as(command.err()).isZero();
    assertThat(checks().values()).filteredOn(c -> !c.startsWith("PASS")).hasSize(1);
    assertThat(checks().get("schema_evolution"))
        .isEqualTo(
            "INSUFFICIENT_DATA there is no earlier schema to compare with yet: `"
                + path
                + "@1` is the first version with data that the table's history knows");
  }

  @Test
  void aContractThatIsBrokenFailsTheRunAndNamesTheCommits() throws Exception {
    TestingCommand command =
        validate(
            "{ required: { origin: string, delay: smallint, id: bigint not null }, others: refused }");

    assertThat(command.exitCode()).isEqualTo(10);
    Map<String, String> checks = checks();
    assertThat(checks.keySet())
        .containsExactly(
            "schema(delay)",
            "schema(id)",
            "schema(origin)",
            "schema_evolution",
            "schema_others",
            "size");
    assertThat(checks.get("schema(origin)"))
        .startsWith("FAIL column `origin` (string) is not in the table; ")
        .endsWith(
            "; `origin` was renamed to `start` in version 3 (RENAME COLUMN at " + time(3) + ")");
    assertThat(checks.get("schema(delay)"))
        .isEqualTo(
            "FAIL column `delay` is int; expected smallint; the type of `delay` was widened from"
                + " smallint to int in version 4 (CHANGE COLUMN at "
                + time(4)
                + ", \"ticket 118\")");
    assertThat(checks.get("schema(id)"))
        .startsWith("FAIL column `id` is bigint that may be null; expected bigint not null");
    assertThat(checks.get("schema_others"))
        .isEqualTo(
            "FAIL the table has 4 columns of which the contract says nothing: `a.b `c` é`,"
                + " `start`, `diverted`, `address`");
    assertThat(checks.get("schema_evolution"))
        .isEqualTo(
            "FAIL since version 1, against the contract: `id` lost its `not null` in version 5 (CHANGE COLUMN at "
                + time(5)
                + "); `origin` was renamed to `start` in version 3 (RENAME COLUMN at "
                + time(3)
                + "); `address.city` was renamed to `address.town` in version 6 (RENAME COLUMN at "
                + time(6)
                + "); `note` (string) was dropped in version 7 (DROP COLUMNS at "
                + time(7)
                + ")");
    assertThat(command.out()).contains("schema_evolution");
    List<String> problems = new ArrayList<>();
    TestingCommand.onlyVerdict(out)
        .at("/checks/problems")
        .forEach(problem -> problems.add(problem.path("id").asText()));
    assertThat(problems)
        .containsExactly(
            "schema(origin)", "schema(delay)", "schema(id)", "schema_others", "schema_evolution");
    try (Stream<Path> files = Files.walk(out)) {
      Path report =
          files
              .filter(f -> f.getFileName().toString().matches("(?!index).*\\.html"))
              .findFirst()
              .orElseThrow();
      assertThat(Files.readString(report)).contains("schema_evolution", "ticket 118");
    }
  }

  @Test
  void aBrokenContractOfSeverityWarnOnlyWarns() throws Exception {
    TestingCommand command = validate("{ required: [origin], severity: warn }");

    assertThat(command.exitCode()).isZero();
    assertThat(TestingCommand.onlyVerdict(out).path("verdict").asText()).isEqualTo("WARN");
    assertThat(checks().get("schema(origin)")).startsWith("WARN ");
    assertThat(checks().get("schema_evolution")).startsWith("WARN ");
  }

  @Test
  void whatIsAllowedPassesAndIsToldAllTheSame() throws Exception {
    TestingCommand command = validate("{ evolution: " + ALL_EVOLUTION + " }");

    assertThat(command.exitCode()).isZero();
    assertThat(checks().get("schema_evolution"))
        .startsWith("PASS since version 1, all of it allowed: ")
        .contains("`diverted` (boolean) was added in version 2 (ADD COLUMNS at ");
  }

  @Test
  void theSchemaMayBeComparedWithTheReferenceOrAVersion() throws Exception {
    assertThat(validate("{ since: 8 }").exitCode()).isZero();
    assertThat(checks().get("schema_evolution")).isEqualTo("PASS the schema is that of version 8");
    clear();
    assertThat(validate("{ since: reference, evolution: [] }", "--reference", "7").exitCode())
        .isEqualTo(10);
    assertThat(checks().get("schema_evolution"))
        .startsWith("FAIL since version 7, against the contract: `a.b `c` é` was moved");
    clear();
    assertThat(validate("{ since: 9 }", "--version", "3").exitCode()).isEqualTo(10);
    assertThat(checks().get("schema_evolution"))
        .isEqualTo(
            "ERROR the schema of `"
                + path
                + "@3` cannot be compared with that of version 9, which is newer; name an older one under `schema.since`");
    clear();
    assertThat(validate("{ since: reference }", "--reference", "ref-000000000000").exitCode())
        .isEqualTo(10);
    assertThat(checks().get("schema_evolution"))
        .startsWith(
            "ERROR what the schema is compared with is not there: there is no reference `ref-000000000000` in ");
  }

  private void clear() {
    out = folder.resolve("out" + System.nanoTime());
  }

  @Test
  void aRunKeepsWhatChangedInTheSchemaSinceThePreviousVersion() throws IOException {
    validate("{}");

    JsonNode verdict = TestingCommand.onlyVerdict(out);

    assertThat(verdict.get("schema_changes")).hasSize(7);
    assertThat(verdict.get("schema_changes").toString())
        .contains("`start`", "`note` (string) was dropped in version 7", "ticket 118");
    assertThat(verdict.get("commit_operation").asText()).isEqualTo("WRITE");
    assertThat(verdict.get("changed_data").asBoolean()).isTrue();
  }

  @Test
  void aCommitThatChangesTheSchemaAloneIsNoChangeOfData() throws IOException {
    validate("{}", "--version", "8");

    JsonNode verdict = TestingCommand.onlyVerdict(out);

    assertThat(verdict.get("commit_operation").asText()).isEqualTo("CHANGE COLUMN");
    assertThat(verdict.get("changed_data").asBoolean()).isFalse();
  }
}
