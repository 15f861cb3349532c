package io.tidemark.reports;

import io.tidemark.reports.html.MonitorView;
import io.tidemark.reports.html.Templates;
import java.util.List;

/**
 * One monitor in one environment as one page: its latest state, the verdicts, rows, the model's
 * quality and the PSI over versions, and every run.
 */
public final class MonitorReport {

  private MonitorReport() {}

  /**
   * Renders the page, to be stored as UTF-8.
   *
   * @param runs its newest runs, in any order, at least one
   * @param all number of its runs, with those that are not shown
   */
  public static String html(List<RunEntry> runs, long all) {
    return Templates.monitor(MonitorView.of(runs, all));
  }
}
