package io.tidemark.jobs;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.config.NotifySettings;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.http.Retries;
import io.tidemark.jobs.notify.Notifier;
import io.tidemark.jobs.outputs.RunOutputs;
import io.tidemark.jobs.privacy.Privacy;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.VerdictJson;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Writes what every run on a monitor leaves behind, whether it was evaluated or failed. */
final class RunRecorder {
  private static final Retries OUTPUT_RETRIES = Retries.of(3);

  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;
  private final Phases phases;
  private final Monitor monitor;
  private final String command;
  private final Invocation invocation;
  private final RunFiles files;
  private final ResultStore store;
  private final UnaryOperator<RunResult> privacy;

  RunRecorder(
      SparkSession spark,
      Clock clock,
      Progress progress,
      Phases phases,
      Monitor monitor,
      String command,
      Invocation invocation,
      ResultStore store) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
    this.phases = phases;
    this.monitor = monitor;
    this.command = command;
    this.invocation = invocation;
    this.store = store;
    privacy = Privacy.of(monitor, System.getenv());
    files = RunFiles.of(spark.sparkContext().hadoopConfiguration(), monitor);
  }

  /** Hash of the configuration that bears on results. */
  static String configHash(Monitor monitor) {
    return Hashes.id(List.of(MonitorLoader.canonical(monitor)));
  }

  /**
   * The result of a run that ends now, with how it was executed.
   *
   * @param runId its id
   * @param pins what it depends on
   */
  RunResult.Builder result(String runId, Pins pins, Instant startedAt) {
    Phases.Work work = phases.work();
    return RunResult.builder(runId, monitor.monitor(), command, monitor.environment())
        .time(startedAt, clock.instant())
        .pins(pins)
        .phases(work.phases())
        .execution(Executions.of(spark, invocation, monitor, pins, work.total()));
  }

  /** Writes a run that was evaluated: its rows, report and verdict, and the overview. */
  RunOutcome evaluated(RunResult computed, Pins pins, int exitCode) {
    RunResult result = privacy.apply(computed);
    RunResult brief = result.brief();
    new ResultRows(store).write(result, pins);
    List<RunResult> runs = runs();
    String report = files.report(brief.runId());
    files.write(report, ReportJob.page(brief, runs));
    String verdict = files.verdict(brief.runId());
    files.write(verdict, VerdictJson.render(brief, report));
    site(brief, runs);
    return passedOn(
        new RunOutcome(brief, exitCode, verdict, report, null), rowPins(brief.runId(), pins));
  }

  /**
   * Writes a run that failed.
   *
   * @param runId its id, as if it had not
   * @param pins null if they are not known yet
   */
  RunOutcome failed(String runId, @Nullable Pins pins, Instant startedAt, Exception error) {
    Phases.Work work = phases.work();
    FailedRuns.Attempt attempt =
        new FailedRuns.Attempt(
            pins == null ? runId : FailedRuns.attemptId(runId),
            monitor.monitor(),
            command,
            monitor.environment(),
            startedAt,
            clock.instant(),
            pins,
            work.phases(),
            Executions.of(spark, invocation, monitor, pins, work.total()));
    RunOutcome outcome =
        new FailedRuns(spark.sparkContext().hadoopConfiguration())
            .record(attempt, monitor.out(), error, privacy);
    boolean storeFailed =
        error instanceof TidemarkException known
            && (known.code() == ErrorCode.OUTPUT_NOT_WRITABLE
                || known.code() == ErrorCode.STORE_OF_ANOTHER_ENVIRONMENT);
    if (!storeFailed) {
      try {
        new ResultRows(store).writeError(outcome.result(), rowPins(runId, pins));
      } catch (TidemarkException e) {
        // The first failure is the one to tell.
        error.addSuppressed(e);
      }
      failedInSite(outcome);
    }
    return passedOn(outcome, rowPins(runId, pins));
  }

  /** Other programs and people come last: what they are told is settled and kept. */
  private RunOutcome passedOn(RunOutcome outcome, RowPins pins) {
    // Who builds a model again is there to see what comes of it; no pipeline waits for it.
    return command.equals("reproduce") ? outcome : told(withOutputs(outcome), pins);
  }

  private RunOutcome withOutputs(RunOutcome outcome) {
    return outcome.with(
        new RunOutputs(files, monitor, progress, System.getenv(), OUTPUT_RETRIES)
            .write(outcome.result(), RunFiles.folder(outcome.verdictFile()), outcome.reportFile()));
  }

  /**
   * Tells the sinks of the monitor. What the run found comes before who could not be told of it.
   */
  private RunOutcome told(RunOutcome outcome, RowPins pins) {
    NotifySettings settings = monitor.notifications();
    if (settings == null) {
      return outcome;
    }
    boolean told =
        new Notifier(monitor, settings, store, clock, progress, System.getenv(), Retries.REAL)
            .tell(outcome.result(), pins, outcome.reportFile());
    return told || !settings.failsRun() || outcome.exitCode() != ExitCodes.OK
        ? outcome
        : outcome.withExitCode(ExitCodes.SINK);
  }

  private RowPins rowPins(String runId, @Nullable Pins pins) {
    return pins == null
        ? new RowPins(
            runId, monitor.monitor(), null, null, null, configHash(monitor), CodeVersion.current())
        : ResultRows.pins(runId, monitor.monitor(), pins);
  }

  /**
   * Newest runs of the monitor, this one among them. One that cannot be read must not fail this
   * one.
   */
  private List<RunResult> runs() {
    try {
      return new ReportJob(store, files).runs(monitor.monitor(), monitor.environment());
    } catch (TidemarkException e) {
      progress.note("earlier runs are not shown: " + e.getMessage());
      return List.of();
    }
  }

  /** The page that was written when the run failed knows no other runs. */
  private void failedInSite(RunOutcome outcome) {
    List<RunResult> runs = runs();
    String report = outcome.reportFile();
    if (report != null && report.equals(files.report(outcome.result().runId()))) {
      try {
        files.write(report, ReportJob.page(outcome.result(), runs));
      } catch (TidemarkException e) {
        progress.note("the report does not lead to other pages: " + e.getMessage());
      }
    }
    site(outcome.result(), runs);
  }

  /** The site shows other runs too: one of them that cannot be shown must not fail this one. */
  private void site(RunResult run, List<RunResult> runs) {
    if (runs.isEmpty()) {
      return;
    }
    try {
      new ReportJob(store, files).refresh(run, runs);
    } catch (TidemarkException e) {
      progress.note("the overview was not written: " + e.getMessage());
    }
  }
}
