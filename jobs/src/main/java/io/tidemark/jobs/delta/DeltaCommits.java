package io.tidemark.jobs.delta;

import io.delta.tables.DeltaTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** What commits of a table say of themselves. */
public final class DeltaCommits {
  private DeltaCommits() {}

  /**
   * Rows that the first commit with this user metadata has written, by Delta's own metrics; empty
   * if there is no such commit, or no table.
   */
  public static Optional<Long> written(SparkSession spark, String path, String userMetadata) {
    if (!DeltaTable.isDeltaTable(spark, path)) {
      return Optional.empty();
    }
    List<Row> commits =
        DeltaTable.forPath(spark, path)
            .history()
            .filter(functions.col("userMetadata").equalTo(userMetadata))
            .orderBy(functions.col("version"))
            .select(functions.col("operationMetrics").getItem("numOutputRows"))
            .limit(1)
            .collectAsList();
    return commits.isEmpty() || commits.get(0).isNullAt(0)
        ? Optional.empty()
        : Optional.of(Long.parseLong(commits.get(0).getString(0)));
  }
}
