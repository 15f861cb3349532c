package io.tidemark.reports;

import io.tidemark.reports.html.RunView;
import io.tidemark.reports.html.Templates;

/**
 * One run as one self-contained HTML page: no script, no network, and a content security policy
 * that lets nothing else through.
 */
public final class RunReport {

  private RunReport() {}

  /** Renders the page, to be stored as UTF-8. */
  public static String html(RunResult result) {
    return Templates.run(RunView.of(result, "", 1));
  }
}
