package io.tidemark.reports.machine;

import io.tidemark.reports.RunResult;
import io.tidemark.reports.machine.Finding.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * A run as annotations of GitHub Actions: workflow commands, one a line, for standard output.
 * GitHub shows ten errors and ten warnings of a step; where there are more, the last one counts the
 * rest.
 */
public final class GithubAnnotations {
  private static final int MOST_OF_A_KIND = 10;
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_MESSAGE = 4_000;

  private GithubAnnotations() {}

  /** The lines, without line ends. */
  public static List<String> lines(RunResult run) {
    List<Finding> findings = Findings.of(run);
    List<String> lines = new ArrayList<>();
    lines.addAll(kind("error", run, findings.stream().filter(GithubAnnotations::isError).toList()));
    lines.addAll(
        kind(
            "warning", run, findings.stream().filter(f -> f.outcome() == Outcome.WARNED).toList()));
    lines.add(
        command(
            "notice", "Tidemark " + run.monitor() + ": " + run.verdict().name(), run.headline()));
    return lines;
  }

  private static boolean isError(Finding finding) {
    return finding.outcome() == Outcome.FAILED || finding.outcome() == Outcome.ERRORED;
  }

  private static List<String> kind(String command, RunResult run, List<Finding> findings) {
    List<String> lines = new ArrayList<>();
    boolean tooMany = findings.size() > MOST_OF_A_KIND;
    int named = tooMany ? MOST_OF_A_KIND - 1 : findings.size();
    for (Finding finding : findings.subList(0, named)) {
      String title =
          "Tidemark %s: %s %s %s"
              .formatted(run.monitor(), finding.part().key(), finding.name(), finding.status());
      lines.add(command(command, title, finding.message()));
    }
    if (tooMany) {
      lines.add(
          command(
              command,
              "Tidemark " + run.monitor(),
              "%d more, see the summary and the report".formatted(findings.size() - named)));
    }
    return lines;
  }

  private static String command(String command, String title, String message) {
    return "::"
        + command
        + " title="
        + property(PlainText.cut(PlainText.line(title), LONGEST_TITLE))
        + "::"
        + data(PlainText.cut(PlainText.clean(message), LONGEST_MESSAGE));
  }

  /** What a runner reads back as the text: it splits at line ends. */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** Within a property a runner splits at colons and commas too. */
  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
