package io.tidemark.drift.reference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The bins of PSI and Jensen-Shannon as runs of fine cells. */
public final class NumericBins {
  private static final double LARGEST_PLAIN = 1e15;
  private static final double SMALLEST_PLAIN = 1e-4;
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private NumericBins() {}

  /**
   * Freezes bins: the reference's quantiles at q/bins, duplicates merged, each the last value of
   * its bin; a value that holds more than 1/bins of the mass gets a bin of its own; the outer bins
   * are open. Quantiles lie on cut points, so where cells between them hold mass a bin may be a
   * cell off.
   *
   * @param cells counts of the reference on the 2k + 1 cells
   * @return index of the first cell of each bin, starting with 0
   */
  public static List<Integer> freeze(long[] cells, int bins) {
    double total = 0;
    for (long count : cells) {
      total += count;
    }
    TreeSet<Integer> starts = new TreeSet<>();
    starts.add(0);
    double sum = 0;
    int next = 1;
    for (int i = 0; i < cells.length; i++) {
      sum += cells[i];
      boolean point = i % 2 == 1;
      if (point && cells[i] * (double) bins > total) {
        starts.add(i);
        starts.add(i + 1);
      }
      if (point && next < bins && sum * bins >= total * next) {
        starts.add(i + 1);
        while (next < bins && sum * bins >= total * next) {
          next++;
        }
      }
    }
    return List.copyOf(starts);
  }

  /** Adds up fine cells to bins. */
  public static long[] sum(List<Integer> starts, long[] cells) {
    long[] sums = new long[starts.size()];
    for (int bin = 0; bin < sums.length; bin++) {
      int end = bin + 1 < sums.length ? starts.get(bin + 1) : cells.length;
      for (int i = starts.get(bin); i < end; i++) {
        sums[bin] += cells[i];
      }
    }
    return sums;
  }

  /** Names the bins in interval notation; a bin of one value by that value. */
  public static List<String> labels(List<Integer> starts, List<Double> cuts) {
    List<String> labels = new ArrayList<>();
    int cells = 2 * cuts.size() + 1;
    for (int bin = 0; bin < starts.size(); bin++) {
      int first = starts.get(bin);
      int last = (bin + 1 < starts.size() ? starts.get(bin + 1) : cells) - 1;
      labels.add(label(first, last, cuts));
    }
    return List.copyOf(labels);
  }

  private static String label(int first, int last, List<Double> cuts) {
    boolean fromPoint = first % 2 == 1;
    boolean toPoint = last % 2 == 1;
    if (first == last && fromPoint) {
      return number(cuts.get(first / 2));
    }
    String from = first == 0 ? "-∞" : number(cuts.get(fromPoint ? first / 2 : first / 2 - 1));
    String to = last == 2 * cuts.size() ? "+∞" : number(cuts.get(last / 2));
    return (fromPoint ? "[" : "(") + from + ", " + to + (toPoint ? "]" : ")");
  }

  /** A number for people: whole ones in full, others to six significant digits. */
  public static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < LARGEST_PLAIN) {
      return Long.toString((long) value);
    }
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
    return size < LARGEST_PLAIN && size >= SMALLEST_PLAIN
        ? rounded.toPlainString()
        : rounded.toString();
  }
}
