package io.tidemark.reports.html;

import io.tidemark.reports.ModelResult;
import io.tidemark.reports.Phase;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.training.Evaluation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
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
  public record Metric(
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
  public static List<Metric> metrics(ModelResult model) {
    Evaluation heldOut = model.card().heldOut();
    Evaluation current = model.current();
    return List.of(
        metric("AUC", "higher is better", heldOut, current, Evaluation::auc),
        metric("F1", "higher is better", heldOut, current, Evaluation::f1),
        metric("Precision", "higher is better", heldOut, current, Evaluation::precision),
        metric("Recall", "higher is better", heldOut, current, Evaluation::recall),
        metric("Log-loss", "lower is better", heldOut, current, Evaluation::logLoss),
        new Metric(
            "Positive labels",
            "share of rows",
            Format.share(heldOut.positiveShare()),
            current == null ? Format.NONE : Format.share(current.positiveShare()),
            ""),
        new Metric(
            "Rows evaluated",
            "with a label",
            Format.count(heldOut.rows()),
            current == null ? Format.NONE : Format.count(current.rows()),
            ""));
  }

  private static Metric metric(
      String name,
      String hint,
      Evaluation heldOut,
      @Nullable Evaluation current,
      ToDoubleFunction<Evaluation> value) {
    double before = value.applyAsDouble(heldOut);
    double now = current == null ? Double.NaN : value.applyAsDouble(current);
    return new Metric(
        name, hint, Format.effect(before), Format.effect(now), Format.difference(now - before));
  }
}
