package io.tidemark.checks.schema;

import org.apache.spark.sql.types.StructType;

/**
 * The schema that a commit left.
 *
 * @param commit the commit
 * @param schema the schema with Delta's metadata of the fields, such as {@code
 *     delta.columnMapping.id}
 */
public record SchemaVersion(TableCommit commit, StructType schema) {}
