package io.tidemark.reports.html;

import io.tidemark.reports.ModelResult;
import io.tidemark.reports.Phase;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run on a page, alone or below others.
 *
 * @param run the result
 * @param idPrefix what all ids begin with, so that they stay unique on a page with more than this
 * @param level level of its topmost heading, 1 or 2
 * @param checks the checks; null if there were none
 * @param drift the drift; null if there was none
 */
public record RunView(
    RunResult run,
    String idPrefix,
    int level,
    @Nullable ChecksView checks,
    @Nullable DriftView drift) {

  /** View of a run. */
  public static RunView of(RunResult run, String idPrefix, int level) {
    return new RunView(
        run,
        idPrefix,
        level,
        run.checks() == null
            ? null
            : ChecksView.of(
                run.checks(), run.monitor(), run.pins() == null ? 0 : run.pins().tableVersion()),
        run.drift() == null ? null : DriftView.of(run.drift(), idPrefix));
  }

  /**
   * One metric of the model on both sides.
   *
   * @param name the metric
   * @param hint which way is better
   * @param heldOut value on the held-out rows
   * @param current value on the current version
   * @param difference current minus held-out
   */
  public record MetricRow(
      String name, String hint, String heldOut, String current, String difference) {}

  /** The verdict's badge. */
  public Badge badge() {
    return Badge.of(run.verdict());
  }

  /** What to do next. */
  public String nextStep() {
    return Format.clip(NextStep.of(run), 400);
  }

  /** An id of this run on the page. */
  public String id(String name) {
    return idPrefix + name;
  }

  /** Title of the page. */
  public String title() {
    String version = run.pins() == null ? "" : " version " + run.pins().tableVersion();
    return badge().word() + ": " + Format.name(run.monitor()) + version + " · Tidemark";
  }

  /** Why a section is empty. */
  public String absent(String doing) {
    return run.failure() == null
        ? "This command did not " + doing + "."
        : "The run ended before it could " + doing + ".";
  }

  /** The versions that the reference was frozen from, in words; empty if there are none. */
  public String referenceVersions() {
    Pins pins = run.pins();
    if (pins == null || pins.referenceVersions().isEmpty()) {
      return "";
    }
    return (pins.referenceVersions().size() == 1 ? "version " : "versions ")
        + pins.referenceVersions().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Wall-clock time of the run. */
  public String duration() {
    return Format.duration(
        Math.max(0, Duration.between(run.startedAt(), run.finishedAt()).toMillis()));
  }

  /** Length of a phase's bar, of 100. */
  public int phaseLength(Phase phase) {
    long longest = run.phases().stream().mapToLong(Phase::millis).max().orElse(0);
    return longest <= 0 ? 0 : (int) Math.round(100.0 * Math.max(0, phase.millis()) / longest);
  }

  /** The algorithm in words. */
  public static String algorithm(ModelResult model) {
    return switch (model.card().algorithm()) {
      case "gbt" -> "Gradient-boosted trees";
      case "logistic_regression" -> "Logistic regression";
      default -> Format.name(model.card().algorithm().replace('_', ' ').toLowerCase(Locale.ROOT));
    };
  }

  /** How much each feature bears on the model, most first. */
  public static String importances(ModelResult model) {
    return model.card().importances().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(e -> Format.name(e.getKey()) + " " + Format.share(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** The model's metrics, rows of the table. */
  public static List<MetricRow> metrics(ModelResult model) {
    Evaluation heldOut = model.card().heldOut();
    Evaluation current = model.current();
    List<MetricRow> rows = new ArrayList<>();
    for (Metric metric : Metric.of(heldOut.task())) {
      if (heldOut.metrics().containsKey(metric)) {
        rows.add(row(metric, heldOut, current));
      }
    }
    if (heldOut.task() == Task.BINARY) {
      rows.add(
          new MetricRow(
              "Positive labels",
              "share of rows",
              Format.share(heldOut.positiveShare()),
              current == null ? Format.NONE : Format.share(current.positiveShare()),
              ""));
    }
    rows.add(
        new MetricRow(
            "Rows evaluated",
            "with a label",
            Format.count(heldOut.rows()),
            current == null ? Format.NONE : Format.count(current.rows()),
            ""));
    return List.copyOf(rows);
  }

  private static MetricRow row(Metric metric, Evaluation heldOut, @Nullable Evaluation current) {
    double before = heldOut.value(metric);
    double now = current == null ? Double.NaN : current.value(metric);
    return new MetricRow(
        metric.label(),
        metric.higherIsBetter() ? "higher is better" : "lower is better",
        Format.effect(before),
        Format.effect(now),
        Format.difference(now - before));
  }
}
