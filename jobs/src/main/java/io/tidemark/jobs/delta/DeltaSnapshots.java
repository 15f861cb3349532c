package io.tidemark.jobs.delta;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructType;

/**
 * Schemas from Delta's log. The one class that knows Delta's internals: reading a version through
 * Spark gives its schema without the ids of column mapping.
 */
final class DeltaSnapshots {
  private final DeltaLog log;

  DeltaSnapshots(SparkSession spark, String location) {
    log = DeltaLog.forTable(spark, location);
  }

  /**
   * The schema of a version, with Delta's metadata of its fields. Costs a listing of the log and
   * one small file; a Spark job over the log only where a writer left no checksum file.
   */
  StructType schema(long version) {
    return log.getSnapshotAt(version, log.getSnapshotAt$default$2(), log.getSnapshotAt$default$3())
        .metadata()
        .schema();
  }
}
