package io.tidemark.jobs.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long results are kept; a null stands for the default.
 *
 * @param keep age from which on the results of a run are deleted; null for never
 * @param keepRuns newest runs that are kept whatever their age
 * @param vacuumAfter age from which on files that no table needs any more are deleted
 */
public record Housekeeping(
    @Nullable Duration keep, @Nullable Integer keepRuns, @Nullable Duration vacuumAfter) {
  static final Housekeeping DEFAULTS = new Housekeeping(null, null, null);

  private static final int DEFAULT_KEEP_RUNS = 10;

  /** Delta's own default; less could take files from a query that is running. */
  private static final Duration SHORTEST_VACUUM = Duration.ofDays(7);

  /** Newest runs that are kept. */
  public int runsToKeep() {
    return keepRuns == null ? DEFAULT_KEEP_RUNS : keepRuns;
  }

  /** Age of files that may go. */
  public Duration vacuum() {
    return vacuumAfter == null ? SHORTEST_VACUUM : vacuumAfter;
  }

  /** What is wrong; nothing if all is well. */
  @Nullable String problem() {
    return vacuumAfter != null && vacuumAfter.compareTo(SHORTEST_VACUUM) < 0
        ? "`housekeeping.vacuum_after` is `%s`, but must be at least P7D: less could take files from a query that is running"
            .formatted(vacuumAfter)
        : null;
  }
}
