package io.tidemark.jobs;

import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.Execution;
import io.tidemark.reports.Failure;
import io.tidemark.reports.Phase;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunReport;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.reports.VerdictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Leaves a verdict behind for runs that failed, whatever failed. */
public final class FailedRuns {
  private static final String FAILED = "-error";

  private final Configuration hadoop;

  /** Writes through this Hadoop configuration. */
  public FailedRuns(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * What is known of a run that failed.
   *
   * @param pins what it was to look at; null if it failed before that was known
   * @param execution how it was executed; null if it failed before Spark was there
   */
  public record Attempt(
      String runId,
      String monitor,
      String command,
      String environment,
      Instant startedAt,
      Instant failedAt,
      @Nullable Pins pins,
      List<Phase> phases,
      @Nullable Execution execution) {}

  /** The failed attempt at a run has an id of its own, so that it never replaces a result. */
  static String attemptId(String runId) {
    return runId + FAILED;
  }

  /** Id of the run that a result, evaluated or failed, belongs to. */
  static String evaluatedId(RunResult run) {
    return run.failure() != null && run.runId().endsWith(FAILED)
        ? run.runId().substring(0, run.runId().length() - FAILED.length())
        : run.runId();
  }

  /** Id of a run that failed before its pins were known; the same call gives the same id. */
  public static String runId(String monitor, String command, List<String> arguments) {
    return monitor + "-" + command + "-error-" + Hashes.id(arguments);
  }

  /**
   * Writes verdict and report of a failed run to {@code out}, or to the temporary directory if that
   * cannot be written.
   *
   * @param privacy hides in the result what is private
   */
  public RunOutcome record(
      Attempt attempt, String out, Throwable error, UnaryOperator<RunResult> privacy) {
    Failure failure = failure(error);
    RunResult failed =
        RunResult.builder(
                attempt.runId(), attempt.monitor(), attempt.command(), attempt.environment())
            .verdict(RunVerdict.ERROR, failure.message())
            .time(attempt.startedAt(), attempt.failedAt())
            .pins(attempt.pins())
            .failure(failure)
            .phases(attempt.phases())
            .execution(attempt.execution())
            .build();
    RunResult result = privacy.apply(failed);
    int exitCode = ErrorCode.valueOf(failure.code()).exitCode();
    if (failure.code().equals(ErrorCode.STORE_OF_ANOTHER_ENVIRONMENT.name())) {
      // Nothing of this run belongs there, not even that it failed.
      return write(result, exitCode, new RunFiles(hadoop, fallback()), error);
    }
    try {
      return write(result, exitCode, new RunFiles(hadoop, out), error);
    } catch (TidemarkException e) {
      error.addSuppressed(e);
      return write(result, exitCode, new RunFiles(hadoop, fallback()), error);
    }
  }

  /** A folder of this user's own: a shared one may belong to another. */
  private static String fallback() {
    try {
      return Files.createTempDirectory("tidemark-").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RunOutcome write(RunResult result, int exitCode, RunFiles files, Throwable error) {
    String report = files.report(result.runId());
    files.write(report, RunReport.html(result, List.of()));
    String verdict = files.verdict(result.runId());
    files.write(verdict, VerdictJson.render(result, report));
    return new RunOutcome(result, exitCode, verdict, report, error);
  }

  /** What is told of an error. */
  public static Failure failure(Throwable error) {
    if (error instanceof TidemarkException known) {
      return new Failure(
          known.code().name(),
          String.valueOf(known.getMessage()),
          known.reason(),
          known.nextStep());
    }
    if (error instanceof ConfigException config) {
      int count = config.problems().size();
      return new Failure(
          ErrorCode.CONFIG_INVALID.name(),
          count
              + (count == 1 ? " problem" : " problems")
              + " in the configuration:\n"
              + config.getMessage(),
          null,
          "mend these lines; every key is described in docs/reference/monitor.md");
    }
    return new Failure(
        ErrorCode.INTERNAL.name(),
        error.getClass().getSimpleName() + ": " + error.getMessage(),
        null,
        "run again with --verbose to see the stack trace");
  }
}
