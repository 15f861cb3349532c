package io.tidemark.reports.html;

import io.tidemark.checks.CheckResult;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What checks measured on the versions of a table, up to the one of a run. */
final class CheckHistory {
  private static final int MOST_VERSIONS = 24;

  private CheckHistory() {}

  /**
   * Measured values by check, in the order of their versions. Of several runs on a version the
   * newest counts.
   *
   * @param past earlier runs, newest first
   */
  static Map<String, List<Sparkline.Point>> of(RunResult run, List<RunResult> past) {
    NavigableMap<Long, RunResult> byVersion = new TreeMap<>();
    for (int i = past.size() - 1; i >= 0; i--) {
      put(byVersion, past.get(i), run);
    }
    put(byVersion, run, run);
    Map<String, List<Sparkline.Point>> values = new HashMap<>();
    byVersion.values().stream()
        .skip(Math.max(0, byVersion.size() - MOST_VERSIONS))
        .forEach(one -> collect(one, values));
    return values;
  }

  private static void put(NavigableMap<Long, RunResult> byVersion, RunResult one, RunResult run) {
    Pins pins = one.pins();
    if (one.checks() != null
        && pins != null
        && run.pins() != null
        && pins.tableId().equals(run.pins().tableId())
        && pins.tableVersion() <= run.pins().tableVersion()) {
      byVersion.put(pins.tableVersion(), one);
    }
  }

  private static void collect(RunResult one, Map<String, List<Sparkline.Point>> values) {
    if (one.checks() == null || one.pins() == null) {
      return;
    }
    for (CheckResult check : one.checks().results()) {
      if (check.actual() != null) {
        values
            .computeIfAbsent(check.constraintId(), id -> new ArrayList<>())
            .add(new Sparkline.Point(one.pins().tableVersion(), check.actual()));
      }
    }
  }
}
