package io.tidemark.reports.html;

import io.tidemark.reports.RunResult;
import io.tidemark.reports.TableVersion;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One commit of a monitored table.
 *
 * @param commit the commit
 * @param run the last run on its version; null if none looked at it
 */
public record CommitRow(TableVersion commit, @Nullable RunRow run) {

  private static final int MOST = 200;

  /**
   * The newest commits that the runs know of, newest first.
   *
   * @param timeline runs of one monitor, newest version first
   */
  static List<CommitRow> of(List<RunRow> timeline) {
    String table = newestTable(timeline);
    TreeMap<Long, TableVersion> commits = new TreeMap<>();
    Map<Long, RunRow> runs = new HashMap<>();
    for (RunRow row : timeline) {
      RunResult run = row.run();
      if (run.pins() != null && run.pins().tableId().equals(table)) {
        run.commits().forEach(commit -> commits.put(commit.version(), commit));
        runs.putIfAbsent(run.pins().tableVersion(), row);
      }
    }
    Collection<TableVersion> newestFirst = commits.descendingMap().values();
    return newestFirst.stream()
        .limit(MOST)
        .map(commit -> new CommitRow(commit, runs.get(commit.version())))
        .toList();
  }

  /** A table that was dropped and made again counts its versions from 0 once more. */
  private static @Nullable String newestTable(List<RunRow> timeline) {
    for (RunRow row : timeline) {
      if (row.run().pins() != null) {
        return row.run().pins().tableId();
      }
    }
    return null;
  }

  /** What became of the version, in a word. */
  public String state() {
    if (run != null) {
      return run.badge().word();
    }
    return commit.changedData() ? "Not looked at" : "No data change";
  }
}
