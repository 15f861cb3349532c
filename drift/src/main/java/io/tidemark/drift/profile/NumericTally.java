package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnSummary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Counts numbers on the cells (-inf, e_1), {e_1}, (e_1, e_2), ..., {e_k}, (e_k, +inf) of k cut
 * points. Infinities fall into the outer cells, -0.0 is 0.0, NaN is counted on its own.
 */
public final class NumericTally extends ColumnTally {
  private static final long serialVersionUID = 1L;
  private final boolean wide;
  private final CellLocator locator;
  private final long[] cells;
  private final Moments moments = new Moments();
  private final DistinctCounter distinct = new DistinctCounter();
  private final TailCounts below = new TailCounts();
  private final TailCounts above = new TailCounts();
  private boolean grouped;
  private long nans;
  private long zeros;
  private long negatives;
  private long negativeInfinities;
  private long positiveInfinities;

  /**
   * Counts on these cut points: finite, ascending, without duplicates; may be none.
   *
   * @param wide true for {@code bigint}, whose values are told apart beyond 2^53 too
   */
  public NumericTally(double[] cuts, boolean wide) {
    this(new CellLocator(checked(cuts)), wide);
  }

  private NumericTally(CellLocator locator, boolean wide) {
    this.locator = locator;
    this.wide = wide;
    this.cells = new long[locator.cells()];
  }

  /** Only the shape travels to tasks; what is counted comes back by {@link #write}. */
  private Object writeReplace() {
    return new Shape(locator, wide);
  }

  private record Shape(CellLocator locator, boolean wide) implements Serializable {
    private Object readResolve() {
      return new NumericTally(locator, wide);
    }
  }

  private static double[] checked(double[] cuts) {
    double[] points = cuts.clone();
    for (int i = 0; i < points.length; i++) {
      if (!Double.isFinite(points[i]) || (i > 0 && points[i] <= points[i - 1])) {
        throw new IllegalArgumentException(
            "cut points must be finite and ascending, but number %d is %s"
                .formatted(i + 1, points[i]));
      }
      points[i] += 0.0; // -0.0 becomes 0.0
    }
    return points;
  }

  @Override
  public NumericTally empty() {
    return new NumericTally(locator, wide);
  }

  @Override
  void acceptValues(ColumnBlock block) {
    if (moments.addBlock(block.numbers(), block.size())) {
      acceptFinite(block);
    } else {
      acceptUnusual(block);
    }
  }

  /** Counts all but moments. */
  private void acceptFinite(ColumnBlock block) {
    int size = block.size();
    double[] values = block.numbers();
    int[] found = block.cells();
    long[] bits = block.bits();
    long outside = cells[0] + cells[cells.length - 1];
    locator.count(values, size, found, cells);
    for (int i = 0; i < size; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i] + 0.0); // -0.0 becomes 0.0
    }
    countSigns(bits, size);
    if (wide) {
      System.arraycopy(block.longs(), 0, bits, 0, size);
    }
    distinct.addBits(bits, size);
    if (cells[0] + cells[cells.length - 1] > outside) {
      countTails(values, size, found);
    }
  }

  /** Without branches, which random signs would mislead. */
  private void countSigns(long[] bits, int size) {
    long below = 0;
    long notZero = 0;
    for (int i = 0; i < size; i++) {
      below += bits[i] >>> 63;
      notZero += (bits[i] | -bits[i]) >>> 63;
    }
    negatives += below;
    zeros += size - notZero;
  }

  private void countTails(double[] values, int size, int[] found) {
    for (int i = 0; i < size; i++) {
      if (found[i] == 0) {
        below.add(values[i]);
      } else if (found[i] == cells.length - 1) {
        above.add(values[i]);
      }
    }
  }

  /** A block with NaN, infinities, or numbers so large that their powers overflow. */
  private void acceptUnusual(ColumnBlock block) {
    int size = block.size();
    ColumnBlock spare = block.spare();
    int[] places = spare.writablePositions();
    double[] values = spare.numbers();
    long[] longs = spare.longs();
    int finite = 0;
    for (int i = 0; i < size; i++) {
      double value = block.numbers()[i];
      if (Double.isFinite(value)) {
        places[finite] = i;
        values[finite] = value;
        longs[finite++] = block.longs()[i];
      } else {
        block.cells()[i] = acceptNotFinite(value);
      }
    }
    if (!moments.addBlock(values, finite)) {
      for (int i = 0; i < finite; i++) {
        moments.add(values[i]);
      }
    }
    spare.setExtent(finite, finite);
    acceptFinite(spare);
    for (int i = 0; i < finite; i++) {
      block.cells()[places[i]] = spare.cells()[i];
    }
  }

  /** Counts NaN or an infinity and returns its cell. */
  private int acceptNotFinite(double value) {
    if (Double.isNaN(value)) {
      nans++;
      return -1;
    }
    distinct.add(DistinctCounter.hash(Double.doubleToRawLongBits(value)));
    int cell;
    if (value > 0) {
      positiveInfinities++;
      cell = cells.length - 1;
    } else {
      negativeInfinities++;
      negatives++;
      cell = 0;
    }
    cells[cell]++;
    return cell;
  }

  @Override
  boolean hasShapeOf(ColumnTally other) {
    return other instanceof NumericTally that && locator.hasCutsOf(that.locator);
  }

  @Override
  void mergeValues(ColumnTally other) {
    NumericTally that = (NumericTally) other;
    for (int i = 0; i < cells.length; i++) {
      cells[i] += that.cells[i];
    }
    moments.merge(that.moments);
    distinct.merge(that.distinct);
    below.merge(that.below);
    above.merge(that.above);
    nans += that.nans;
    zeros += that.zeros;
    negatives += that.negatives;
    negativeInfinities += that.negativeInfinities;
    positiveInfinities += that.positiveInfinities;
  }

  @Override
  void writeValues(DataOutput out) throws IOException {
    Wire.counts(out, cells);
    moments.write(out);
    distinct.write(out);
    below.write(out);
    above.write(out);
    for (long count : new long[] {nans, zeros, negatives, negativeInfinities, positiveInfinities}) {
      Wire.number(out, count);
    }
  }

  @Override
  void readValues(DataInput in) throws IOException {
    Wire.addCounts(in, cells);
    moments.read(in);
    distinct.read(in);
    below.read(in);
    above.read(in);
    nans += Wire.number(in);
    zeros += Wire.number(in);
    negatives += Wire.number(in);
    negativeInfinities += Wire.number(in);
    positiveInfinities += Wire.number(in);
  }

  @Override
  int cellCount() {
    return cells.length;
  }

  @Override
  NumericTally of(GroupCells counted, long groupRows) {
    NumericTally tally = empty();
    tally.setRows(groupRows, groupRows - counted.values());
    System.arraycopy(counted.counts(), 0, tally.cells, 0, cells.length);
    tally.nans = counted.nans();
    tally.moments.merge(counted.moments());
    tally.grouped = true;
    return tally;
  }

  /** The k cut points. */
  public double[] cuts() {
    return locator.points();
  }

  /** Counts of the 2k + 1 cells. */
  public long[] cells() {
    return cells.clone();
  }

  /** Rows with NaN. */
  public long nans() {
    return nans;
  }

  /** Rows with negative infinity. */
  public long negativeInfinities() {
    return negativeInfinities;
  }

  /** Rows with positive infinity. */
  public long positiveInfinities() {
    return positiveInfinities;
  }

  /** Finite values below the first cut point, on cells of their own; all of them without one. */
  public TailCounts.Cells lowerTail() {
    return below.cells();
  }

  /** Finite values above the last cut point, on cells of their own. */
  public TailCounts.Cells upperTail() {
    return above.cells();
  }

  /** Smallest finite value; empty without one. */
  public OptionalDouble finiteMin() {
    return moments.min();
  }

  /** Largest finite value; empty without one. */
  public OptionalDouble finiteMax() {
    return moments.max();
  }

  @Override
  public long[] cellRows() {
    return cells();
  }

  @Override
  public ColumnSummary summary() {
    return new ColumnSummary(
        rows(),
        nulls(),
        nans,
        negativeInfinities > 0 ? (Double) Double.NEGATIVE_INFINITY : infiniteOr(moments.min()),
        positiveInfinities > 0 ? (Double) Double.POSITIVE_INFINITY : infiniteOr(moments.max()),
        orNull(moments.mean()),
        orNull(moments.standardDeviation()),
        grouped ? null : numbers(),
        null,
        grouped ? null : (Long) distinct.estimate());
  }

  private ColumnSummary.Numbers numbers() {
    return new ColumnSummary.Numbers(
        negativeInfinities + positiveInfinities,
        zeros,
        negatives,
        orNull(moments.skewness()),
        orNull(moments.kurtosis()),
        new CellQuantiles(this).usual());
  }

  /** All values may be the infinity of the other sign. */
  private @Nullable Double infiniteOr(OptionalDouble finite) {
    if (finite.isPresent()) {
      return finite.getAsDouble();
    }
    if (negativeInfinities > 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return positiveInfinities > 0 ? (Double) Double.POSITIVE_INFINITY : null;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}
