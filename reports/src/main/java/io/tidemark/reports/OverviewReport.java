package io.tidemark.reports;

import io.tidemark.reports.html.OverviewView;
import io.tidemark.reports.html.Templates;
import java.util.List;

/**
 * All runs of a result store as one self-contained HTML page: per monitor the latest state, the
 * timeline, the model's quality and the PSI over versions; below, in full, the newest run that is
 * not a pass.
 */
public final class OverviewReport {

  private OverviewReport() {}

  /**
   * Renders the page, to be stored as UTF-8.
   *
   * @param runs all runs, in any order
   */
  public static String html(List<RunEntry> runs) {
    return Templates.overview(OverviewView.of(List.copyOf(runs)));
  }
}
