package io.tidemark.drift;

import io.tidemark.drift.multivariate.MultivariateDrift;
import io.tidemark.drift.stats.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param roles drift by role: features always, targets and predictions where there are such columns
 * @param slices drift within slices, those of the reference with the most rows first
 * @param drivers the slices that bring in most of the PSI of each column, by column and rank
 * @param windows drift of the windows of the current version, earliest first
 * @param multivariate drift of all columns together; null if it was not asked for
 */
public record DriftResult(
    long referenceRows,
    long currentRows,
    List<ColumnDrift> columns,
    double driftedShare,
    double maxDriftedShare,
    Verdict verdict,
    String reason,
    List<RoleDrift> roles,
    List<SliceDrift> slices,
    List<SliceDriver> drivers,
    List<WindowDrift> windows,
    @Nullable MultivariateDrift multivariate) {

  public DriftResult {
    columns = List.copyOf(columns);
    roles = List.copyOf(roles);
    slices = List.copyOf(slices);
    drivers = List.copyOf(drivers);
    windows = List.copyOf(windows);
  }

  /** A result without roles, slices, windows and multivariate drift. */
  public DriftResult(
      long referenceRows,
      long currentRows,
      List<ColumnDrift> columns,
      double driftedShare,
      double maxDriftedShare,
      Verdict verdict,
      String reason) {
    this(
        referenceRows,
        currentRows,
        columns,
        driftedShare,
        maxDriftedShare,
        verdict,
        reason,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  /** Number of columns with this verdict. */
  public long count(Verdict wanted) {
    return columns.stream().filter(c -> c.verdict() == wanted).count();
  }
}
