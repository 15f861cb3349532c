package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts of finite numbers on cells that need to know nothing of the data: 64 even steps in every
 * power of two, so a number is known to 1.6 % of itself. For values outside the range of the
 * reference, whose cells end there. The steps of a power of two are kept together, once a number
 * falls into one; at most 2.2 MB, a few kilobytes in practice.
 */
public final class TailCounts implements Mergeable<Double, TailCounts> {
  private static final long serialVersionUID = 1L;
  private static final int SHIFT = 46;
  private static final int STEPS = 64;

  /** Cells of the numbers from 0.0 on; as many lie below. */
  private static final int HALF = 1 << (63 - SHIFT);

  /** The steps of each power of two in ascending order; without a table until there is a number. */
  private long[] @Nullable [] powers = new long[0][];

  @Override
  public TailCounts empty() {
    return new TailCounts();
  }

  @Override
  public void accept(Double value) {
    add(value);
  }

  void add(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    int size = (int) ((bits & Long.MAX_VALUE) >>> SHIFT);
    add(bits < 0 ? HALF - 1 - size : HALF + size, 1);
  }

  private void add(int cell, long count) {
    if (powers.length == 0) {
      powers = new long[2 * HALF / STEPS][];
    }
    long[] steps = powers[cell / STEPS];
    if (steps == null) {
      steps = new long[STEPS];
      powers[cell / STEPS] = steps;
    }
    steps[cell % STEPS] += count;
  }

  private static double lower(int cell) {
    return cell >= HALF
        ? Double.longBitsToDouble((long) (cell - HALF) << SHIFT)
        : -upper(2 * HALF - 1 - cell);
  }

  private static double upper(int cell) {
    return cell >= HALF
        ? Double.longBitsToDouble(((long) (cell - HALF + 1) << SHIFT) - 1)
        : -lower(2 * HALF - 1 - cell);
  }

  @Override
  public void merge(TailCounts other) {
    for (int cell : other.occupied()) {
      add(cell, other.count(cell));
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    int[] occupied = occupied();
    Wire.number(out, occupied.length);
    int previous = 0;
    for (int cell : occupied) {
      Wire.number(out, cell - previous);
      Wire.number(out, count(cell));
      previous = cell;
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    int size = Wire.size(in);
    int cell = 0;
    for (int i = 0; i < size; i++) {
      cell += Wire.size(in);
      add(cell, Wire.number(in));
    }
  }

  private long count(int cell) {
    long[] steps = powers[cell / STEPS];
    return steps == null ? 0 : steps[cell % STEPS];
  }

  /** Cells with a number in ascending order. */
  private int[] occupied() {
    return IntStream.range(0, powers.length)
        .filter(power -> powers[power] != null)
        .flatMap(power -> IntStream.range(power * STEPS, (power + 1) * STEPS))
        .filter(cell -> count(cell) > 0)
        .toArray();
  }

  /** The occupied cells in ascending order. */
  Cells cells() {
    int[] found = occupied();
    return new Cells(
        Arrays.stream(found).mapToDouble(TailCounts::lower).toArray(),
        Arrays.stream(found).mapToDouble(TailCounts::upper).toArray(),
        Arrays.stream(found).mapToLong(this::count).toArray());
  }

  /** Cells with the smallest and the largest value that each can hold. */
  public static final class Cells {
    private final double[] low;
    private final double[] high;
    private final long[] counts;

    private Cells(double[] low, double[] high, long[] counts) {
      this.low = low;
      this.high = high;
      this.counts = counts;
    }

    /** Smallest value of each. */
    public double[] low() {
      return low.clone();
    }

    /** Largest value of each. */
    public double[] high() {
      return high.clone();
    }

    /** Rows in each. */
    public long[] counts() {
      return counts.clone();
    }
  }
}
