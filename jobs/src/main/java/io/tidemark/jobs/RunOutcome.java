package io.tidemark.jobs;

import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.outputs.Written;
import io.tidemark.reports.RunResult;
import org.jspecify.annotations.Nullable;

/**
 * What a run left behind.
 *
 * @param result the result
 * @param exitCode the process's exit code
 * @param verdictFile where {@code verdict.json} is
 * @param reportFile where the HTML report is; null if none was written
 * @param error the exception behind a failed run, for {@code --verbose}; null otherwise
 * @param outputs what was written for other programs
 */
public record RunOutcome(
    RunResult result,
    int exitCode,
    String verdictFile,
    @Nullable String reportFile,
    @Nullable Throwable error,
    Written outputs) {

  /** A run that has written nothing for other programs yet. */
  public RunOutcome(
      RunResult result,
      int exitCode,
      String verdictFile,
      @Nullable String reportFile,
      @Nullable Throwable error) {
    this(result, exitCode, verdictFile, reportFile, error, Written.NOTHING);
  }

  /** This run and its outputs. What the run found comes before an output that failed. */
  public RunOutcome with(Written written) {
    boolean failed = exitCode == ExitCodes.OK && !written.failures().isEmpty();
    return new RunOutcome(
        result, failed ? ExitCodes.SINK : exitCode, verdictFile, reportFile, error, written);
  }
}
