package io.tidemark.jobs;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.OverviewReport;
import io.tidemark.reports.RunEntry;
import io.tidemark.reports.RunReport;
import io.tidemark.reports.RunResult;
import java.util.List;

/**
 * Renders the reports of what the result store holds. Computes nothing: any report can be rebuilt
 * from the store.
 */
public final class ReportJob {
  /** Newest runs shown in the overview. */
  public static final int MOST_RUNS = 200;

  private final ResultStore store;
  private final RunFiles files;

  /** Renders from this store into these files. */
  public ReportJob(ResultStore store, RunFiles files) {
    this.store = store;
    this.files = files;
  }

  /** Renders the overview and returns its path. */
  public String execute() {
    return overview(runs());
  }

  /** Renders the overview of the runs that are left after some were deleted, even if none is. */
  public void refresh() {
    overview(new History(store).runs(null, MOST_RUNS));
  }

  /** Renders the overview of these runs and returns its path. */
  String overview(List<RunResult> runs) {
    List<RunEntry> entries =
        runs.stream().map(run -> new RunEntry(run, "runs/" + run.runId() + ".html")).toList();
    files.write(files.overview(), OverviewReport.html(entries));
    return files.overview();
  }

  /** Renders every run's own report again, then the overview. */
  public String rebuild() {
    List<RunResult> runs = runs();
    for (RunResult run : runs) {
      files.write(files.report(run.runId()), RunReport.html(run, RunReport.past(run, runs)));
    }
    return overview(runs);
  }

  private List<RunResult> runs() {
    List<RunResult> runs = new History(store).runs(null, MOST_RUNS);
    if (runs.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.RESULT_NOT_FOUND,
          "the result store " + store.root() + " holds no runs",
          null,
          "run a monitor first with `tidemark run`, or name its directory with --out",
          null);
    }
    return runs;
  }
}
