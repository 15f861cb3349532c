package io.tidemark.reports.html;

import io.tidemark.checks.schema.CommittedChange;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.SchemaComparison;
import io.tidemark.training.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is different from the last run.
 *
 * @param last the last run, in words
 * @param changes what is different, what matters most first; empty if nothing is
 */
public record SinceLast(String last, List<Change> changes) {

  private static final int NAMED = 4;
  private static final double SAME_METRIC = 0.0005;

  public SinceLast {
    changes = List.copyOf(changes);
  }

  /**
   * One difference.
   *
   * @param tone whether it is for the better or the worse; null for neither
   * @param text what it is
   */
  public record Change(@Nullable Tone tone, String text) {}

  /** Null if there is no earlier run that this one can be held against. */
  static @Nullable SinceLast of(RunResult run, List<RunResult> past) {
    RunResult last = LastRun.of(run, past).orElse(null);
    if (last == null || last.pins() == null || run.pins() == null) {
      return null;
    }
    List<Change> changes = new ArrayList<>();
    addChecks(changes, CheckChanges.of(run, past));
    addColumns(changes, run.drift(), last.drift());
    addModel(changes, run.model(), last.model());
    addSchema(changes, run.schema());
    addRows(changes, run.rows(), last.rows());
    addPins(changes, run.pins(), last.pins());
    return new SinceLast(
        "The last run looked at version %d and ended in \u201c%s\u201d."
            .formatted(
                last.pins().tableVersion(),
                Badge.of(last.verdict()).word().toLowerCase(Locale.ROOT)),
        changes);
  }

  private static void addChecks(List<Change> changes, CheckChanges checks) {
    add(changes, Tone.BAD, checks.failing(), "check newly fails", "checks newly fail");
    add(changes, Tone.BAD, checks.worse(), "check got worse", "checks got worse");
    add(changes, Tone.GOOD, checks.repaired(), "check is repaired", "checks are repaired");
    if (checks.still() > 0) {
      changes.add(
          new Change(
              null,
              Format.counted(checks.still(), "check still does", "checks still do") + " not pass"));
    }
  }

  private static void addColumns(
      List<Change> changes, @Nullable DriftResult now, @Nullable DriftResult then) {
    if (now == null || then == null) {
      return;
    }
    List<String> drifted = drifted(now);
    List<String> before = drifted(then);
    List<String> known = now.columns().stream().map(ColumnDrift::column).toList();
    add(
        changes,
        Tone.BAD,
        drifted.stream().filter(c -> !before.contains(c)).toList(),
        "column newly drifted",
        "columns newly drifted");
    add(
        changes,
        Tone.GOOD,
        before.stream().filter(c -> !drifted.contains(c) && known.contains(c)).toList(),
        "column is calm again",
        "columns are calm again");
  }

  private static List<String> drifted(DriftResult drift) {
    return drift.columns().stream()
        .filter(c -> c.verdict() == Verdict.DRIFT)
        .map(ColumnDrift::column)
        .toList();
  }

  private static void addModel(
      List<Change> changes, @Nullable ModelResult now, @Nullable ModelResult then) {
    if (now == null || then == null) {
      return;
    }
    if (!now.modelId().equals(then.modelId())) {
      changes.add(
          new Change(
              null,
              "Another model: %s in place of %s"
                  .formatted(Format.name(now.modelId()), Format.name(then.modelId()))));
    }
    if (now.current() != null
        && then.current() != null
        && now.current().task() == then.current().task()) {
      Metric metric = Metric.main(now.current().task());
      double before = then.current().value(metric);
      double after = now.current().value(metric);
      if (Math.abs(after - before) >= SAME_METRIC) {
        changes.add(
            new Change(
                null,
                "%s of the model: %s, before %s"
                    .formatted(
                        metric.label(),
                        Format.metric(metric, after),
                        Format.metric(metric, before))));
      }
    }
  }

  private static void addSchema(List<Change> changes, List<SchemaComparison> schema) {
    List<CommittedChange> since =
        schema.stream()
            .filter(one -> one.since() == SchemaComparison.Since.PREVIOUS)
            .flatMap(one -> one.changes().stream())
            .toList();
    if (!since.isEmpty()) {
      String named =
          since.stream()
              .limit(NAMED)
              .map(one -> Format.clip(one.change().inWords(), 160))
              .collect(Collectors.joining("; "));
      changes.add(
          new Change(
              Tone.WARN,
              "Schema: " + named + (since.size() > NAMED ? more(since.size() - NAMED) : "")));
    }
  }

  private static void addRows(List<Change> changes, @Nullable Long now, @Nullable Long then) {
    if (now != null && then != null && !now.equals(then)) {
      changes.add(
          new Change(
              null,
              "Rows: %s, before %s%s"
                  .formatted(
                      Format.count(now),
                      Format.count(then),
                      then == 0
                          ? ""
                          : " (" + Format.percentage((double) (now - then) / then) + ")")));
    }
  }

  private static void addPins(List<Change> changes, Pins now, Pins then) {
    if (!Objects.equals(now.referenceId(), then.referenceId())) {
      changes.add(new Change(null, "Another reference"));
    }
    if (!now.configHash().equals(then.configHash())) {
      changes.add(new Change(null, "Another configuration of the monitor"));
    }
    if (!now.codeVersion().equals(then.codeVersion())) {
      changes.add(
          new Change(
              null,
              "Tidemark %s, before %s"
                  .formatted(Format.name(now.codeVersion()), Format.name(then.codeVersion()))));
    }
  }

  private static void add(
      List<Change> changes, Tone tone, List<String> names, String one, String many) {
    if (!names.isEmpty()) {
      String named =
          names.stream()
              .limit(NAMED)
              .map(name -> Format.clip(name, 60))
              .collect(Collectors.joining(", "));
      changes.add(
          new Change(
              tone,
              Format.counted(names.size(), one, many)
                  + ": "
                  + named
                  + (names.size() > NAMED ? more(names.size() - NAMED) : "")));
    }
  }

  private static String more(int count) {
    return " and " + Format.count((long) count) + " more";
  }
}
