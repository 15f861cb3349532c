package io.tidemark.drift;

import io.tidemark.drift.multivariate.MultivariateDrift;
import io.tidemark.drift.stats.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Drift of a dataset.
 *
 * @param referenceRows rows of the reference
 * @param currentRows rows of the current version
 * @param columns one entry per column, in the order of the reference's schema
 * @param driftedShare share of the features' weights that drifted, in [0, 1]; targets and
 *     predictions are no features
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

  /** What a result that was stored before there were roles, slices and windows lacks is empty. */
  public DriftResult {
    columns = List.copyOf(columns);
    roles = roles == null ? List.of() : List.copyOf(roles);
    slices = slices == null ? List.of() : List.copyOf(slices);
    drivers = drivers == null ? List.of() : List.copyOf(drivers);
    windows = windows == null ? List.of() : List.copyOf(windows);
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

  /**
   * This result with the drift of all columns together. That can only make the verdict worse:
   *
   * <ul>
   *   <li>{@link Verdict#DRIFT} makes it DRIFT, also where a column could not be compared;
   *   <li>{@link Verdict#WARN} makes it at least WARN;
   *   <li>{@link Verdict#ERROR} makes it ERROR, unless it is DRIFT;
   *   <li>{@link Verdict#INSUFFICIENT_DATA} and {@link Verdict#PASS} leave it as it is.
   * </ul>
   */
  public DriftResult with(MultivariateDrift together) {
    return new DriftResult(
        referenceRows,
        currentRows,
        columns,
        driftedShare,
        maxDriftedShare,
        worse(verdict, together.verdict()),
        reason + inWords(together),
        roles,
        slices,
        drivers,
        windows,
        together);
  }

  private static Verdict worse(Verdict columns, Verdict together) {
    if (columns == Verdict.DRIFT || together == Verdict.DRIFT) {
      return Verdict.DRIFT;
    }
    return together == Verdict.INSUFFICIENT_DATA ? columns : columns.worse(together);
  }

  private static String inWords(MultivariateDrift together) {
    if (together.problem() != null) {
      return " The columns together were not compared: " + together.problem() + ".";
    }
    String tests =
        together.tests().stream()
            .filter(t -> t.verdict() == together.verdict())
            .map(
                t ->
                    String.format(
                        Locale.ROOT,
                        "%s %.3f, by chance up to %.3f",
                        t.method().label(),
                        t.effect(),
                        t.noise()))
            .collect(Collectors.joining("; "));
    return switch (together.verdict()) {
      case DRIFT -> " The columns together drifted (" + tests + ").";
      case WARN -> " The columns together warn (" + tests + ").";
      case PASS -> " The columns together did not drift.";
      case INSUFFICIENT_DATA -> " There is too little data to compare the columns together.";
      case ERROR -> " The columns together could not be compared.";
    };
  }
}
