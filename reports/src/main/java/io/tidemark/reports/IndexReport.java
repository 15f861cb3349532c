package io.tidemark.reports;

import io.tidemark.reports.html.IndexView;
import io.tidemark.reports.html.Templates;
import java.util.List;

/**
 * The entry of the site over a result store: every monitor with its latest state, and the newest
 * runs.
 */
public final class IndexReport {

  private IndexReport() {}

  /**
   * Renders the page, to be stored as UTF-8.
   *
   * @param monitors all monitors, in any order
   * @param newest the newest runs of all monitors, newest first
   */
  public static String html(List<MonitorState> monitors, List<RunSummary> newest) {
    return Templates.index(IndexView.of(monitors, newest));
  }
}
