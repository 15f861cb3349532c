package io.tidemark.reports.html;

import io.tidemark.reports.RunResult;
import java.util.List;
import java.util.Optional;

/** Which earlier run a run is held against. */
final class LastRun {
  private LastRun() {}

  /**
   * The newest earlier run of the same command on the same table that was evaluated.
   *
   * @param past earlier runs, newest first
   */
  static Optional<RunResult> of(RunResult run, List<RunResult> past) {
    if (run.pins() == null || run.failure() != null) {
      return Optional.empty();
    }
    String tableId = run.pins().tableId();
    return past.stream()
        .filter(one -> one.failure() == null && one.command().equals(run.command()))
        .filter(one -> one.pins() != null && one.pins().tableId().equals(tableId))
        .findFirst();
  }
}
