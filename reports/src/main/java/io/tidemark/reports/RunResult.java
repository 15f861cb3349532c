package io.tidemark.reports;

import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.DriftResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one run: the one model that every renderer reads and the result store keeps. Parts
 * that the command did not compute are null.
 *
 * @param formatVersion {@link #FORMAT_VERSION} of the code that wrote it
 * @param runId deterministic id from the monitor, the command and the pins
 * @param monitor the monitor's name
 * @param command the command, for example {@code run} or {@code drift}
 * @param environment the environment's name, for example {@code dev}
 * @param verdict the outcome
 * @param headline the outcome in one or two sentences for people
 * @param startedAt start of the run
 * @param finishedAt end of the run
 * @param rows rows of the current version that were looked at; null on error
 * @param pins what the run depends on; null if it failed before they were known
 * @param checks results of the checks
 * @param drift results of the drift comparison
 * @param notCompared why nothing was compared though the monitor asks for it, in one sentence; null
 *     if it was compared, or not asked for
 * @param model the model and its quality
 * @param trigger the decision on retraining
 * @param inference what the inference log says of the model in use
 * @param scoring what became of the rows that were to be scored
 * @param failure why the run ended in {@link RunVerdict#ERROR}; null if it was evaluated
 * @param phases how long each phase took
 */
public record RunResult(
    int formatVersion,
    String runId,
    String monitor,
    String command,
    String environment,
    RunVerdict verdict,
    String headline,
    Instant startedAt,
    Instant finishedAt,
    @Nullable Long rows,
    @Nullable Pins pins,
    @Nullable SuiteResult checks,
    @Nullable DriftResult drift,
    @Nullable String notCompared,
    @Nullable ModelResult model,
    @Nullable TriggerResult trigger,
    @Nullable InferenceResult inference,
    @Nullable ScoringResult scoring,
    @Nullable Failure failure,
    List<Phase> phases) {

  /** Version of this model as stored; raised on a change that older readers would misread. */
  public static final int FORMAT_VERSION = 3;

  public RunResult {
    phases = List.copyOf(phases);
  }

  /** A result without inference and scoring. */
  public RunResult(
      int formatVersion,
      String runId,
      String monitor,
      String command,
      String environment,
      RunVerdict verdict,
      String headline,
      Instant startedAt,
      Instant finishedAt,
      @Nullable Long rows,
      @Nullable Pins pins,
      @Nullable SuiteResult checks,
      @Nullable DriftResult drift,
      @Nullable String notCompared,
      @Nullable ModelResult model,
      @Nullable TriggerResult trigger,
      @Nullable Failure failure,
      List<Phase> phases) {
    this(
        formatVersion,
        runId,
        monitor,
        command,
        environment,
        verdict,
        headline,
        startedAt,
        finishedAt,
        rows,
        pins,
        checks,
        drift,
        notCompared,
        model,
        trigger,
        null,
        null,
        failure,
        phases);
  }

  /**
   * This result without what only the tables of the result store keep: of the columns of slices and
   * windows it has one measure each, PSI where there is one, and no summaries. There may be
   * thousands of them.
   */
  public RunResult brief() {
    return drift == null
        ? this
        : new RunResult(
            formatVersion,
            runId,
            monitor,
            command,
            environment,
            verdict,
            headline,
            startedAt,
            finishedAt,
            rows,
            pins,
            checks,
            BriefDrift.of(drift),
            notCompared,
            model,
            trigger,
            inference,
            scoring,
            failure,
            phases);
  }
}
