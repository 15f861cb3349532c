package io.tidemark.reports;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a run depends on. The same pins give the same result.
 *
 * @param table the table as the user named it (path or catalog name)
 * @param tableId Delta's id of the table
 * @param tableVersion Delta version that was read
 * @param commitTime when that version was committed
 * @param commitOperation what wrote it, for example {@code WRITE} or {@code MERGE}
 * @param commitMessage the commit's user metadata; null if it has none
 * @param where filter on the table's rows as an SQL expression; null for all rows
 * @param referenceId id of the frozen reference; null if the run used none
 * @param referenceVersion table version the reference was frozen from, the newest where there are
 *     several; null if the run used none
 * @param referenceVersions all table versions whose rows the reference was frozen from, newest
 *     first; empty if the run used none
 * @param against what the monitor compares with, in a word or two such as "previous" or "trailing
 *     5"; null if it compares nothing
 * @param configHash hash of the configuration that bears on the result
 * @param codeVersion version of Tidemark
 * @param commit what else the table's history knows of the commit; null in results of earlier
 *     releases
 */
public record Pins(
    String table,
    String tableId,
    long tableVersion,
    Instant commitTime,
    String commitOperation,
    @Nullable String commitMessage,
    @Nullable String where,
    @Nullable String referenceId,
    @Nullable Long referenceVersion,
    List<Long> referenceVersions,
    @Nullable String against,
    String configHash,
    String codeVersion,
    @Nullable Commit commit) {

  /** Pins that were stored before a reference could be of several versions name one. */
  public Pins {
    if (referenceVersions == null) {
      referenceVersions = referenceVersion == null ? List.of() : List.of(referenceVersion);
    }
    referenceVersions = List.copyOf(referenceVersions);
  }
}
