package io.tidemark.drift.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Where numbers lie: ascending ranges, each with its smallest and largest possible value and its
 * count. Immutable.
 */
public final class NumberRanges {
  /**
   * Standard deviations that Wasserstein-1 may be off by over all cells, times the number of cut
   * points: what even a uniform column takes is a third of it.
   */
  private static final double WIDEST = 10;

  /** How much finer than the wanted cut points the ranges are looked at. */
  private static final int FINER = 8;

  private static final int MOST_PARTS = 1 << 12;

  private final double[] low;
  private final double[] high;
  private final long[] counts;
  private final long total;
  private final double spread;

  NumberRanges(double[] low, double[] high, long[] counts) {
    this.low = low;
    this.high = high;
    this.counts = counts;
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    total = sum;
    spread = spread();
  }

  /** About the standard deviation, each range taken at its middle. */
  private double spread() {
    Moments moments = new Moments();
    for (int i = 0; i < counts.length; i++) {
      moments.addMany(low[i] / 2 + high[i] / 2, counts[i]);
    }
    return moments.standardDeviation().orElse(Double.NaN);
  }

  /**
   * True if numbers from one value to another may share a cell: they are few enough for
   * Kolmogorov-Smirnov, and few and close enough for Wasserstein-1, which adds up the products of
   * share and width; long tails thus get cells of their own.
   */
  private boolean mayShare(double count, double from, double to, int cuts, int finer) {
    double widest = WIDEST * spread / cuts / cuts / finer;
    boolean near = !(count / total * (to - from) > widest);
    return count * cuts * finer <= total && near;
  }

  /** True when no range of more than one value holds more than a cut point's worth of numbers. */
  public boolean fineEnough(int cuts) {
    for (int i = 0; i < counts.length; i++) {
      if (low[i] < high[i] && counts[i] * (double) cuts > total) {
        return false;
      }
    }
    return true;
  }

  /** Points that part the ranges evenly where many numbers lie, and join them where few do. */
  public double[] breakpoints(int cuts) {
    double target = (double) total / ((double) FINER * cuts);
    TreeSet<Double> points = new TreeSet<>();
    double run = 0;
    double from = 0;
    for (int i = 0; i < counts.length; i++) {
      int parts = (int) Math.min(MOST_PARTS, Math.ceil(counts[i] / target));
      if (i == 0 || !mayShare(run + counts[i], from, high[i], cuts, FINER)) {
        points.add(low[i] + 0.0);
        run = 0;
        from = low[i];
      }
      run += counts[i];
      for (int part = 1; parts > 1 && part < parts; part++) {
        points.add(low[i] + (high[i] - low[i]) * part / parts + 0.0);
      }
    }
    return points.stream().filter(Double::isFinite).mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Cut points with at most {@code 1/cuts} of the counts between two of them, and less where they
   * lie far apart: the smallest and the largest number, every range that holds as much by itself at
   * both ends, and in between the last number of a range before it would become more. Only for
   * ranges that end in numbers of the column.
   */
  public double[] cutPoints(int cuts) {
    double target = (double) total / cuts;
    List<Double> points = new ArrayList<>();
    double run = 0;
    for (int i = 0; i < counts.length; i++) {
      if (i == 0 || counts[i] >= target) {
        add(points, low[i]);
        run = 0;
      } else if (!mayShare(run + counts[i], points.get(points.size() - 1), high[i], cuts, 1)) {
        add(points, high[i - 1]);
        run = 0;
      }
      run += counts[i];
      if (counts[i] >= target || i == counts.length - 1) {
        add(points, high[i]);
        run = 0;
      }
    }
    return points.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void add(List<Double> points, double point) {
    if (points.isEmpty() || points.get(points.size() - 1) < point) {
      points.add(point + 0.0);
    }
  }
}
