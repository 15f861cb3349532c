package io.tidemark.bench.calibration;

import io.tidemark.drift.reference.NumericBins;
import io.tidemark.drift.stats.CellTable;
import java.util.Arrays;
import java.util.List;

/**
 * Both sides of a numeric column: how often each value occurs.
 *
 * @param values ascending, without duplicates
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Sample(double[] values, long[] reference, long[] current) {

  /** Of values that were drawn one by one; sorts them in place. */
  static Sample of(double[] reference, double[] current) {
    Arrays.sort(reference);
    Arrays.sort(current);
    int most = reference.length + current.length;
    double[] values = new double[most];
    long[] inReference = new long[most];
    long[] inCurrent = new long[most];
    int size = 0;
    int r = 0;
    int c = 0;
    while (r < reference.length || c < current.length) {
      boolean fromReference =
          c == current.length || (r < reference.length && reference[r] <= current[c]);
      double value = fromReference ? reference[r] : current[c];
      values[size] = value;
      while (r < reference.length && reference[r] == value) {
        inReference[size]++;
        r++;
      }
      while (c < current.length && current[c] == value) {
        inCurrent[size]++;
        c++;
      }
      size++;
    }
    return new Sample(
        Arrays.copyOf(values, size),
        Arrays.copyOf(inReference, size),
        Arrays.copyOf(inCurrent, size));
  }

  /** One point cell for each value. */
  CellTable points() {
    return CellTable.of(reference, current);
  }

  /** The sample standard deviation of the reference. */
  double deviation() {
    double n = 0;
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      if (reference[i] > 0) {
        n += reference[i];
        double delta = values[i] - mean;
        mean += delta * reference[i] / n;
        squares += reference[i] * delta * (values[i] - mean);
      }
    }
    return Math.sqrt(squares / (n - 1));
  }

  /**
   * The frozen bins, as a reference is frozen: cuts at all of its values up to 1,000 of them, else
   * at 1,000 even quantiles; bins from the counts on the cells between.
   */
  CellTable bins(int bins) {
    boolean[] cut = cuts();
    int cuts = 0;
    for (boolean is : cut) {
      cuts += is ? 1 : 0;
    }
    long[] referenceCells = new long[2 * cuts + 1];
    long[] currentCells = new long[2 * cuts + 1];
    int cell = 0;
    for (int i = 0; i < values.length; i++) {
      cell += cut[i] ? 1 : 0;
      referenceCells[cell] += reference[i];
      currentCells[cell] += current[i];
      cell += cut[i] ? 1 : 0;
    }
    List<Integer> starts = NumericBins.freeze(referenceCells, bins);
    return CellTable.of(
        NumericBins.sum(starts, referenceCells), NumericBins.sum(starts, currentCells));
  }

  private static final int MOST_CUTS = 1000;

  private boolean[] cuts() {
    boolean[] cut = new boolean[values.length];
    int distinct = 0;
    long total = 0;
    for (int i = 0; i < values.length; i++) {
      cut[i] = reference[i] > 0;
      distinct += cut[i] ? 1 : 0;
      total += reference[i];
    }
    if (distinct <= MOST_CUTS) {
      return cut;
    }
    Arrays.fill(cut, false);
    long below = 0;
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      below += reference[i];
      while (next < MOST_CUTS
          && reference[i] > 0
          && below * (MOST_CUTS - 1.0) >= next * (double) total) {
        cut[i] = true;
        next++;
      }
    }
    return cut;
  }
}
