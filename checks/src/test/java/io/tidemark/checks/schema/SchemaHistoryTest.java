package io.tidemark.checks.schema;

import static io.tidemark.checks.schema.TestingSchemas.ddl;
import static io.tidemark.checks.schema.TestingSchemas.field;
import static io.tidemark.checks.schema.TestingSchemas.schema;
import static io.tidemark.checks.schema.TestingSchemas.struct;
import static io.tidemark.checks.schema.TestingSchemas.version;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Steps are versions 1, 2 and so on; the start is version 0. */
class SchemaHistoryTest {
  private static List<String> changes(StructType start, StructType... steps) {
    List<SchemaVersion> versions =
        IntStream.range(0, steps.length).mapToObj(i -> version(i + 1L, steps[i])).toList();
    return SchemaHistory.changes(start, versions, false).stream()
        .map(
            change ->
                change.commit().version()
                    + " "
                    + change.change().kind()
                    + " "
                    + change.change().column())
        .toList();
  }

  @Test
  void withoutAnyStepNothingChanged() {
    assertThat(changes(ddl("a INT"))).isEmpty();
  }

  @Test
  void eachChangeHasTheCommitThatMadeIt() {
    assertThat(
            changes(
                ddl("a SMALLINT NOT NULL, b INT"),
                ddl("a SMALLINT NOT NULL, b INT, c INT"),
                ddl("a INT NOT NULL, b INT, c INT"),
                ddl("a INT, b INT, c INT"),
                ddl("a INT, c INT")))
        .containsExactly("2 WIDENED a", "3 LOOSENED a", "1 ADDED c", "4 DROPPED b");
  }

  @Test
  void aChangeThatWasTakenBackIsNone() {
    assertThat(changes(ddl("a INT"), ddl("a INT, b INT"), ddl("a INT"))).isEmpty();
  }

  @Test
  void ofSeveralCommitsThatMadeOneChangeTheLastIsNamed() {
    assertThat(
            changes(
                schema(field(1, "a", "int")),
                schema(field(1, "b", "int")),
                schema(field(1, "c", "int")),
                schema(field(1, "c", "int"), field(2, "d", "int"))))
        .containsExactly("2 RENAMED c", "3 ADDED d");
  }

  @Test
  void aColumnIsFollowedUnderAllItsNames() {
    assertThat(
            changes(
                schema(field(1, "a", "int"), field(2, "x", "int")),
                schema(field(1, "a", "bigint"), field(2, "x", "int")),
                schema(field(1, "b", "bigint"), field(2, "y", "int")),
                schema(field(1, "b", "bigint"))))
        .containsExactly("2 RENAMED b", "1 WIDENED b", "3 DROPPED x");
  }

  @Test
  void fieldsOfARenamedStructAreFollowedToo() {
    assertThat(
            changes(
                schema(struct(1, "s", field(2, "x", "int"), field(3, "y", "int"))),
                schema(struct(1, "s", field(2, "x", "bigint"), field(3, "y", "int"))),
                schema(struct(1, "t", field(2, "x", "bigint"), field(3, "y", "int"))),
                schema(struct(1, "t", field(2, "x", "bigint")))))
        .containsExactly("2 RENAMED t", "1 WIDENED t.x", "3 DROPPED s.y");
  }

  @Test
  void aColumnDroppedAndAddedAnewIsOfTheCommitThatAddedIt() {
    assertThat(
            changes(
                schema(field(1, "a", "int"), field(2, "b", "int")),
                schema(field(1, "a", "int")),
                schema(field(1, "a", "int"), field(3, "b", "int")),
                schema(field(1, "a", "bigint"), field(3, "b", "int"))))
        .containsExactly("3 WIDENED a", "2 REPLACED b");
  }

  @Test
  void withoutColumnMappingATypeMayChangeByWayOfADrop() {
    assertThat(
            changes(
                ddl("a INT, b INT"), ddl("a INT"), ddl("a INT, b STRING"), ddl("a DATE, b STRING")))
        .containsExactly("3 RETYPED a", "2 RETYPED b");
  }

  @Test
  void aMoveIsOfTheLastCommitThatMovedColumnsThere() {
    assertThat(
            changes(
                ddl("a INT, b INT, c INT"),
                ddl("c INT, a INT, b INT"),
                ddl("c INT, b INT, a INT"),
                ddl("c INT, b INT, a INT, d INT")))
        .containsExactly("2 MOVED c", "2 MOVED b", "3 ADDED d");
  }

  @Test
  void aRenameIsKnownWhereColumnMappingWasTurnedOnMeanwhile() {
    assertThat(
            changes(
                ddl("a INT, s STRUCT<x: INT>, l ARRAY<STRUCT<y: INT>>, gone INT"),
                schema(
                    field(1, "a", "int"),
                    struct(2, "s", field(3, "x", "int")),
                    elements(4, field(5, "y", "int")),
                    field(6, "gone", "int")),
                schema(
                    field(1, "b", "int"),
                    struct(2, "s", field(3, "z", "int")),
                    elements(4, field(5, "w", "int")))))
        .containsExactly("2 RENAMED b", "2 RENAMED s.z", "2 RENAMED l.element.w", "2 DROPPED gone");
  }

  private static StructField elements(long id, StructField field) {
    return struct(id, "l", field)
        .copy(
            "l", DataTypes.createArrayType(schema(field)), true, struct(id, "l", field).metadata());
  }

  @Test
  void aRenameIsKnownWhereColumnMappingWasTurnedOffMeanwhile() {
    assertThat(
            changes(
                schema(field(1, "a", "int"), field(2, "c", "int")),
                schema(field(1, "b", "int"), field(2, "c", "int")),
                ddl("b INT, c INT"),
                ddl("b INT, c BIGINT")))
        .containsExactly("1 RENAMED b", "3 WIDENED c");
  }
}
