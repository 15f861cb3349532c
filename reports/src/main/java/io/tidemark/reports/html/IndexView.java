package io.tidemark.reports.html;

import io.tidemark.reports.MonitorState;
import io.tidemark.reports.RunSummary;
import io.tidemark.reports.SitePaths;
import java.util.Comparator;
import java.util.List;

/**
 * The page of all monitors.
 *
 * @param monitors one line each, the worst state first
 * @param newest the newest runs
 * @param runs number of all runs
 */
public record IndexView(List<MonitorLine> monitors, List<RunLine> newest, long runs) {

  public IndexView {
    monitors = List.copyOf(monitors);
    newest = List.copyOf(newest);
  }

  /**
   * A run in a line.
   *
   * @param run the run
   */
  public record RunLine(RunSummary run) {
    /** Its outcome. */
    public Badge badge() {
      return Badge.of(run.verdict());
    }

    /** Its page. */
    public String href() {
      return SitePaths.run(run.runId());
    }

    /** Its monitor's page. */
    public String monitorHref() {
      return SitePaths.monitor(run.monitor(), run.environment());
    }

    /** The table's version. */
    public String version() {
      Long version = run.tableVersion();
      return version == null ? Format.NONE : version.toString();
    }

    /** The version to sort by. */
    public String versionKey() {
      return run.tableVersion() == null ? "" : version();
    }
  }

  /**
   * A monitor in a line.
   *
   * @param latest its latest run
   * @param runs number of its runs
   */
  public record MonitorLine(RunLine latest, long runs) {}

  /** View of all monitors. */
  public static IndexView of(List<MonitorState> monitors, List<RunSummary> newest) {
    return new IndexView(
        monitors.stream()
            .sorted(
                Comparator.comparing((MonitorState m) -> m.latest().verdict())
                    .reversed()
                    .thenComparing(m -> m.latest().monitor())
                    .thenComparing(m -> m.latest().environment()))
            .map(m -> new MonitorLine(new RunLine(m.latest()), m.runs()))
            .toList(),
        newest.stream().map(RunLine::new).toList(),
        monitors.stream().mapToLong(MonitorState::runs).sum());
  }
}
