package io.tidemark.reports.machine;

import io.tidemark.reports.ModelResult;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.TriggerResult;
import io.tidemark.reports.machine.Finding.Outcome;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run as a summary in GitHub's Markdown, for a comment on a pull request or a job's page: what is
 * wrong first, the rest folded. It never has more than {@link #MOST_CHARACTERS} characters, which
 * is what a comment may have; rows that do not fit are counted.
 */
public final class MarkdownSummary {
  /** Longest comment that GitHub takes. */
  public static final int MOST_CHARACTERS = 65_536;

  /** Kept free for what stands below the tables. */
  private static final int RESERVE = 6_000;

  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_TEXT = 500;
  private static final int MOST_REASONS = 5;

  private final RunResult run;
  private final StringBuilder text = new StringBuilder();

  private MarkdownSummary(RunResult run) {
    this.run = run;
  }

  /**
   * Renders the summary, to be stored as UTF-8.
   *
   * @param reportPath where the run's HTML report is; null if none was written
   */
  public static String render(RunResult run, @Nullable String reportPath) {
    MarkdownSummary summary = new MarkdownSummary(run);
    summary.head();
    List<Finding> findings = Findings.of(run);
    summary.problems(findings.stream().filter(Finding::isProblem).toList());
    summary.others(findings.stream().filter(f -> !f.isProblem()).toList());
    summary.model();
    summary.trigger();
    summary.foot(reportPath);
    return summary.text.toString();
  }

  private void head() {
    text.append("## ").append(sign()).append(" Tidemark ").append(name(run.monitor()));
    text.append(": ").append(run.verdict().name()).append("\n\n");
    text.append(prose(run.headline())).append("\n\n");
    text.append("| | |\n| --- | --- |\n");
    Pins pins = run.pins();
    if (pins != null) {
      row(
          "table",
          "%s version %d, written %s by %s"
              .formatted(
                  name(pins.table()),
                  pins.tableVersion(),
                  pins.commitTime(),
                  prose(pins.commitOperation())));
    }
    if (run.rows() != null) {
      row("rows", String.format(Locale.ROOT, "%,d", run.rows()));
    }
    if (pins != null && pins.referenceId() != null) {
      row(
          "compared with",
          name(pins.referenceId())
              + (pins.referenceVersion() == null ? "" : " of version " + pins.referenceVersion()));
    } else if (run.notCompared() != null) {
      row("compared with", "nothing: " + prose(run.notCompared()));
    }
    row(
        "run",
        "%s (%s, %s)".formatted(name(run.runId()), prose(run.command()), prose(run.environment())));
  }

  private String sign() {
    return switch (run.verdict()) {
      case PASS -> "✅";
      case INSUFFICIENT_DATA, WARN -> "⚠️";
      case REJECTED, DRIFT, FAIL, ERROR -> "❌";
    };
  }

  private void row(String key, String value) {
    text.append("| ").append(key).append(" | ").append(value).append(" |\n");
  }

  private void problems(List<Finding> problems) {
    if (problems.isEmpty()) {
      return;
    }
    text.append(
        "\n### Findings\n\n| part | subject | status | finding |\n| --- | --- | --- | --- |\n");
    List<Finding> worstFirst =
        problems.stream().sorted(Comparator.comparing(Finding::outcome).reversed()).toList();
    rows(worstFirst, MOST_CHARACTERS - RESERVE, true);
  }

  /** What is as it should be is folded: it is there for who looks for it. */
  private void others(List<Finding> others) {
    if (others.isEmpty() || text.length() > MOST_CHARACTERS - 2 * RESERVE) {
      return;
    }
    long undecided = others.stream().filter(f -> f.outcome() == Outcome.UNDECIDED).count();
    text.append("\n<details><summary>")
        .append(others.size() - undecided)
        .append(" passed")
        .append(undecided == 0 ? "" : ", " + undecided + " with too little data")
        .append("</summary>\n\n| part | subject | status | finding |\n| --- | --- | --- | --- |\n");
    rows(others, MOST_CHARACTERS - RESERVE, false);
    text.append("\n</details>\n");
  }

  private void rows(List<Finding> findings, int most, boolean bold) {
    String mark = bold ? "**" : "";
    int shown = 0;
    for (Finding finding : findings) {
      String row =
          "| %s | %s | %s%s%s | %s |\n"
              .formatted(
                  finding.part().key(),
                  name(finding.name()),
                  mark,
                  finding.status(),
                  mark,
                  prose(finding.message()));
      if (text.length() + row.length() > most) {
        text.append("| | | | … and ").append(findings.size() - shown).append(" more |\n");
        return;
      }
      text.append(row);
      shown++;
    }
  }

  private void model() {
    ModelResult model = run.model();
    if (model == null) {
      return;
    }
    Evaluation heldOut = model.card().heldOut();
    Evaluation current = model.current();
    text.append("\n### Model ").append(name(model.modelId())).append("\n\n");
    text.append("| metric | held out |").append(current == null ? "\n" : " this version |\n");
    text.append("| --- | --: |").append(current == null ? "\n" : " --: |\n");
    for (Metric metric : heldOut.metrics().keySet()) {
      text.append("| ").append(metric.label());
      text.append(" | ").append(PlainText.number(heldOut.value(metric)));
      if (current != null) {
        text.append(" | ").append(PlainText.number(current.value(metric)));
      }
      text.append(" |\n");
    }
  }

  private void trigger() {
    TriggerResult trigger = run.trigger();
    if (trigger == null) {
      return;
    }
    text.append("\n**Retraining** ").append(trigger.state().name().replace('_', ' '));
    text.append(": ").append(prose(trigger.explanation())).append("\n");
    if (!trigger.reasons().isEmpty()) {
      text.append("\n");
    }
    trigger.reasons().stream()
        .limit(MOST_REASONS)
        .forEach(reason -> text.append("* ").append(prose(reason)).append("\n"));
  }

  private void foot(@Nullable String reportPath) {
    if (reportPath != null) {
      text.append("\nReport: ").append(name(reportPath)).append("\n");
    }
  }

  private static String name(String raw) {
    return MarkdownText.code(raw, LONGEST_NAME);
  }

  private static String prose(String raw) {
    return MarkdownText.text(raw, LONGEST_TEXT);
  }
}
