package io.tidemark.drift.stats;

/**
 * Counts of two samples on the same B cells (bins or categories). Immutable.
 *
 * <p>Counts must not be negative and each side's total must fit a {@code long}; a side may be
 * empty.
 */
public final class CellTable {
  private final long[] reference;
  private final long[] current;
  private final long referenceTotal;
  private final long currentTotal;

  private CellTable(long[] reference, long[] current) {
    this.reference = reference.clone();
    this.current = current.clone();
    this.referenceTotal = total("reference", reference);
    this.currentTotal = total("current", current);
  }

  /**
   * Pairs the two sides.
   *
   * @throws IllegalArgumentException if the lengths differ or a count is negative
   */
  public static CellTable of(long[] reference, long[] current) {
    if (reference.length != current.length) {
      throw new IllegalArgumentException(
          "the reference has %d cells but the current side has %d: both must be counted on the same frozen cells"
              .formatted(reference.length, current.length));
    }
    return new CellTable(reference, current);
  }

  private static long total(String side, long[] counts) {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        throw new IllegalArgumentException(
            "cell %d of the %s side has the negative count %d".formatted(i, side, counts[i]));
      }
      sum = Math.addExact(sum, counts[i]);
    }
    return sum;
  }

  /** Number of cells, those empty on both sides included. */
  public int size() {
    return reference.length;
  }

  /** Count of the reference in a cell. */
  public long reference(int cell) {
    return reference[cell];
  }

  /** Count of the current side in a cell. */
  public long current(int cell) {
    return current[cell];
  }

  /** n: total of the reference. */
  public long referenceTotal() {
    return referenceTotal;
  }

  /** m: total of the current side. */
  public long currentTotal() {
    return currentTotal;
  }

  /** True when a side has no count at all, so that nothing can be compared. */
  public boolean hasEmptySide() {
    return referenceTotal == 0 || currentTotal == 0;
  }

  /** True when neither side has a count in the cell. */
  public boolean isEmpty(int cell) {
    return reference[cell] == 0 && current[cell] == 0;
  }

  /** Number of cells that are not empty on both sides. */
  public int occupied() {
    int cells = 0;
    for (int i = 0; i < size(); i++) {
      if (!isEmpty(i)) {
        cells++;
      }
    }
    return cells;
  }

  /** |c_i - r_i|: absolute difference of the shares of a cell; neither side may be empty. */
  double difference(int cell) {
    double r = (double) reference[cell] / referenceTotal;
    double c = (double) current[cell] / currentTotal;
    return Math.abs(c - r);
  }

  /** 1/n + 1/m, the factor by which the noise of a difference of shares scales. */
  double noiseScale() {
    return 1.0 / referenceTotal + 1.0 / currentTotal;
  }
}
