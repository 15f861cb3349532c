package io.tidemark.jobs.delta;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a table whose commit changed its data, by its history. What wrote a commit is
 * known by name only: one of an unknown writer counts as a change.
 */
public final class DataVersions {
  /** Commits that rewrite files or touch the metadata alone, by their name in the history. */
  private static final Set<String> SAME_DATA =
      Set.of(
          "ADD COLUMNS",
          "ADD CONSTRAINT",
          "CHANGE COLUMN",
          "CHANGE COLUMNS",
          "CLUSTER BY",
          "COMPUTE STATS",
          "CREATE TABLE",
          "DROP COLUMNS",
          "DROP CONSTRAINT",
          "DROP FEATURE",
          "OPTIMIZE",
          "REMOVE COLUMN MAPPING",
          "RENAME COLUMN",
          "REORG",
          "REORG TABLE UPGRADE UNIFORM",
          "REPLACE COLUMNS",
          "ROW TRACKING BACKFILL",
          "ROW TRACKING UNBACKFILL",
          "SET TBLPROPERTIES",
          "UNSET TBLPROPERTIES",
          "UPDATE COLUMN METADATA",
          "UPDATE SCHEMA",
          "UPGRADE PROTOCOL",
          "VACUUM END",
          "VACUUM START");

  /** Commits that may have found nothing to do, as their metrics say. */
  private static final Set<String> MAYBE_EMPTY =
      Set.of("DELETE", "MERGE", "STREAMING UPDATE", "UPDATE");

  private static final List<String> FILES =
      List.of("numAddedFiles", "numRemovedFiles", "numTargetFilesAdded", "numTargetFilesRemoved");

  private final TreeSet<Long> versions = new TreeSet<>();

  private DataVersions() {}

  /** Reads a table's history. */
  static DataVersions of(Dataset<Row> history) {
    DataVersions found = new DataVersions();
    for (Row commit :
        history.select(col("version"), col("operation"), col("operationMetrics")).collectAsList()) {
      String operation = commit.isNullAt(1) ? "" : commit.getString(1);
      if (changed(operation, commit.isNullAt(2) ? null : commit.getJavaMap(2))) {
        found.versions.add(commit.getLong(0));
      }
    }
    return found;
  }

  /**
   * Whether a commit changed the table's rows.
   *
   * @param operation its name in the history
   * @param metrics its metrics there; null if there are none
   */
  static boolean changed(String operation, @Nullable Map<String, String> metrics) {
    return !SAME_DATA.contains(operation)
        && !(MAYBE_EMPTY.contains(operation) && touchedNoFile(metrics));
  }

  private static boolean touchedNoFile(@Nullable Map<String, String> metrics) {
    if (metrics == null) {
      return false;
    }
    List<String> counted = FILES.stream().filter(metrics::containsKey).toList();
    return !counted.isEmpty() && counted.stream().allMatch(name -> "0".equals(metrics.get(name)));
  }

  /**
   * The version whose commit wrote the rows of a version: itself, or an earlier one where later
   * commits left the rows as they were. Empty where the history no longer reaches that far.
   */
  public Optional<Long> writing(long version) {
    return Optional.ofNullable(versions.floor(version));
  }

  /** The newest version with other rows before those of a version. */
  public Optional<Long> before(long version) {
    return writing(version).map(versions::lower);
  }
}
