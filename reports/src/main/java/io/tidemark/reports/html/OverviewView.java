package io.tidemark.reports.html;

import io.tidemark.reports.RunEntry;
import io.tidemark.reports.RunReport;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The page of all runs.
 *
 * @param runs number of runs
 * @param monitors one section per monitor and environment
 * @param detail the run shown in full: the newest that is not a pass, else the newest; null without
 *     runs
 */
public record OverviewView(int runs, List<MonitorView> monitors, @Nullable RunView detail) {

  public OverviewView {
    monitors = List.copyOf(monitors);
  }

  /** View of all runs. */
  public static OverviewView of(List<RunEntry> runs) {
    Map<Key, List<RunEntry>> byMonitor = new TreeMap<>();
    for (RunEntry entry : runs) {
      Key key = new Key(entry.result().monitor(), entry.result().environment());
      byMonitor.computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
    }
    List<MonitorView> monitors = new ArrayList<>();
    for (List<RunEntry> group : byMonitor.values()) {
      monitors.add(MonitorView.of("monitor-" + (monitors.size() + 1), group));
    }
    return new OverviewView(runs.size(), monitors, detail(runs));
  }

  /** Whether the run shown in full needs attention. */
  public boolean attention() {
    return detail != null && detail.run().verdict() != RunVerdict.PASS;
  }

  private static @Nullable RunView detail(List<RunEntry> runs) {
    List<RunResult> ordered = MonitorView.newestFirst(runs).stream().map(RunEntry::result).toList();
    if (ordered.isEmpty()) {
      return null;
    }
    RunResult shown =
        ordered.stream()
            .filter(r -> r.verdict() != RunVerdict.PASS)
            .findFirst()
            .orElse(ordered.get(0));
    return RunView.of(shown, RunReport.past(shown, ordered), "detail-", 2);
  }

  private record Key(String monitor, String environment) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byMonitor = monitor.compareTo(other.monitor);
      return byMonitor != 0 ? byMonitor : environment.compareTo(other.environment);
    }
  }
}
