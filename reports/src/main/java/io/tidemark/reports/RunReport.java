package io.tidemark.reports;

import io.tidemark.reports.html.RunView;
import io.tidemark.reports.html.Templates;

/**
 * One run as one self-contained HTML page: no network, one small script without which everything
 * can be read as well, and a content security policy that lets nothing else through.
 */
public final class RunReport {

  private RunReport() {}

  /** Renders the page, to be stored as UTF-8. */
  public static String html(RunResult result) {
    return Templates.run(RunView.of(result, "", 1));
  }
}
