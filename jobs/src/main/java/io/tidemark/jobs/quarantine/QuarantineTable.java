package io.tidemark.jobs.quarantine;

import io.delta.tables.DeltaTable;
import io.tidemark.jobs.delta.ColumnNames;
import io.tidemark.jobs.delta.DeltaCommits;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The Delta table with the rows that fail checks: their own columns, to be repaired in place, and
 * ours. It is partitioned by monitor and source version, so that a version is written as one piece.
 */
final class QuarantineTable {
  static final String MONITOR = "_monitor";
  static final String SOURCE_VERSION = "_source_version";
  static final String RUN_ID = "_run_id";
  static final String ROW_KEY = "_row_key";
  static final String CONSTRAINT_IDS = "_constraint_ids";
  static final String REASONS = "_reasons";

  /** Our columns, before those of the rows. */
  static final List<String> OWN =
      List.of(MONITOR, SOURCE_VERSION, RUN_ID, ROW_KEY, CONSTRAINT_IDS, REASONS);

  /** Microseconds and nulls count: two keys must not look the same. */
  private static final Map<String, String> EXACT_JSON =
      Map.of(
          "ignoreNullFields",
          "false",
          "timestampFormat",
          "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat",
          "yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  private final SparkSession spark;
  private final String path;

  QuarantineTable(SparkSession spark, String path) {
    this.spark = spark;
    this.path = path;
  }

  /** The key of a row as JSON; null without key columns. */
  static Column rowKey(List<String> keyColumns) {
    if (keyColumns.isEmpty()) {
      return functions.lit(null).cast("string");
    }
    Column[] columns = keyColumns.stream().map(ColumnNames::column).toArray(Column[]::new);
    return functions.to_json(functions.struct(columns), EXACT_JSON);
  }

  /** True once something was written. */
  boolean exists() {
    return DeltaTable.isDeltaTable(spark, path);
  }

  /** Refuses a table that is somebody else's. */
  void requireOurs() {
    if (!exists()) {
      return;
    }
    List<String> columns = Arrays.asList(rows().columns());
    String missing =
        OWN.stream()
            .filter(column -> !columns.contains(column))
            .map(column -> "`" + column + "`")
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.OUTPUT_NOT_WRITABLE,
          "`" + path + "` is a Delta table, but no quarantine",
          "it lacks the columns " + missing,
          "name another path as `quarantine.to`; nothing was written to this one",
          null);
    }
  }

  /** All rows that are in quarantine. */
  Dataset<Row> rows() {
    return spark.read().format("delta").load(path);
  }

  /** The rows of a version. */
  Dataset<Row> rows(String monitor, long version) {
    return rows().filter(of(monitor, version));
  }

  /** How many rows of a version fail each constraint. */
  Map<String, Long> countByConstraint(String monitor, long version) {
    Map<String, Long> counts = new HashMap<>();
    for (Row row :
        rows(monitor, version)
            .select(functions.explode(functions.col(CONSTRAINT_IDS)).as("id"))
            .groupBy("id")
            .count()
            .collectAsList()) {
      counts.put(row.getString(0), row.getLong(1));
    }
    return counts;
  }

  /** The newest version of which rows are in quarantine. */
  Optional<Long> newestVersion(String monitor) {
    Row newest =
        rows()
            .filter(functions.col(MONITOR).equalTo(monitor))
            .agg(functions.max(SOURCE_VERSION))
            .first();
    return newest.isNullAt(0) ? Optional.empty() : Optional.of(newest.getLong(0));
  }

  static Column of(String monitor, long version) {
    return functions
        .col(MONITOR)
        .equalTo(monitor)
        .and(functions.col(SOURCE_VERSION).equalTo(version));
  }

  /**
   * Puts the failing rows of a version in, in place of those of an earlier run. The same run writes
   * once: what people repaired meanwhile stays.
   *
   * @param failing rows with our columns
   * @return how many rows the run has written
   */
  long write(Dataset<Row> failing, String monitor, long version, String runId) {
    String partition = "%s = '%s' AND %s = %d".formatted(MONITOR, monitor, SOURCE_VERSION, version);
    try {
      failing
          .write()
          .format("delta")
          .mode(SaveMode.Overwrite)
          .partitionBy(MONITOR, SOURCE_VERSION)
          .option("replaceWhere", partition)
          .option("mergeSchema", true)
          .option("txnAppId", "tidemark/quarantine/" + runId)
          .option("txnVersion", 1)
          .option("userMetadata", runId)
          .save(path);
      return DeltaCommits.written(spark, path, runId, of(monitor, version));
    } catch (Exception e) {
      throw notWritable(path, e);
    }
  }

  /** Takes rows out, by their keys. */
  void remove(Dataset<Row> keys, String monitor, long version) {
    DeltaTable.forPath(spark, path)
        .as("held")
        .merge(
            keys.select(functions.col(ROW_KEY).as("done")),
            functions
                .col("held." + ROW_KEY)
                .equalTo(functions.col("done"))
                .and(functions.col("held." + MONITOR).equalTo(monitor))
                .and(functions.col("held." + SOURCE_VERSION).equalTo(version)))
        .whenMatched()
        .delete()
        .execute();
  }

  static TidemarkException notWritable(String path, Exception cause) {
    if (cause instanceof TidemarkException known) {
      return known;
    }
    return new TidemarkException(
        ErrorCode.OUTPUT_NOT_WRITABLE,
        "the table `" + path + "` cannot be written",
        DeltaErrors.firstLine(cause),
        "check the path, its permissions, and that no column has changed its type since it was made; then run again: nothing is counted twice",
        cause);
  }
}
