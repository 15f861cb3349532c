package io.tidemark.checks.schema;

import static io.tidemark.checks.schema.TestingSchemas.commit;
import static io.tidemark.checks.schema.TestingSchemas.ddl;
import static io.tidemark.checks.schema.TestingSchemas.field;
import static io.tidemark.checks.schema.TestingSchemas.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.Severity;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaContractTest {
  private static final SchemaPast SAME = new SchemaPast.Known(3, List.of());

  private static ColumnRule required(String name, String type) {
    return new ColumnRule(name, ColumnType.parse(type), true);
  }

  private static ColumnRule optional(String name, String type) {
    return new ColumnRule(name, ColumnType.parse(type), false);
  }

  private static SchemaContract contract(ColumnRule... rules) {
    return new SchemaContract(
        List.of(rules), true, SchemaContract.DEFAULT_EVOLUTION, Severity.ERROR);
  }

  private static SchemaContract closed(ColumnRule... rules) {
    return new SchemaContract(List.of(rules), false, Set.of(), Severity.ERROR);
  }

  private static List<CheckResult> judge(SchemaContract contract, StructType schema) {
    return contract.judge(schema, SAME, false);
  }

  private static CheckResult first(ColumnRule rule, StructType schema) {
    return judge(contract(rule), schema).get(0);
  }

  @Test
  void aSchemaThatIsAsTheContractSaysPassesEverything() {
    List<CheckResult> results =
        judge(
            closed(
                required("origin", "string"),
                required("delay", "int not null"),
                required("fare", "decimal(10,2)"),
                optional("diverted", "boolean")),
            ddl("delay INT NOT NULL, origin STRING, fare DECIMAL(10,2)"));

    assertThat(results).extracting(CheckResult::status).containsOnly(CheckStatus.PASS);
    assertThat(results)
        .extracting(CheckResult::constraintId)
        .containsExactly(
            "schema(origin)",
            "schema(delay)",
            "schema(fare)",
            "schema(diverted)",
            "schema_others",
            "schema_evolution");
    assertThat(results).extracting(CheckResult::kind).containsOnly("schema");
    assertThat(results.get(1).expected()).isEqualTo("int not null");
    assertThat(results.get(1).message()).isEqualTo("column `delay` is int not null");
    assertThat(results.get(3).expected()).isEqualTo("absent, or boolean");
    assertThat(results.get(3).message()).isEqualTo("column `diverted` is not in the table");
  }

  @Test
  void idsAreKnownBeforeAnythingIsJudged() {
    SchemaContract open = contract(required("a", "int"));
    SchemaContract closed = closed(required("a", "int"));

    for (SchemaContract contract : List.of(open, closed)) {
      assertThat(judge(contract, ddl("a INT")))
          .extracting(CheckResult::constraintId)
          .isEqualTo(contract.ids());
    }
  }

  @Test
  void aRequiredColumnThatIsMissingFails() {
    CheckResult result = first(required("orign", "string"), ddl("origin STRING, x INT"));

    assertThat(result.status()).isEqualTo(CheckStatus.FAIL);
    assertThat(result.columns()).containsExactly("orign");
    assertThat(result.message())
        .isEqualTo("column `orign` (string) is not in the table; did you mean `origin`?");
  }

  @Test
  void aColumnOfAnotherTypeFailsWhetherRequiredOrOptional() {
    StructType schema = ddl("fare DOUBLE");

    assertThat(first(required("fare", "decimal(10,2)"), schema))
        .satisfies(
            result -> {
              assertThat(result.status()).isEqualTo(CheckStatus.FAIL);
              assertThat(result.message())
                  .isEqualTo("column `fare` is double; expected decimal(10,2)");
            });
    assertThat(first(optional("fare", "float"), schema).status()).isEqualTo(CheckStatus.FAIL);
    assertThat(first(optional("fare", "double"), schema).status()).isEqualTo(CheckStatus.PASS);
  }

  @Test
  void aColumnThatMayBeNullFailsWhereItMustNot() {
    CheckResult result = first(required("delay", "int NOT  NULL"), ddl("delay INT"));

    assertThat(result.status()).isEqualTo(CheckStatus.FAIL);
    assertThat(result.message())
        .isEqualTo("column `delay` is int that may be null; expected int not null");
    assertThat(first(required("delay", "int"), ddl("delay INT NOT NULL")).status())
        .isEqualTo(CheckStatus.PASS);
  }

  @Test
  void anyTypeWillDoWhereNoneIsGiven() {
    assertThat(first(required("a", "any"), ddl("a BINARY")).status()).isEqualTo(CheckStatus.PASS);
    assertThat(first(required("a", "any not null"), ddl("a BINARY")).message())
        .isEqualTo("column `a` is binary that may be null; expected any not null");
    assertThat(first(required("b", "any"), ddl("a BINARY")).status()).isEqualTo(CheckStatus.FAIL);
  }

  @Test
  void aWarningOnlyWarns() {
    SchemaContract contract =
        new SchemaContract(List.of(required("a", "int")), false, Set.of(), Severity.WARN);

    assertThat(contract.judge(ddl("b INT"), added(), false))
        .extracting(CheckResult::status)
        .containsExactly(CheckStatus.WARN, CheckStatus.WARN, CheckStatus.WARN);
  }

  private static SchemaPast added() {
    return past(new SchemaChange(ChangeKind.ADDED, null, FieldPath.of("b"), null, "int"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "struct<x: int, y: string> | PASS",
        "struct<y: string, x: int> | PASS",
        "struct<x: int not null, y: string> | PASS",
        "struct<x: int not null, y: string not null> | FAIL",
        "struct<x: int> | FAIL",
        "struct<x: int, y: string, z: int> | FAIL",
        "struct<x: bigint, y: string> | FAIL",
        "string | FAIL",
      })
  void aStructIsComparedFieldByFieldInAnyOrder(String wanted, CheckStatus status) {
    StructType schema = ddl("s STRUCT<x: INT NOT NULL, y: STRING>");

    assertThat(first(required("s", wanted), schema).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "array<int> | array<int> | PASS",
        "array<int> | array<bigint> | FAIL",
        "array<struct<x: int>> | array<struct<X: int>> | PASS",
        "map<string, int> | map<string, int> | PASS",
        "map<string, int> | map<string, date> | FAIL",
        "varchar(5) | string | FAIL",
        "long | bigint | PASS",
        "INTEGER | int | PASS",
      })
  void typesAreThoseOfSparkSql(String wanted, String found, CheckStatus status) {
    assertThat(first(required("c", wanted), ddl("c " + found)).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"address.city", "lines.element.price", "tags.key", "a.b.c.d", "a.b"})
  void fieldsWithinAreReachedByDotsUnlessAColumnHasThatVeryName(String name) {
    StructType schema =
        ddl(
            "address STRUCT<city: STRING>, lines ARRAY<STRUCT<price: STRING>>,"
                + " tags MAP<STRING, INT>, `a.b` STRUCT<`c.d`: STRING>");

    assertThat(first(required(name, "any"), schema).status()).isEqualTo(CheckStatus.PASS);
    assertThat(first(required(name + ".x", "any"), schema).status()).isEqualTo(CheckStatus.FAIL);
  }

  @Test
  void columnsMayHaveAnyName() {
    for (String name : List.of("a.b", "größe cm", "back`tick", " lead", "a..b", ".", "日本")) {
      StructType schema = new StructType().add(name, "int");

      assertThat(first(required(name, "int"), schema).status())
          .as(name)
          .isEqualTo(CheckStatus.PASS);
      assertThat(first(required(name, "date"), schema).message())
          .isEqualTo("column `" + name + "` is int; expected date");
    }
  }

  @Test
  void whetherCaseTellsNamesApartIsTheSessionsSay() {
    SchemaContract contract = closed(required("Origin", "struct<City: int>"));
    StructType schema = ddl("origin STRUCT<city: INT>");

    assertThat(contract.judge(schema, SAME, false))
        .extracting(CheckResult::status)
        .containsOnly(CheckStatus.PASS);
    assertThat(contract.judge(schema, SAME, true))
        .extracting(CheckResult::status)
        .containsExactly(CheckStatus.FAIL, CheckStatus.FAIL, CheckStatus.PASS);
  }

  @Test
  void otherColumnsFailWhereTheyAreRefused() {
    CheckResult others =
        judge(
                closed(required("a", "int"), required("s.x", "int"), optional("t", "any")),
                ddl("a INT, b INT, s STRUCT<x: INT, y: INT>, t STRUCT<z: INT>, `c d` INT"))
            .get(3);

    assertThat(others.status()).isEqualTo(CheckStatus.FAIL);
    assertThat(others.message())
        .isEqualTo("the table has 3 columns of which the contract says nothing: `b`, `s.y`, `c d`");
  }

  @Test
  void ofManyOtherColumnsSomeAreNamed() {
    StructType schema = new StructType();
    for (int i = 0; i < 2_000; i++) {
      schema = schema.add("c" + i, "int");
    }

    assertThat(judge(closed(), schema).get(0).message())
        .startsWith("the table has 2000 columns of which the contract says nothing: `c0`, ")
        .endsWith("`c9`, and 1990 more");
  }

  private static SchemaPast past(SchemaChange change) {
    return new SchemaPast.Known(
        3, List.of(new CommittedChange(change, commit(5, "RENAME COLUMN"))));
  }

  private static SchemaChange change(ChangeKind kind) {
    boolean added = kind == ChangeKind.ADDED;
    boolean dropped = kind == ChangeKind.DROPPED;
    return new SchemaChange(
        kind,
        added ? null : FieldPath.of("a"),
        dropped ? null : FieldPath.of("b"),
        added ? null : "int",
        dropped ? null : "bigint");
  }

  @ParameterizedTest
  @EnumSource
  void aChangePassesWhereItsKindIsAllowedAndFailsWhereItIsNot(ChangeKind kind) {
    Set<Evolution> only = EnumSet.of(kind.evolution());
    SchemaPast past = past(change(kind));

    CheckResult allowed = evolution(only, past);
    CheckResult refused = evolution(EnumSet.complementOf(EnumSet.copyOf(only)), past);

    assertThat(allowed.status()).isEqualTo(CheckStatus.PASS);
    assertThat(allowed.message()).startsWith("since version 3, all of it allowed: ");
    assertThat(refused.status()).isEqualTo(CheckStatus.FAIL);
    assertThat(refused.message())
        .isEqualTo(
            "since version 3, against the contract: "
                + change(kind).inWords()
                + " in version 5 (RENAME COLUMN at 2026-01-01T05:00:00Z)");
  }

  private static CheckResult evolution(Set<Evolution> allowed, SchemaPast past) {
    List<CheckResult> results =
        new SchemaContract(List.of(), true, allowed, Severity.ERROR)
            .judge(ddl("b BIGINT"), past, false);
    return results.get(results.size() - 1);
  }

  @Test
  void whatBreaksNoQueryByNamesIsAllowedByDefault() {
    assertThat(SchemaContract.DEFAULT_EVOLUTION)
        .containsExactlyInAnyOrder(Evolution.ADD, Evolution.WIDEN, Evolution.ORDER);
  }

  @Test
  void whatIsAllowedIsSaidInAFixedOrder() {
    assertThat(evolution(Set.of(Evolution.DROP, Evolution.ADD), SAME).expected())
        .isEqualTo("changes of the schema only: add, drop");
    assertThat(evolution(Set.of(), SAME).expected()).isEqualTo("no change of the schema");
    assertThat(evolution(Set.of(), SAME).message()).isEqualTo("the schema is that of version 3");
  }

  @Test
  void theCommitsMessageIsTold() {
    TableCommit commit = new TableCommit(5, commit(5, "WRITE").time(), "WRITE", "nightly load 118");

    assertThat(new CommittedChange(change(ChangeKind.DROPPED), commit).inWords())
        .isEqualTo(
            "`a` (int) was dropped in version 5 (WRITE at 2026-01-01T05:00:00Z, \"nightly load 118\")");
  }

  @Test
  void aMissingColumnSaysWhatBecameOfIt() {
    SchemaPast past =
        past(
            SchemaDiff.between(
                    schema(field(1, "origin", "int")), schema(field(1, "start", "int")), false)
                .changes()
                .get(0));

    CheckResult result =
        contract(required("origin", "int")).judge(ddl("start INT"), past, false).get(0);

    assertThat(result.message())
        .isEqualTo(
            "column `origin` (int) is not in the table; use one of `start`; `origin` was renamed to `start`"
                + " in version 5 (RENAME COLUMN at 2026-01-01T05:00:00Z)");
  }

  @Test
  void aFieldSaysWhatBecameOfTheColumnAroundItAndTheOtherWayRound() {
    SchemaContract contract =
        contract(required("s.x", "int"), required("s", "struct<x: int>"), required("sx", "int"));
    SchemaPast retyped =
        past(
            SchemaDiff.between(ddl("s STRUCT<x: INT>"), ddl("s STRUCT<x: DATE>"), false)
                .changes()
                .get(0));
    SchemaPast dropped =
        past(SchemaDiff.between(ddl("s STRUCT<x: INT>"), schema(), false).changes().get(0));

    assertThat(contract.judge(ddl("S STRUCT<x: DATE>"), retyped, false).subList(0, 3))
        .extracting(result -> result.message().contains("`s.x` was changed from int to date in"))
        .containsExactly(true, true, false);
    assertThat(contract.judge(ddl("t INT"), dropped, false).subList(0, 3))
        .extracting(result -> result.message().contains("`s` (struct<x: int>) was dropped in"))
        .containsExactly(true, true, false);
  }

  @Test
  void theFirstVersionHasNothingToBeComparedWithYet() {
    CheckResult result = evolution(Set.of(), new SchemaPast.None("it is the first version"));

    assertThat(result.status()).isEqualTo(CheckStatus.INSUFFICIENT_DATA);
    assertThat(result.message()).isEqualTo("it is the first version");
  }

  @Test
  void anEarlierSchemaThatCannotBeReadIsAnErrorOfTheEvolutionAlone() {
    SchemaPast past = new SchemaPast.Unknown("version 3 is gone; name a newer one");

    List<CheckResult> results = contract(required("a", "int")).judge(ddl("a INT"), past, false);

    assertThat(results)
        .extracting(CheckResult::status)
        .containsExactly(CheckStatus.PASS, CheckStatus.ERROR);
    assertThat(results.get(1).message()).isEqualTo("version 3 is gone; name a newer one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "strin | is no type of Spark SQL: Unsupported data type \"STRIN\".",
        "decimal(10,2 | is no type of Spark SQL: Syntax error at or near end of input",
        "decimal(99,2) | is no type of Spark SQL: Decimal precision 99 exceeds max precision 38.",
        "int null | is no type of Spark SQL: Syntax error at or near 'null'",
        "a int | is no type of Spark SQL: ",
        "varchar(99999999999) | is no type of Spark SQL: ",
        "'' | is no type of Spark SQL: ",
        "not null | is no type of Spark SQL: ",
        "struct<x: int | is no type of Spark SQL: ",
      })
  void aMalformedTypeSaysWhatIsWrongWithIt(String text, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ColumnType.parse(text))
        .withMessageStartingWith(reason);
  }

  @Test
  void aColumnNamedTwiceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> contract(required("a", "int"), optional("a", "int")))
        .withMessage(
            "a column of the schema is named twice; name each under `required` or `optional` once");
  }
}
