package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnSummary.Quantile;
import java.util.ArrayList;
import java.util.List;

/**
 * Quantiles from counts on cells: the rank is exact, the value lies somewhere in the cell that
 * holds the rank. Outside the cut points the cells of {@link TailCounts} take over.
 */
final class CellQuantiles {
  private static final double[] USUAL = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

  private final NumericTally tally;
  private final double[] cuts;
  private final long[] cells;

  CellQuantiles(NumericTally tally) {
    this.tally = tally;
    cuts = tally.cuts();
    cells = tally.cells();
  }

  /** The quantiles that summaries show; none without a value. */
  List<Quantile> usual() {
    long total = 0;
    for (long count : cells) {
      total += count;
    }
    List<Quantile> found = new ArrayList<>();
    if (total > 0) {
      for (double q : USUAL) {
        found.add(quantile(q, Math.max(1, (long) Math.ceil(q * total))));
      }
    }
    return found;
  }

  private Quantile quantile(double q, long rank) {
    long below = 0;
    int cell = 0;
    while (below + cells[cell] < rank) {
      below += cells[cell++];
    }
    if (cell == 0) {
      long finite = rank - tally.negativeInfinities();
      return finite <= 0
          ? new Quantile(q, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY)
          : outside(q, finite, tally.lowerTail());
    }
    if (cell == cells.length - 1) {
      return outside(q, rank - below, tally.upperTail());
    }
    return cell % 2 == 1
        ? new Quantile(q, cuts[cell / 2], cuts[cell / 2])
        : within(q, cuts[cell / 2 - 1], cuts[cell / 2]);
  }

  private Quantile outside(double q, long rank, TailCounts.Cells tail) {
    long[] counts = tail.counts();
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      below += counts[i];
      if (below >= rank) {
        return within(q, tail.low()[i], tail.high()[i]);
      }
    }
    return new Quantile(q, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** No quantile lies outside the range. */
  private Quantile within(double q, double low, double high) {
    return new Quantile(
        q,
        Math.max(low, tally.finiteMin().orElse(low)),
        Math.min(high, tally.finiteMax().orElse(high)));
  }
}
