package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnSummary;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Counts numbers on the cells (-inf, e_1), {e_1}, (e_1, e_2), ..., {e_k}, (e_k, +inf) of k cut
 * points. Infinities fall into the outer cells, -0.0 is 0.0, NaN is counted on its own.
 */
public final class NumericTally extends ColumnTally {
  private final double[] cuts;
  private final long[] cells;
  private final Moments moments = new Moments();
  private long nans;

  /** Counts on these cut points: finite, ascending, without duplicates; may be none. */
  public NumericTally(double[] cuts) {
    this.cuts = cuts.clone();
    this.cells = new long[2 * cuts.length + 1];
    for (int i = 0; i < cuts.length; i++) {
      if (!Double.isFinite(cuts[i]) || (i > 0 && cuts[i] <= cuts[i - 1])) {
        throw new IllegalArgumentException(
            "cut points must be finite and ascending, but number %d is %s"
                .formatted(i + 1, cuts[i]));
      }
      this.cuts[i] += 0.0; // -0.0 becomes 0.0, which the binary search tells apart
    }
  }

  @Override
  public NumericTally empty() {
    return new NumericTally(cuts);
  }

  @Override
  void acceptValue(Object value) {
    double number = (Double) value + 0.0; // likewise
    if (Double.isNaN(number)) {
      nans++;
      return;
    }
    int found = Arrays.binarySearch(cuts, number);
    cells[found >= 0 ? 2 * found + 1 : 2 * (-found - 1)]++;
    moments.add(number);
  }

  @Override
  boolean hasShapeOf(ColumnTally other) {
    return other instanceof NumericTally that && Arrays.equals(cuts, that.cuts);
  }

  @Override
  void mergeValues(ColumnTally other) {
    NumericTally that = (NumericTally) other;
    for (int i = 0; i < cells.length; i++) {
      cells[i] += that.cells[i];
    }
    nans += that.nans;
    moments.merge(that.moments);
  }

  /** The k cut points. */
  public double[] cuts() {
    return cuts.clone();
  }

  /** Counts of the 2k + 1 cells. */
  public long[] cells() {
    return cells.clone();
  }

  /** Rows with NaN. */
  public long nans() {
    return nans;
  }

  /** Rows with minus infinity; they count in the first cell too. */
  public long negativeInfinities() {
    return moments.negativeInfinities();
  }

  /** Rows with plus infinity; they count in the last cell too. */
  public long positiveInfinities() {
    return moments.positiveInfinities();
  }

  /** Smallest finite value; empty without one. */
  public OptionalDouble finiteMin() {
    return moments.finiteMin();
  }

  /** Largest finite value; empty without one. */
  public OptionalDouble finiteMax() {
    return moments.finiteMax();
  }

  @Override
  public ColumnSummary summary() {
    return new ColumnSummary(
        rows(),
        nulls(),
        nans,
        orNull(moments.min()),
        orNull(moments.max()),
        orNull(moments.mean()),
        orNull(moments.standardDeviation()));
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}
