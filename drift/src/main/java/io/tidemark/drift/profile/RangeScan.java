package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A closer look at where numbers lie: counts between given points, with the ends of each range. */
public final class RangeScan implements RunState<RangeScan> {
  private static final long serialVersionUID = 1L;
  private final List<CellLocator> locators;
  private final long[][] counts;
  private final double[][] lows;
  private final double[][] highs;
  private final int from;

  /** Looks at a range of the columns from one on. */
  private RangeScan(List<CellLocator> locators, int from) {
    this.locators = locators;
    this.from = from;
    counts = new long[locators.size()][];
    lows = new double[locators.size()][];
    highs = new double[locators.size()][];
    for (int i = 0; i < counts.length; i++) {
      int cells = locators.get(i).cells();
      counts[i] = new long[cells];
      lows[i] = new double[cells];
      highs[i] = new double[cells];
      Arrays.fill(lows[i], Double.POSITIVE_INFINITY);
      Arrays.fill(highs[i], Double.NEGATIVE_INFINITY);
    }
  }

  /** Looks at numeric columns, each parted by its own points, in one Spark job. */
  public static List<NumberRanges> of(
      Dataset<Row> rows, List<ColumnRead> reads, List<double[]> breakpoints) {
    List<CellLocator> locators = new ArrayList<>();
    breakpoints.forEach(points -> locators.add(new CellLocator(points)));
    RangeScan found = TableScan.fill(rows, reads, new RangeScan(locators, 0));
    List<NumberRanges> ranges = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      ranges.add(found.ranges(i));
    }
    return ranges;
  }

  private NumberRanges ranges(int column) {
    long[] all = counts[column];
    int[] occupied =
        java.util.stream.IntStream.range(0, all.length).filter(i -> all[i] > 0).toArray();
    return new NumberRanges(
        Arrays.stream(occupied).mapToDouble(i -> lows[column][i]).toArray(),
        Arrays.stream(occupied).mapToDouble(i -> highs[column][i]).toArray(),
        Arrays.stream(occupied).mapToLong(i -> all[i]).toArray());
  }

  @Override
  public RangeScan part(int first, int end) {
    return new RangeScan(new ArrayList<>(locators.subList(first - from, end - from)), first);
  }

  @Override
  public RangeScan empty() {
    return part(from, from + counts.length);
  }

  @Override
  public List<ColumnRead> reads(List<ColumnRead> counted) {
    return counted;
  }

  @Override
  public void accept(RowRun run) {
    for (int i = 0; i < counts.length; i++) {
      ColumnBlock block = run.column(from + i);
      for (int at = 0; at < block.size(); at++) {
        double value = block.numbers()[at] + 0.0;
        if (Double.isFinite(value)) {
          add(i, locators.get(i).locate(value), 1, value, value);
        }
      }
    }
  }

  private void add(int column, int cell, long count, double low, double high) {
    counts[column][cell] += count;
    lows[column][cell] = Math.min(lows[column][cell], low);
    highs[column][cell] = Math.max(highs[column][cell], high);
  }

  @Override
  public void merge(RangeScan other) {
    for (int i = 0; i < counts.length; i++) {
      for (int cell = 0; cell < counts[i].length; cell++) {
        add(i, cell, other.counts[i][cell], other.lows[i][cell], other.highs[i][cell]);
      }
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Wire.number(out, from);
    Wire.number(out, counts.length);
    for (int i = 0; i < counts.length; i++) {
      Wire.counts(out, counts[i]);
      for (int cell = 0; cell < counts[i].length; cell++) {
        if (counts[i][cell] > 0) {
          out.writeDouble(lows[i][cell]);
          out.writeDouble(highs[i][cell]);
        }
      }
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    int first = Wire.size(in) - from;
    int end = first + Wire.size(in);
    for (int i = first; i < end; i++) {
      long[] more = new long[counts[i].length];
      Wire.addCounts(in, more);
      for (int cell = 0; cell < more.length; cell++) {
        if (more[cell] > 0) {
          add(i, cell, more[cell], in.readDouble(), in.readDouble());
        }
      }
    }
  }
}
