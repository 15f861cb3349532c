package io.tidemark.jobs.cli;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.FailingRows;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.SliceDrift;
import io.tidemark.drift.WindowDrift;
import io.tidemark.drift.multivariate.MultivariateDrift;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.jobs.RunOutcome;
import io.tidemark.jobs.outputs.Written;
import io.tidemark.reports.Failure;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Metric;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** What a person reads at the end of a command. */
final class Summary {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int MOST_PROBLEMS = 20;

  private final PrintWriter out;
  private final Ansi ansi;

  Summary(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  /** The end of one run: verdict, problems, where to look next. */
  void run(RunOutcome outcome) {
    RunResult run = outcome.result();
    out.println();
    out.println(coloured(run.verdict()) + "  " + Shown.line(run.headline()));
    if (run.checks() != null || run.drift() != null) {
      problems(run);
    }
    FailingRows failing = run.checks() == null ? null : run.checks().failingRows();
    if (failing != null) {
      out.println("rows      " + Shown.line(failing(failing)));
    }
    if (run.notCompared() != null) {
      out.println("drift     " + Shown.line(run.notCompared()));
    }
    if (run.drift() != null) {
      drift(run.drift());
    }
    if (run.inference() != null) {
      new InferenceSummary(out).windows(run.inference());
    }
    ModelResult model = run.model();
    if (model != null && model.current() != null) {
      out.println(
          "model     "
              + model.modelId()
              + ": "
              + quality(model.card().heldOut())
              + " held out, "
              + quality(model.current())
              + " on this version");
    }
    if (model != null && model.currentProblem() != null) {
      out.println(
          "model     "
              + model.modelId()
              + " could not be evaluated: "
              + Shown.line(model.currentProblem()));
    }
    if (run.trigger() != null) {
      out.println(
          "retrain   " + run.trigger().state() + ": " + Shown.line(run.trigger().explanation()));
    }
    if (outcome.reportFile() != null) {
      out.println("report    " + outcome.reportFile());
    }
    out.println("verdict   " + outcome.verdictFile());
    for (Written.Place place : outcome.outputs().places()) {
      out.println(String.format(Locale.ROOT, "%-10s%s", place.output(), place.where()));
    }
    out.flush();
  }

  private static String failing(FailingRows rows) {
    String text =
        String.format(Locale.ROOT, "%,d in quarantine at %s", rows.rows(), rows.quarantine());
    return rows.clean() == null
        ? text
        : text + String.format(Locale.ROOT, ", %,d clean at %s", rows.cleanRows(), rows.clean());
  }

  /** What has no column of its own: slices, windows and the columns together. */
  private void drift(DriftResult drift) {
    if (!drift.slices().isEmpty()) {
      out.println(
          "slices    "
              + counted(drift.slices().stream().map(SliceDrift::verdict).toList(), "slices"));
    }
    if (!drift.windows().isEmpty()) {
      out.println(
          "windows   "
              + counted(drift.windows().stream().map(WindowDrift::verdict).toList(), "windows"));
    }
    MultivariateDrift together = drift.multivariate();
    if (together != null) {
      out.println(
          "together  "
              + together.verdict()
              + (together.problem() == null
                  ? together.tests().stream()
                      .map(t -> ", " + t.method().label() + " " + number(t.effect()))
                      .collect(Collectors.joining())
                  : ": " + Shown.line(together.problem())));
    }
  }

  private static String counted(List<Verdict> verdicts, String what) {
    StringBuilder text = new StringBuilder(verdicts.size() + " " + what);
    for (Verdict verdict : Verdict.values()) {
      long count = verdicts.stream().filter(v -> v == verdict).count();
      if (count > 0) {
        text.append(", ").append(count).append(' ').append(verdict);
      }
    }
    return text.toString();
  }

  private void problems(RunResult run) {
    TextTable table = new TextTable("part", "subject", "status", "finding");
    int rows = 0;
    List<CheckResult> checks = run.checks() == null ? List.of() : run.checks().results();
    for (CheckResult check : checks) {
      if (check.status().isProblem() && rows++ < MOST_PROBLEMS) {
        table.add("check", check.constraintId(), check.status().name(), check.message());
      }
    }
    List<ColumnDrift> columns = run.drift() == null ? List.of() : run.drift().columns();
    for (ColumnDrift column : columns) {
      if (column.verdict() != Verdict.PASS && rows++ < MOST_PROBLEMS) {
        table.add("drift", column.column(), column.verdict().name(), finding(column));
      }
    }
    if (rows > 0) {
      out.println();
      out.print(table);
      if (rows > MOST_PROBLEMS) {
        out.println("… and " + (rows - MOST_PROBLEMS) + " more in the report");
      }
      out.println();
    }
  }

  private static String finding(ColumnDrift column) {
    return column.problem() != null
        ? column.problem()
        : column.measures().stream()
            .filter(m -> m.verdict() != Verdict.PASS)
            .map(m -> m.measure().label() + " " + number(m.effect()))
            .collect(Collectors.joining(", "));
  }

  /** One line per run: what {@code history} and the demo show. */
  void runs(List<RunResult> runs) {
    TextTable table =
        new TextTable(
            "monitor",
            "version",
            "command",
            "rows",
            "verdict",
            "checks",
            "drifted",
            "model",
            "retrain",
            "run at (UTC)",
            "run");
    for (RunResult run : runs) {
      table.add(
          run.monitor(),
          run.pins() == null ? "-" : Long.toString(run.pins().tableVersion()),
          run.command(),
          run.rows() == null ? "-" : String.format(Locale.ROOT, "%,d", run.rows()),
          run.verdict().name(),
          checks(run),
          drifted(run.drift()),
          quality(run.model()),
          run.trigger() == null ? "-" : run.trigger().state().name(),
          TIME.format(run.startedAt()),
          run.runId());
    }
    out.print(table);
    out.flush();
  }

  /** An error: subject and fact, cause, next step. */
  void failure(Failure failure, @Nullable String verdictFile) {
    out.println(
        ansi.string("@|bold,red error|@ " + failure.code() + ": ")
            + Shown.lines(failure.message()));
    if (failure.cause() != null) {
      out.println("  cause: " + Shown.lines(failure.cause()));
    }
    out.println("  next:  " + Shown.lines(failure.nextStep()));
    if (verdictFile != null) {
      out.println("  see:   " + verdictFile);
    }
    out.flush();
  }

  private String coloured(RunVerdict verdict) {
    String style =
        switch (verdict) {
          case PASS -> "bold,green";
          case WARN, INSUFFICIENT_DATA -> "bold,yellow";
          default -> "bold,red";
        };
    return ansi.string("@|" + style + " " + verdict.name() + "|@");
  }

  private static String checks(RunResult run) {
    if (run.checks() == null) {
      return "-";
    }
    long passed = run.checks().count(CheckStatus.PASS);
    return passed + "/" + run.checks().results().size() + " passed";
  }

  private static String drifted(@Nullable DriftResult drift) {
    if (drift == null) {
      return "-";
    }
    String names =
        drift.columns().stream()
            .filter(c -> c.verdict() == Verdict.DRIFT)
            .map(ColumnDrift::column)
            .limit(3)
            .collect(Collectors.joining(", "));
    long count = drift.count(Verdict.DRIFT);
    return count == 0 ? "none" : names + (count > 3 ? " +" + (count - 3) : "");
  }

  private static String quality(@Nullable ModelResult model) {
    return model == null || model.current() == null ? "-" : quality(model.current());
  }

  /** The main metric of the task. */
  private static String quality(Evaluation evaluation) {
    Metric metric = Metric.main(evaluation.task());
    return metric.label() + " " + number(evaluation.value(metric));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }
}
