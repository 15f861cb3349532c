package io.tidemark.reports;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A run of the result store, as the overview lists it.
 *
 * @param result the run's result
 * @param href the run's own report, relative to the overview page; null if there is none
 */
public record RunEntry(RunResult result, @Nullable String href) {

  /** A scheme, or a host of its own: such a link would leave the folder of reports. */
  private static final Pattern LEAVES =
      Pattern.compile("^\\s*([A-Za-z][A-Za-z0-9+.\\-]*:|[/\\\\]).*");

  /**
   * @throws IllegalArgumentException if {@code href} is not a relative path
   */
  public RunEntry {
    if (href != null && (href.isBlank() || LEAVES.matcher(href).matches())) {
      throw new IllegalArgumentException(
          "link to the report of run "
              + result.runId()
              + " is '"
              + href
              + "', but must be a path relative to the overview, such as runs/1/report.html");
    }
  }
}
