package io.tidemark.jobs.delta;

import io.delta.tables.DeltaTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** What commits of a table say of themselves. */
public final class DeltaCommits {
  private DeltaCommits() {}

  /**
   * Rows that the first commit with this user metadata has written, by Delta's own metrics; empty
   * if there is no such commit, or no table. Where Delta keeps no statistics it has no metrics for
   * some commits: their rows are counted.
   *
   * @param ofCommit true for the rows of the commit among all of the table's right after it
   */
  public static Optional<Long> written(
      SparkSession spark, String path, String userMetadata, Column ofCommit) {
    if (!DeltaTable.isDeltaTable(spark, path)) {
      return Optional.empty();
    }
    List<Row> commits =
        DeltaTable.forPath(spark, path)
            .history()
            .filter(functions.col("userMetadata").equalTo(userMetadata))
            .orderBy(functions.col("version"))
            .select(
                functions.col("version"),
                functions.col("operationMetrics").getItem("numOutputRows").cast("long"))
            .limit(1)
            .collectAsList();
    if (commits.isEmpty()) {
      return Optional.empty();
    }
    Row commit = commits.get(0);
    return Optional.of(
        commit.isNullAt(1)
            ? spark
                .read()
                .format("delta")
                .option("versionAsOf", commit.getLong(0))
                .load(path)
                .filter(ofCommit)
                .count()
            : commit.getLong(1));
  }
}
