package io.tidemark.reports;

import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.DriftResult;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
 * @param schema what changed in the table's schema, since the previous version and the reference;
 *     empty if that was not looked at
 * @param execution how and where it was executed; null in results of earlier releases, and of runs
 *     that failed before Spark was there
 * @param commits the newest commits of the table up to the version, newest first; empty in results
 *     of earlier releases, and where the command does not look at the history
 * @param privacy what is hidden in it; null where nothing is
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
    List<Phase> phases,
    List<SchemaComparison> schema,
    @Nullable Execution execution,
    List<TableVersion> commits,
    @Nullable Privacy privacy) {

  /** Version of this model as stored; raised on a change that older readers would misread. */
  public static final int FORMAT_VERSION = 3;

  public RunResult {
    phases = List.copyOf(phases);
    // Results of earlier releases have none of either.
    schema = schema == null ? List.of() : List.copyOf(schema);
    commits = commits == null ? List.of() : List.copyOf(commits);
  }

  /** A result to be filled: parts that are not set are absent. */
  public static Builder builder(String runId, String monitor, String command, String environment) {
    return new Builder(runId, monitor, command, environment);
  }

  /** This result to be changed. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * This result without what only the tables of the result store keep: of the columns of slices and
   * windows it has one measure each, PSI where there is one, and no summaries. There may be
   * thousands of them.
   */
  public RunResult brief() {
    return drift == null ? this : toBuilder().drift(BriefDrift.of(drift)).build();
  }

  /** Collects the parts of a result. Verdict, headline and both times must be set. */
  public static final class Builder {
    private final int formatVersion;
    private final String runId;
    private final String monitor;
    private final String command;
    private final String environment;
    private @Nullable RunVerdict verdict;
    private @Nullable String headline;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable Long rows;
    private @Nullable Pins pins;
    private @Nullable SuiteResult checks;
    private @Nullable DriftResult drift;
    private @Nullable String notCompared;
    private @Nullable ModelResult model;
    private @Nullable TriggerResult trigger;
    private @Nullable InferenceResult inference;
    private @Nullable ScoringResult scoring;
    private @Nullable Failure failure;
    private List<Phase> phases = List.of();
    private List<SchemaComparison> schema = List.of();
    private @Nullable Execution execution;
    private List<TableVersion> commits = List.of();
    private @Nullable Privacy privacy;

    private Builder(String runId, String monitor, String command, String environment) {
      formatVersion = FORMAT_VERSION;
      this.runId = runId;
      this.monitor = monitor;
      this.command = command;
      this.environment = environment;
    }

    private Builder(RunResult from) {
      formatVersion = from.formatVersion;
      runId = from.runId;
      monitor = from.monitor;
      command = from.command;
      environment = from.environment;
      verdict = from.verdict;
      headline = from.headline;
      startedAt = from.startedAt;
      finishedAt = from.finishedAt;
      rows = from.rows;
      pins = from.pins;
      checks = from.checks;
      drift = from.drift;
      notCompared = from.notCompared;
      model = from.model;
      trigger = from.trigger;
      inference = from.inference;
      scoring = from.scoring;
      failure = from.failure;
      phases = from.phases;
      schema = from.schema;
      execution = from.execution;
      commits = from.commits;
      privacy = from.privacy;
    }

    /** The outcome, and what it is in a sentence. */
    public Builder verdict(RunVerdict outcome, String sentence) {
      verdict = outcome;
      headline = sentence;
      return this;
    }

    /** Start and end. */
    public Builder time(Instant start, Instant end) {
      startedAt = start;
      finishedAt = end;
      return this;
    }

    /** See {@link RunResult#rows()}. */
    public Builder rows(@Nullable Long value) {
      rows = value;
      return this;
    }

    /** See {@link RunResult#pins()}. */
    public Builder pins(@Nullable Pins value) {
      pins = value;
      return this;
    }

    /** See {@link RunResult#checks()}. */
    public Builder checks(@Nullable SuiteResult value) {
      checks = value;
      return this;
    }

    /** See {@link RunResult#drift()}. */
    public Builder drift(@Nullable DriftResult value) {
      drift = value;
      return this;
    }

    /** See {@link RunResult#notCompared()}. */
    public Builder notCompared(@Nullable String value) {
      notCompared = value;
      return this;
    }

    /** See {@link RunResult#model()}. */
    public Builder model(@Nullable ModelResult value) {
      model = value;
      return this;
    }

    /** See {@link RunResult#trigger()}. */
    public Builder trigger(@Nullable TriggerResult value) {
      trigger = value;
      return this;
    }

    /** See {@link RunResult#inference()}. */
    public Builder inference(@Nullable InferenceResult value) {
      inference = value;
      return this;
    }

    /** See {@link RunResult#scoring()}. */
    public Builder scoring(@Nullable ScoringResult value) {
      scoring = value;
      return this;
    }

    /** See {@link RunResult#failure()}. */
    public Builder failure(@Nullable Failure value) {
      failure = value;
      return this;
    }

    /** See {@link RunResult#phases()}. */
    public Builder phases(List<Phase> value) {
      phases = value;
      return this;
    }

    /** See {@link RunResult#schema()}. */
    public Builder schema(List<SchemaComparison> value) {
      schema = value;
      return this;
    }

    /** See {@link RunResult#execution()}. */
    public Builder execution(@Nullable Execution value) {
      execution = value;
      return this;
    }

    /** See {@link RunResult#commits()}. */
    public Builder commits(List<TableVersion> value) {
      commits = value;
      return this;
    }

    /** See {@link RunResult#privacy()}. */
    public Builder privacy(@Nullable Privacy value) {
      privacy = value;
      return this;
    }

    /** The result. */
    public RunResult build() {
      return new RunResult(
          formatVersion,
          runId,
          monitor,
          command,
          environment,
          Objects.requireNonNull(verdict, "verdict"),
          Objects.requireNonNull(headline, "headline"),
          Objects.requireNonNull(startedAt, "startedAt"),
          Objects.requireNonNull(finishedAt, "finishedAt"),
          rows,
          pins,
          checks,
          drift,
          notCompared,
          model,
          trigger,
          inference,
          scoring,
          failure,
          phases,
          schema,
          execution,
          commits,
          privacy);
    }
  }
}
