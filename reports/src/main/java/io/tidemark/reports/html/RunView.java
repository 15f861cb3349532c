package io.tidemark.reports.html;

import io.tidemark.reports.Phase;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run on a page, alone or below others.
 *
 * @param run the result
 * @param past earlier runs of the same monitor and environment, newest first
 * @param idPrefix what all ids begin with, so that they stay unique on a page with more than this
 * @param level level of its topmost heading, 1 or 2
 * @param checks the checks; null if there were none
 * @param drift the drift; null if there was none
 * @param model the model; null if there was none
 * @param inference the inference log; null if there was none
 */
public record RunView(
    RunResult run,
    List<RunResult> past,
    String idPrefix,
    int level,
    @Nullable ChecksView checks,
    @Nullable DriftView drift,
    @Nullable ModelView model,
    @Nullable InferenceView inference) {

  public RunView {
    past = List.copyOf(past);
  }

  /** View of a run. */
  public static RunView of(RunResult run, List<RunResult> past, String idPrefix, int level) {
    DriftView drift = run.drift() == null ? null : DriftView.of(run, run.drift(), past, idPrefix);
    return new RunView(
        run,
        past,
        idPrefix,
        level,
        run.checks() == null
            ? null
            : ChecksView.of(
                run.checks(), run.monitor(), run.pins() == null ? 0 : run.pins().tableVersion()),
        drift,
        run.model() == null ? null : ModelView.of(run.model(), drift),
        run.inference() == null ? null : InferenceView.of(run.inference()));
  }

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
}
