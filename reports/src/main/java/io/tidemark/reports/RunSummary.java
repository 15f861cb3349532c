package io.tidemark.reports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run in a line, for lists of runs that are too long to read whole results for.
 *
 * @param runId its id
 * @param monitor the monitor's name
 * @param environment where it ran
 * @param command the command
 * @param verdict the outcome
 * @param headline the outcome in a sentence or two
 * @param startedAt its start
 * @param tableVersion the version it looked at; null if it failed before that was known
 */
public record RunSummary(
    String runId,
    String monitor,
    String environment,
    String command,
    RunVerdict verdict,
    String headline,
    Instant startedAt,
    @Nullable Long tableVersion) {

  /** Summary of a result. */
  public static RunSummary of(RunResult run) {
    return new RunSummary(
        run.runId(),
        run.monitor(),
        run.environment(),
        run.command(),
        run.verdict(),
        run.headline(),
        run.startedAt(),
        run.pins() == null ? null : run.pins().tableVersion());
  }
}
