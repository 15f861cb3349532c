package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Counts of one column within one group of rows (a slice, a window), on the column's cells. */
final class GroupCells implements Mergeable<GroupCells.Value, GroupCells> {
  private static final long serialVersionUID = 1L;

  /** Of one task: half the memory of longs, as there may be hundreds of groups. */
  private final int[] counts;

  /** Of other tasks; null as long as there are none. */
  private long @Nullable [] merged;

  private final Moments moments = new Moments();
  private long values;
  private long nans;

  GroupCells(int cells) {
    counts = new int[cells];
  }

  /** A value of a numeric column or the cell of another one. */
  record Value(int cell, double number) {}

  @Override
  public GroupCells empty() {
    return new GroupCells(counts.length);
  }

  @Override
  public void accept(Value value) {
    add(value.cell(), value.number());
  }

  /** Takes in a value by its cell, -1 for NaN. */
  void add(int cell, double number) {
    add(cell);
    if (cell >= 0 && Double.isFinite(number)) {
      moments.add(number);
    }
  }

  /** Takes in a value that is no number. */
  void add(int cell) {
    values++;
    if (cell < 0) {
      nans++;
    } else {
      counts[cell] = Math.incrementExact(counts[cell]);
    }
  }

  @Override
  public void merge(GroupCells other) {
    long[] sums = merged();
    long[] more = other.counts();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += more[i];
    }
    moments.merge(other.moments);
    values += other.values;
    nans += other.nans;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Wire.number(out, values);
    Wire.number(out, nans);
    Wire.counts(out, counts());
    moments.write(out);
  }

  @Override
  public void read(DataInput in) throws IOException {
    values += Wire.number(in);
    nans += Wire.number(in);
    Wire.addCounts(in, merged());
    moments.read(in);
  }

  /** Rows with a value. */
  long values() {
    return values;
  }

  /** Rows with NaN. */
  long nans() {
    return nans;
  }

  /** Rows by cell. */
  long[] counts() {
    long[] sums = new long[counts.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = counts[i] + (merged == null ? 0 : merged[i]);
    }
    return sums;
  }

  private long[] merged() {
    if (merged == null) {
      merged = new long[counts.length];
    }
    return merged;
  }

  /** Moments of the finite values. */
  Moments moments() {
    return moments;
  }
}
