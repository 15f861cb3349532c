package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Counts of finite numbers on cells that need to know nothing of the data: 64 even steps in every
 * power of two, so a number is known to 1.6 % of itself. For values outside the range of the
 * reference, whose cells end there. Never more than 2^18 cells, 3 MiB; a few thousand in practice.
 */
public final class TailCounts implements Mergeable<Double, TailCounts> {
  private static final long serialVersionUID = 1L;
  private static final int SHIFT = 46;
  private static final int LEAST = 16;

  private int[] keys = new int[0];
  private long[] counts = new long[0];
  private int used;

  @Override
  public TailCounts empty() {
    return new TailCounts();
  }

  @Override
  public void accept(Double value) {
    add(value);
  }

  void add(double value) {
    add(key(value), 1);
  }

  /** Ascends with the value; never 0, which marks a free place. */
  private static int key(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    int size = (int) ((bits & Long.MAX_VALUE) >>> SHIFT) + 1;
    return bits < 0 ? -size : size;
  }

  private static double lower(int key) {
    return key > 0
        ? Double.longBitsToDouble((long) (key - 1) << SHIFT)
        : -Double.longBitsToDouble(((long) -key << SHIFT) - 1);
  }

  private static double upper(int key) {
    return -lower(-key);
  }

  private void add(int key, long count) {
    if (4 * (used + 1) > 3 * keys.length) {
      grow();
    }
    int place = place(key);
    if (keys[place] == 0) {
      keys[place] = key;
      used++;
    }
    counts[place] += count;
  }

  private int place(int key) {
    int mask = keys.length - 1;
    int place = ((key * 0x9E3779B9) >>> 8) & mask;
    while (keys[place] != 0 && keys[place] != key) {
      place = place + 1 & mask;
    }
    return place;
  }

  private void grow() {
    int[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new int[Math.max(LEAST, 2 * oldKeys.length)];
    counts = new long[keys.length];
    used = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        add(oldKeys[i], oldCounts[i]);
      }
    }
  }

  @Override
  public void merge(TailCounts other) {
    for (int i = 0; i < other.keys.length; i++) {
      if (other.keys[i] != 0) {
        add(other.keys[i], other.counts[i]);
      }
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Wire.number(out, used);
    for (int key : ascendingKeys()) {
      out.writeInt(key);
      Wire.number(out, counts[place(key)]);
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    int size = Wire.size(in);
    for (int i = 0; i < size; i++) {
      add(in.readInt(), Wire.number(in));
    }
  }

  private int[] ascendingKeys() {
    int[] found = Arrays.stream(keys).filter(key -> key != 0).toArray();
    Arrays.sort(found);
    return found;
  }

  /** The occupied cells in ascending order. */
  Cells cells() {
    int[] found = ascendingKeys();
    return new Cells(
        bounds(found, key -> lower((int) key)),
        bounds(found, key -> upper((int) key)),
        Arrays.stream(found).mapToLong(key -> counts[place(key)]).toArray());
  }

  private static double[] bounds(int[] keys, DoubleUnaryOperator bound) {
    return Arrays.stream(keys).mapToDouble(key -> bound.applyAsDouble(key)).toArray();
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
