package io.tidemark.checks.schema;

import java.time.Instant;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Schemas as Delta keeps them, in few words. */
final class TestingSchemas {
  private TestingSchemas() {}

  static StructType schema(StructField... fields) {
    return new StructType(fields);
  }

  /** A table without column mapping. */
  static StructType ddl(String ddl) {
    return StructType.fromDDL(ddl);
  }

  /** A column with an id of column mapping. */
  static StructField field(long id, String name, String type) {
    return field(id, name, Types.parse(type), true);
  }

  static StructField notNull(long id, String name, String type) {
    return field(id, name, Types.parse(type), false);
  }

  static StructField struct(long id, String name, StructField... fields) {
    return field(id, name, schema(fields), true);
  }

  private static StructField field(
      long id, String name, org.apache.spark.sql.types.DataType type, boolean nullable) {
    return new StructField(
        name, type, nullable, new MetadataBuilder().putLong("delta.columnMapping.id", id).build());
  }

  /** A commit at as many hours as its version. */
  static TableCommit commit(long version, String operation) {
    return new TableCommit(
        version,
        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3600 * version),
        operation,
        null);
  }

  static SchemaVersion version(long version, StructType schema) {
    return new SchemaVersion(commit(version, "CHANGE COLUMN"), schema);
  }
}
