package io.tidemark.drift;

import io.tidemark.drift.stats.Verdict;
import java.util.List;

/**
 * Drift of a dataset.
 *
 * @param referenceRows rows of the reference
 * @param currentRows rows of the current version
 * @param columns one entry per column, in the order of the reference's schema
 * @param driftedShare share of the columns' weights that drifted, in [0, 1]
 * @param maxDriftedShare share from which on the dataset has drifted
 * @param verdict the dataset's verdict
 * @param reason why, in one sentence for people
 */
public record DriftResult(
    long referenceRows,
    long currentRows,
    List<ColumnDrift> columns,
    double driftedShare,
    double maxDriftedShare,
    Verdict verdict,
    String reason) {

  public DriftResult {
    columns = List.copyOf(columns);
  }

  /** Number of columns with this verdict. */
  public long count(Verdict wanted) {
    return columns.stream().filter(c -> c.verdict() == wanted).count();
  }
}
