package io.tidemark.reports.html;

import io.tidemark.reports.Commit;
import io.tidemark.reports.Phase;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import java.time.Duration;
import java.util.ArrayList;
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
 * @param schema what changed in the table's schema
 * @param glance what each part came to
 * @param sinceLast what is different from the last run; null if there is none to compare with
 * @param execution how it was executed; null if that is not known
 */
public record RunView(
    RunResult run,
    List<RunResult> past,
    String idPrefix,
    int level,
    @Nullable ChecksView checks,
    @Nullable DriftView drift,
    @Nullable ModelView model,
    @Nullable InferenceView inference,
    List<SchemaView> schema,
    List<Glance> glance,
    @Nullable SinceLast sinceLast,
    @Nullable ExecutionView execution) {

  public RunView {
    past = List.copyOf(past);
    schema = List.copyOf(schema);
    glance = List.copyOf(glance);
  }

  /** View of a run. */
  public static RunView of(RunResult run, List<RunResult> past, String idPrefix, int level) {
    DriftView drift = run.drift() == null ? null : DriftView.of(run, run.drift(), past, idPrefix);
    return new RunView(
        run,
        past,
        idPrefix,
        level,
        ChecksView.of(run, past),
        drift,
        run.model() == null ? null : ModelView.of(run.model(), drift),
        run.inference() == null ? null : InferenceView.of(run.inference()),
        run.schema().stream().map(SchemaView::of).toList(),
        Glance.of(run),
        SinceLast.of(run, past),
        run.execution() == null ? null : new ExecutionView(run.execution()));
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

  /** Whether the page has a section on drift, be it only to say why there is none. */
  public boolean hasDrift() {
    return drift != null || run.notCompared() != null;
  }

  /** Whether the page has a section on data quality. */
  public boolean hasQuality() {
    return checks != null || !schema.isEmpty();
  }

  /** The sections that the page does not have, in a sentence; empty if it has all. */
  public String absent() {
    List<String> missing = new ArrayList<>();
    addIf(missing, checks == null, "data quality");
    addIf(missing, !hasDrift(), "drift");
    addIf(missing, model == null, "a model");
    addIf(missing, run.trigger() == null, "retraining");
    if (missing.isEmpty()) {
      return "";
    }
    String parts = String.join(", ", missing);
    return run.failure() == null
        ? "Not part of this run: " + parts + "."
        : "The run ended before it came to " + parts + ".";
  }

  private static void addIf(List<String> parts, boolean wanted, String part) {
    if (wanted) {
      parts.add(part);
    }
  }

  /** Who wrote the version; null if the table's history does not say. */
  public @Nullable String writer() {
    Commit commit = run.pins() == null ? null : run.pins().commit();
    if (commit == null || (commit.user() == null && commit.engine() == null)) {
      return null;
    }
    String engine = Format.name(commit.engine());
    return commit.user() == null
        ? engine
        : Format.name(commit.user()) + (commit.engine() == null ? "" : " with " + engine);
  }

  /** Whether the commit is known to have left the rows as they were. */
  public boolean sameRows() {
    Commit commit = run.pins() == null ? null : run.pins().commit();
    return commit != null && !commit.changedData();
  }

  /** Where the reader is told what a first run has nothing to compare with. */
  public boolean first() {
    return sinceLast == null && run.failure() == null && run.pins() != null;
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
