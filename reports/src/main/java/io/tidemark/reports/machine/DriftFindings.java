package io.tidemark.reports.machine;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.SliceDrift;
import io.tidemark.drift.WindowDrift;
import io.tidemark.drift.multivariate.MultivariateDrift;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.reports.machine.Finding.Outcome;
import io.tidemark.reports.machine.Finding.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The findings on drift: the table, its columns, the columns together, slices and windows. */
final class DriftFindings {
  private final List<Finding> all = new ArrayList<>();

  private DriftFindings() {}

  /**
   * @param notCompared why nothing was compared though it was asked for
   */
  static List<Finding> of(@Nullable DriftResult drift, @Nullable String notCompared) {
    DriftFindings findings = new DriftFindings();
    if (drift != null) {
      findings.drift(drift);
    } else if (notCompared != null) {
      findings.add("table", Verdict.INSUFFICIENT_DATA, Outcome.UNDECIDED, notCompared);
    }
    return findings.all;
  }

  private void drift(DriftResult drift) {
    add("table", drift.verdict(), outcome(drift.verdict()), drift.reason());
    // Columns and windows that drifted bear on the run only if they make the table drift.
    boolean drifted = drift.verdict() == Verdict.DRIFT;
    drift.columns().forEach(column -> column(column, drifted));
    MultivariateDrift together = drift.multivariate();
    if (together != null) {
      add("columns together", together.verdict(), outcome(together.verdict()), message(together));
    }
    if (!drift.slices().isEmpty()) {
      counted("slices", drift.slices().stream().map(SliceDrift::verdict).toList());
    }
    if (!drift.windows().isEmpty()) {
      counted("windows", drift.windows().stream().map(WindowDrift::verdict).toList());
    }
  }

  private void column(ColumnDrift column, boolean tableDrifted) {
    boolean warns = column.verdict() == Verdict.DRIFT && !tableDrifted;
    MeasureResult worst =
        column.measures().stream().max(Comparator.comparing(MeasureResult::verdict)).orElse(null);
    all.add(
        new Finding(
            Part.DRIFT,
            "column " + column.column(),
            warns ? Outcome.WARNED : outcome(column.verdict()),
            column.verdict().name(),
            message(column),
            worst == null ? null : limit(worst),
            worst == null ? null : worst.effect()));
  }

  private static String message(ColumnDrift column) {
    String problem = column.problem();
    if (problem != null) {
      return problem;
    }
    String measures =
        column.measures().stream()
            .filter(m -> m.verdict() != Verdict.PASS)
            .map(
                m ->
                    m.measure().label()
                        + " "
                        + PlainText.number(m.effect())
                        + ", expected "
                        + limit(m)
                        + (m.verdict() == Verdict.INSUFFICIENT_DATA
                            ? " (too few rows to tell)"
                            : "")
                        + (m.note() == null ? "" : ": " + m.note()))
            .collect(Collectors.joining("; "));
    return measures.isEmpty() ? "no drift" : measures;
  }

  private static String limit(MeasureResult measure) {
    return "%s < %s"
        .formatted(measure.measure().label(), PlainText.number(measure.warnThreshold()));
  }

  private static String message(MultivariateDrift together) {
    return together.problem() != null
        ? together.problem()
        : together.tests().stream()
            .map(
                t ->
                    "%s %s, by chance up to %s"
                        .formatted(
                            t.method().label(),
                            PlainText.number(t.effect()),
                            PlainText.number(t.noise())))
            .collect(Collectors.joining("; "));
  }

  /** Slices and windows explain; they never decide. */
  private void counted(String what, List<Verdict> verdicts) {
    Verdict worst = verdicts.stream().reduce(Verdict.PASS, Verdict::worse);
    StringBuilder text = new StringBuilder(verdicts.size() + " " + what);
    for (Verdict verdict : Verdict.values()) {
      long count = verdicts.stream().filter(v -> v == verdict).count();
      if (count > 0) {
        text.append(", ").append(count).append(' ').append(verdict);
      }
    }
    boolean drifted = verdicts.contains(Verdict.DRIFT) || verdicts.contains(Verdict.WARN);
    add(what, worst, drifted ? Outcome.WARNED : Outcome.PASSED, text.toString());
  }

  static Outcome outcome(Verdict verdict) {
    return switch (verdict) {
      case PASS -> Outcome.PASSED;
      case INSUFFICIENT_DATA -> Outcome.UNDECIDED;
      case WARN -> Outcome.WARNED;
      case DRIFT -> Outcome.FAILED;
      case ERROR -> Outcome.ERRORED;
    };
  }

  private void add(String name, Verdict verdict, Outcome outcome, String message) {
    all.add(new Finding(Part.DRIFT, name, outcome, verdict.name(), message, null, null));
  }
}
