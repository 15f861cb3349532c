package io.tidemark.jobs;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.IndexReport;
import io.tidemark.reports.MonitorReport;
import io.tidemark.reports.MonitorState;
import io.tidemark.reports.RunEntry;
import io.tidemark.reports.RunLinks;
import io.tidemark.reports.RunReport;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.SitePaths;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders what the result store holds as a site: an index, a page for each monitor, a page for each
 * run. Computes nothing: any page can be rebuilt from the store. However many runs there are, a
 * page has at most {@link #MOST_RUNS} of them, and no more results than these are in memory.
 */
public final class ReportJob {
  /**
   * Newest runs of a monitor that have pages and stand on its page, and newest of all in the index.
   */
  public static final int MOST_RUNS = 200;

  private final ResultStore store;
  private final History history;
  private final RunFiles files;

  /** Renders from this store into these files. */
  public ReportJob(ResultStore store, RunFiles files) {
    this.store = store;
    this.files = files;
    history = new History(store);
  }

  /** Renders the site again after runs were deleted, even if none is left. */
  public void refresh() {
    List<MonitorState> monitors = history.monitors();
    if (monitors.isEmpty()) {
      index(monitors);
    } else {
      rebuild();
    }
  }

  /** Renders the whole site again and returns the path of its index. */
  public String rebuild() {
    List<MonitorState> monitors = history.monitors();
    if (monitors.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.RESULT_NOT_FOUND,
          "the result store " + store.root() + " holds no runs",
          null,
          "run a monitor first with `tidemark run`, or name its directory with --out",
          null);
    }
    for (MonitorState monitor : monitors) {
      List<RunResult> runs = runs(monitor.latest().monitor(), monitor.latest().environment());
      runs.forEach(run -> files.write(files.report(run.runId()), page(run, runs)));
      monitorPage(runs, monitor.runs());
    }
    return index(monitors);
  }

  /** The newest runs of a monitor that are shown, newest first. */
  List<RunResult> runs(String monitor, String environment) {
    return history.runs(monitor, environment, MOST_RUNS);
  }

  /**
   * A run's page in its place among the runs of its monitor.
   *
   * @param runs those of its monitor and environment
   */
  static String page(RunResult run, List<RunResult> runs) {
    return RunReport.html(
        run, RunReport.past(run, runs), RunLinks.of(run, previous(run, runs), next(run, runs)));
  }

  /**
   * Renders the pages that a new run changes beside its own: that of the run before it, which now
   * leads on to it, that of its monitor, and the index.
   *
   * @param runs those of its monitor and environment, it among them
   */
  void refresh(RunResult run, List<RunResult> runs) {
    RunResult previous = previous(run, runs);
    if (previous != null) {
      files.write(files.report(previous.runId()), page(previous, runs));
    }
    List<MonitorState> monitors = history.monitors();
    monitors.stream()
        .filter(m -> m.latest().monitor().equals(run.monitor()))
        .filter(m -> m.latest().environment().equals(run.environment()))
        .forEach(m -> monitorPage(runs, m.runs()));
    index(monitors);
  }

  private void monitorPage(List<RunResult> runs, long all) {
    RunResult any = runs.get(0);
    files.write(
        files.page(SitePaths.monitor(any.monitor(), any.environment())),
        MonitorReport.html(
            runs.stream()
                .map(run -> new RunEntry(run, "../" + SitePaths.run(run.runId())))
                .toList(),
            all));
  }

  private String index(List<MonitorState> monitors) {
    files.write(files.overview(), IndexReport.html(monitors, history.newest(MOST_RUNS)));
    return files.overview();
  }

  private static @Nullable RunResult previous(RunResult run, List<RunResult> runs) {
    return runs.stream()
        .filter(other -> !other.runId().equals(run.runId()))
        .filter(other -> other.startedAt().isBefore(run.startedAt()))
        .max(Comparator.comparing(RunResult::startedAt))
        .orElse(null);
  }

  private static @Nullable RunResult next(RunResult run, List<RunResult> runs) {
    return runs.stream()
        .filter(other -> !other.runId().equals(run.runId()))
        .filter(other -> other.startedAt().isAfter(run.startedAt()))
        .min(Comparator.comparing(RunResult::startedAt))
        .orElse(null);
  }
}
