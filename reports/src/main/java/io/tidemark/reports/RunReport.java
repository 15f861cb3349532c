package io.tidemark.reports;

import io.tidemark.reports.html.RunView;
import io.tidemark.reports.html.Templates;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * One run as one self-contained HTML page: no network, one small script without which everything
 * can be read as well, and a content security policy that lets nothing else through.
 */
public final class RunReport {

  private RunReport() {}

  /** Earlier runs that a page looks back on, at most. */
  public static final int MOST_PAST = 60;

  /**
   * Renders the page, to be stored as UTF-8.
   *
   * @param result the run
   * @param past earlier runs of the same monitor and environment, newest first; see {@link #past}
   * @param links where else the page leads to
   */
  public static String html(RunResult result, List<RunResult> past, RunLinks links) {
    return Templates.run(RunView.of(result, past, "", 1), links);
  }

  /** Renders a page that stands alone. */
  public static String html(RunResult result, List<RunResult> past) {
    return html(result, past, RunLinks.NONE);
  }

  /**
   * The runs that a run's page looks back on: those of its monitor and environment that started
   * before it, newest first, at most {@link #MOST_PAST}.
   *
   * @param runs runs of any monitor, in any order; the run itself may be among them
   */
  public static List<RunResult> past(RunResult result, Collection<RunResult> runs) {
    return runs.stream()
        .filter(run -> run.monitor().equals(result.monitor()))
        .filter(run -> run.environment().equals(result.environment()))
        .filter(run -> run.startedAt().isBefore(result.startedAt()))
        .filter(run -> !run.runId().equals(result.runId()))
        .sorted(Comparator.comparing(RunResult::startedAt).reversed())
        .limit(MOST_PAST)
        .toList();
  }
}
