package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** The distinct finite numbers of a column, as long as there are no more than {@code limit}. */
public final class DistinctNumbers implements Mergeable<Double, DistinctNumbers> {
  private static final long serialVersionUID = 1L;
  private static final int LEAST = 64;

  private final int limit;
  private double[] table = new double[LEAST];
  private boolean[] taken = new boolean[LEAST];
  private int size;
  private boolean tooMany;

  /** Keeps up to {@code limit} numbers. */
  public DistinctNumbers(int limit) {
    this.limit = limit;
  }

  @Override
  public DistinctNumbers empty() {
    return new DistinctNumbers(limit);
  }

  @Override
  public void accept(Double value) {
    add(value);
  }

  /** Takes in numbers, passing over NaN and infinities. */
  void addAll(double[] values, int count) {
    for (int i = 0; i < count && !tooMany; i++) {
      add(values[i]);
    }
  }

  private void add(double value) {
    if (tooMany || !Double.isFinite(value)) {
      return;
    }
    double number = value + 0.0; // -0.0 is 0.0
    int place = place(number);
    if (taken[place]) {
      return;
    }
    if (size == limit) {
      giveUp();
      return;
    }
    taken[place] = true;
    table[place] = number;
    size++;
    if (2 * size > table.length) {
      grow();
    }
  }

  private int place(double number) {
    int mask = table.length - 1;
    int place = (int) DistinctCounter.hash(Double.doubleToRawLongBits(number)) & mask;
    while (taken[place] && table[place] != number) {
      place = place + 1 & mask;
    }
    return place;
  }

  private void grow() {
    double[] old = numbers();
    table = new double[2 * table.length];
    taken = new boolean[table.length];
    for (double number : old) {
      int place = place(number);
      taken[place] = true;
      table[place] = number;
    }
  }

  private double[] numbers() {
    double[] found = new double[size];
    int next = 0;
    for (int i = 0; i < table.length; i++) {
      if (taken[i]) {
        found[next++] = table[i];
      }
    }
    Arrays.sort(found);
    return found;
  }

  @Override
  public void merge(DistinctNumbers other) {
    if (limit != other.limit) {
      throw new IllegalArgumentException(
          "cannot merge up to %d and up to %d distinct numbers".formatted(limit, other.limit));
    }
    if (other.tooMany) {
      giveUp();
    } else {
      double[] more = other.numbers();
      addAll(more, more.length);
    }
  }

  private void giveUp() {
    tooMany = true;
    size = 0;
    table = new double[LEAST];
    taken = new boolean[LEAST];
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(tooMany);
    if (!tooMany) {
      Wire.number(out, size);
      for (double number : numbers()) {
        out.writeDouble(number);
      }
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    if (in.readBoolean()) {
      giveUp();
      return;
    }
    int count = Wire.size(in);
    for (int i = 0; i < count; i++) {
      add(in.readDouble());
    }
  }

  /** True if there are more than the limit. */
  boolean tooMany() {
    return tooMany;
  }

  /** The numbers in ascending order; empty if there are more than the limit. */
  public Optional<double[]> ascending() {
    return tooMany ? Optional.empty() : Optional.of(numbers());
  }
}
