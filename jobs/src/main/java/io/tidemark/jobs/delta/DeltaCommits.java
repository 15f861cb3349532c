package io.tidemark.jobs.delta;

import io.delta.tables.DeltaTable;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** What commits of a table say of themselves. */
public final class DeltaCommits {
  private DeltaCommits() {}

  /** Whether a table has a commit with this user metadata; not if there is no table. */
  public static boolean exists(SparkSession spark, String path, String userMetadata) {
    return first(spark, path, userMetadata).isPresent();
  }

  /**
   * Rows that the first commit with this user metadata has written, by Delta's own metrics. Where
   * Delta keeps no statistics it has no metrics for some commits: their rows are counted.
   *
   * @param ofCommit true for the rows of the commit among all of the table's right after it
   * @throws IllegalStateException if there is no such commit
   */
  public static long written(
      SparkSession spark, String path, String userMetadata, Column ofCommit) {
    Row commit =
        first(spark, path, userMetadata)
            .orElseThrow(
                () -> new IllegalStateException("the commit of " + userMetadata + " is gone"));
    return commit.isNullAt(1)
        ? spark
            .read()
            .format("delta")
            .option("versionAsOf", commit.getLong(0))
            .load(path)
            .filter(ofCommit)
            .count()
        : commit.getLong(1);
  }

  /** Version and number of rows of the first commit with this user metadata. */
  private static Optional<Row> first(SparkSession spark, String path, String userMetadata) {
    if (!DeltaTable.isDeltaTable(spark, path)) {
      return Optional.empty();
    }
    return DeltaTable.forPath(spark, path)
        .history()
        .filter(functions.col("userMetadata").equalTo(userMetadata))
        .orderBy(functions.col("version"))
        .select(
            functions.col("version"),
            functions.col("operationMetrics").getItem("numOutputRows").cast("long"))
        .limit(1)
        .collectAsList()
        .stream()
        .findFirst();
  }
}
