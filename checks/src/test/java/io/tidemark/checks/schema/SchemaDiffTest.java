package io.tidemark.checks.schema;

import static io.tidemark.checks.schema.TestingSchemas.ddl;
import static io.tidemark.checks.schema.TestingSchemas.field;
import static io.tidemark.checks.schema.TestingSchemas.notNull;
import static io.tidemark.checks.schema.TestingSchemas.schema;
import static io.tidemark.checks.schema.TestingSchemas.struct;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaDiffTest {
  private static List<String> changes(StructType before, StructType after) {
    return changes(before, after, false);
  }

  private static List<String> changes(StructType before, StructType after, boolean caseSensitive) {
    return SchemaDiff.between(before, after, caseSensitive).changes().stream()
        .map(change -> change.kind() + ": " + change.inWords())
        .toList();
  }

  @Test
  void equalSchemasDifferInNothing() {
    StructType schema = ddl("a INT NOT NULL, s STRUCT<x: INT, m: MAP<STRING, ARRAY<INT>>>");

    assertThat(changes(schema, schema)).isEmpty();
    assertThat(changes(schema(), schema())).isEmpty();
  }

  @Test
  void columnsAreAddedAndDropped() {
    assertThat(changes(ddl("a INT, b STRING NOT NULL"), ddl("a INT, c DECIMAL(10,2)")))
        .containsExactly(
            "ADDED: `c` (decimal(10,2)) was added", "DROPPED: `b` (string not null) was dropped");
  }

  @Test
  void aNewNameIsARenameWhereTheFieldIdStays() {
    assertThat(
            changes(
                schema(field(1, "a", "int"), field(2, "b", "int")),
                schema(field(1, "a", "int"), field(2, "c", "int"))))
        .containsExactly("RENAMED: `b` was renamed to `c`");
  }

  @Test
  void aNewNameWithoutColumnMappingIsADropAndAnAddition() {
    assertThat(changes(ddl("a INT, b INT"), ddl("a INT, c INT")))
        .containsExactly("ADDED: `c` (int) was added", "DROPPED: `b` (int) was dropped");
  }

  @Test
  void twoColumnsThatSwapTheirNamesAreTwoRenames() {
    assertThat(
            changes(
                schema(field(1, "a", "int"), field(2, "b", "string")),
                schema(field(1, "b", "int"), field(2, "a", "string"))))
        .containsExactly("RENAMED: `a` was renamed to `b`", "RENAMED: `b` was renamed to `a`");
  }

  @Test
  void aColumnDroppedAndAddedAnewIsNotTheOneItWas() {
    assertThat(
            changes(
                schema(field(1, "a", "int"), field(2, "b", "int")),
                schema(field(1, "a", "int"), field(3, "b", "string"))))
        .containsExactly("REPLACED: `b` was dropped and added anew as string");
  }

  @Test
  void columnsAreMatchedByNameWhereColumnMappingWasTurnedOnBetween() {
    assertThat(changes(ddl("a INT, b INT"), schema(field(1, "a", "int"), field(2, "c", "int"))))
        .containsExactly("ADDED: `c` (int) was added", "DROPPED: `b` (int) was dropped");
  }

  @Test
  void aRenamedColumnMayChangeInEveryOtherWayToo() {
    assertThat(
            changes(
                schema(notNull(1, "a", "int"), field(2, "b", "int"), field(3, "c", "int")),
                schema(field(2, "b", "int"), field(3, "c", "int"), field(1, "x", "bigint"))))
        .containsExactly(
            "RENAMED: `a` was renamed to `x`",
            "WIDENED: the type of `x` was widened from int not null to bigint",
            "LOOSENED: `x` lost its `not null`",
            "MOVED: `x` was moved to another place");
  }

  @Test
  void fieldsOfStructsAreComparedByThemselves() {
    assertThat(
            changes(
                schema(struct(1, "s", field(2, "x", "int"), field(3, "y", "int"))),
                schema(struct(1, "t", field(2, "xx", "int"), field(4, "z", "date")))))
        .containsExactly(
            "RENAMED: `s` was renamed to `t`",
            "RENAMED: `s.x` was renamed to `t.xx`",
            "ADDED: `t.z` (date) was added",
            "DROPPED: `s.y` (int) was dropped");
  }

  @Test
  void elementsKeysAndValuesAreComparedByThemselves() {
    assertThat(
            changes(
                ddl("l ARRAY<SMALLINT>, m MAP<INT, STRUCT<x: INT>>"),
                ddl("l ARRAY<INT>, m MAP<BIGINT, STRUCT<x: STRING>>")))
        .containsExactly(
            "WIDENED: the type of `l.element` was widened from smallint to int",
            "WIDENED: the type of `m.key` was widened from int not null to bigint not null",
            "RETYPED: the type of `m.value.x` was changed from int to string");
  }

  @Test
  void aStructThatBecomesAnotherThingIsRetyped() {
    assertThat(changes(ddl("s STRUCT<x: INT NOT NULL, y: STRING>"), ddl("s STRING")))
        .containsExactly(
            "RETYPED: the type of `s` was changed from struct<x: int not null, y: string> to string");
  }

  @Test
  void nullsMayBeForbiddenAndAllowed() {
    assertThat(changes(ddl("a INT NOT NULL, b INT"), ddl("a INT, b INT NOT NULL")))
        .containsExactly("LOOSENED: `a` lost its `not null`", "TIGHTENED: `b` became `not null`");
  }

  @Test
  void theFewestColumnsHaveMoved() {
    assertThat(changes(ddl("a INT, b INT, c INT, d INT"), ddl("d INT, a INT, b INT, c INT")))
        .containsExactly("MOVED: `d` was moved to another place");
  }

  @Test
  void anAdditionBetweenOthersMovesNone() {
    assertThat(changes(ddl("a INT, b INT, c INT"), ddl("x INT, a INT, y INT, c INT")))
        .containsExactly(
            "ADDED: `x` (int) was added",
            "ADDED: `y` (int) was added",
            "DROPPED: `b` (int) was dropped");
  }

  @ParameterizedTest
  @CsvSource({
    "tinyint, smallint, WIDENED",
    "tinyint, bigint, WIDENED",
    "int, bigint, WIDENED",
    "bigint, int, RETYPED",
    "int, double, WIDENED",
    "bigint, double, RETYPED",
    "int, float, RETYPED",
    "float, double, WIDENED",
    "double, float, RETYPED",
    "int, string, RETYPED",
    "int, 'decimal(10,0)', WIDENED",
    "int, 'decimal(11,2)', RETYPED",
    "bigint, 'decimal(20,0)', WIDENED",
    "bigint, 'decimal(19,0)', RETYPED",
    "'decimal(10,2)', 'decimal(12,4)', WIDENED",
    "'decimal(10,2)', 'decimal(12,5)', RETYPED",
    "'decimal(10,2)', 'decimal(12,1)', RETYPED",
    "'decimal(10,2)', double, RETYPED",
    "date, timestamp_ntz, WIDENED",
    "date, timestamp, RETYPED",
    "timestamp, timestamp_ntz, RETYPED",
  })
  void typesAreWidenedAsDeltasProtocolSays(String before, String after, ChangeKind kind) {
    assertThat(SchemaDiff.between(ddl("a " + before), ddl("a " + after), false).changes())
        .extracting(SchemaChange::kind)
        .containsExactly(kind);
  }

  @Test
  void theLengthOfAVarcharCountsThoughSparkCallsItAString() {
    assertThat(changes(schema(varchar("varchar(5)")), schema(varchar("varchar(9)"))))
        .containsExactly("WIDENED: the type of `v` was widened from varchar(5) to varchar(9)");
    assertThat(changes(schema(varchar("varchar(9)")), schema(varchar("varchar(5)"))))
        .containsExactly("RETYPED: the type of `v` was changed from varchar(9) to varchar(5)");
    assertThat(changes(schema(varchar("varchar(9)")), ddl("v STRING")))
        .containsExactly("WIDENED: the type of `v` was widened from varchar(9) to string");
  }

  private static StructField varchar(String declared) {
    return new StructField(
        "v",
        DataTypes.StringType,
        true,
        new MetadataBuilder().putString("__CHAR_VARCHAR_TYPE_STRING", declared).build());
  }

  @Test
  void whetherCaseTellsNamesApartIsTheSessionsSay() {
    assertThat(changes(ddl("fare INT"), ddl("Fare INT"), false))
        .containsExactly("RENAMED: `fare` was renamed to `Fare`");
    assertThat(changes(ddl("fare INT"), ddl("Fare INT"), true))
        .containsExactly("ADDED: `Fare` (int) was added", "DROPPED: `fare` (int) was dropped");
  }

  @Test
  void namesMayHaveAnyCharacters() {
    assertThat(
            changes(
                schema(field(1, "a.b", "int"), field(2, "größe cm", "int")),
                schema(field(1, "a`b", "int"), field(2, " größe", "int"))))
        .containsExactly(
            "RENAMED: `a.b` was renamed to `a`b`", "RENAMED: `größe cm` was renamed to ` größe`");
  }

  @Test
  void commentsAreNoChange() {
    StructField plain = new StructField("a", DataTypes.IntegerType, true, Metadata.empty());

    assertThat(changes(schema(plain), schema(plain.withComment("minutes")))).isEmpty();
  }

  @Test
  void twoThousandColumnsInReverseOrderLeaveOneInItsPlace() {
    StructType before = new StructType();
    StructType after = new StructType();
    for (int i : IntStream.range(0, 2_000).toArray()) {
      before = before.add("c" + i, "int");
      after = after.add("c" + (1_999 - i), "int");
    }

    assertThat(SchemaDiff.between(before, after, false).changes())
        .hasSize(1_999)
        .allMatch(change -> change.kind() == ChangeKind.MOVED);
  }
}
