package io.tidemark.drift;

import io.tidemark.drift.profile.NumericTally;
import io.tidemark.drift.profile.TailCounts;
import io.tidemark.drift.stats.CellTable;
import java.util.Arrays;

/**
 * The finite values of both sides where the two outer cells, which hold no finite value of the
 * reference, are parted by what the current side knows of them.
 *
 * @param low smallest value a cell can hold
 * @param high largest value a cell can hold
 * @param counts counts of both sides
 * @param before cells that took the place of the first one
 * @param middle cells that were kept
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on at once, never compared.
record TailedCells(double[] low, double[] high, CellTable counts, int before, int middle) {

  static TailedCells of(
      double[] low, double[] high, long[] reference, long[] current, NumericTally tally) {
    int last = low.length - 1;
    TailCounts.Cells below = tally.lowerTail();
    TailCounts.Cells above = tally.upperTail();
    if (last == 0
        || total(below.counts()) != current[0]
        || total(above.counts()) != current[last]) {
      // Groups of rows do not keep tails, and without cuts there is no middle.
      return new TailedCells(low, high, CellTable.of(reference, current), 1, last - 1);
    }
    double first = tally.finiteMin().orElse(low[0]);
    double end = tally.finiteMax().orElse(high[last]);
    int before = below.counts().length;
    int after = above.counts().length;
    int size = before + last - 1 + after;
    double[] lows = new double[size];
    double[] highs = new double[size];
    long[] theirs = new long[size];
    long[] ours = new long[size];
    for (int i = 0; i < before; i++) {
      lows[i] = Math.max(first, below.low()[i]);
      highs[i] = Math.min(low[1], below.high()[i]);
      ours[i] = below.counts()[i];
    }
    System.arraycopy(low, 1, lows, before, last - 1);
    System.arraycopy(high, 1, highs, before, last - 1);
    System.arraycopy(reference, 1, theirs, before, last - 1);
    System.arraycopy(current, 1, ours, before, last - 1);
    for (int i = 0; i < after; i++) {
      int at = before + last - 1 + i;
      lows[at] = Math.max(high[last - 1], above.low()[i]);
      highs[at] = Math.min(end, above.high()[i]);
      ours[at] = above.counts()[i];
    }
    return new TailedCells(lows, highs, CellTable.of(theirs, ours), before, last - 1);
  }

  private static long total(long[] counts) {
    return Arrays.stream(counts).sum();
  }

  /** The frozen cells that hold these ones. */
  int[] cells(int[] tailed) {
    return Arrays.stream(tailed)
        .map(i -> Math.max(0, Math.min(i - before + 1, middle + 1)))
        .distinct()
        .toArray();
  }
}
