package io.tidemark.drift;

import io.tidemark.drift.stats.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * Drift of the rows of one window of time. Its columns carry no bins.
 *
 * @param from start of the window, inclusive, in the session's time zone
 * @param to end of the window, exclusive
 * @param rows rows of the current data in it
 * @param columns drift of the columns against the same reference
 * @param driftedShare importance-weighted share of the columns that drifted, in [0, 1]
 * @param verdict the window's verdict, by the rule of the dataset
 */
public record WindowDrift(
    Instant from,
    Instant to,
    long rows,
    List<ColumnDrift> columns,
    double driftedShare,
    Verdict verdict) {

  public WindowDrift {
    columns = List.copyOf(columns);
  }
}
