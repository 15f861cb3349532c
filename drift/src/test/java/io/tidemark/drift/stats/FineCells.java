package io.tidemark.drift.stats;

import java.util.Arrays;

/** Counts plain values on the alternating cells of KS, the slow and obvious way. */
final class FineCells {
  private FineCells() {}

  static long[] count(double[] cuts, double... values) {
    long[] cells = new long[2 * cuts.length + 1];
    for (double value : values) {
      int found = Arrays.binarySearch(cuts, value);
      cells[found >= 0 ? 2 * found + 1 : 2 * (-found - 1)]++;
    }
    return cells;
  }
}
