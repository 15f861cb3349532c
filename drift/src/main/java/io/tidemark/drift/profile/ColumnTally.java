package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnSummary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Counts of one column. */
public abstract sealed class ColumnTally implements Mergeable<ColumnBlock, ColumnTally>
    permits NumericTally, CategoryTally, PresenceTally {
  private static final long serialVersionUID = 1L;
  private long rows;
  private long nulls;

  @Override
  public final void accept(ColumnBlock block) {
    rows += block.rows();
    nulls += block.rows() - block.size();
    acceptValues(block);
  }

  @Override
  public final void merge(ColumnTally other) {
    if (!hasShapeOf(other)) {
      throw new IllegalArgumentException(
          "a %s can only be merged with one on the same cells"
              .formatted(getClass().getSimpleName()));
    }
    mergeValues(other);
    rows += other.rows;
    nulls += other.nulls;
  }

  @Override
  public final void write(DataOutput out) throws IOException {
    Wire.number(out, rows);
    Wire.number(out, nulls);
    writeValues(out);
  }

  @Override
  public final void read(DataInput in) throws IOException {
    rows += Wire.number(in);
    nulls += Wire.number(in);
    readValues(in);
  }

  @Override
  public abstract ColumnTally empty();

  /**
   * Takes in the values of a block and leaves the cell of each in {@link ColumnBlock#cells()}, -1
   * for NaN.
   */
  abstract void acceptValues(ColumnBlock block);

  abstract boolean hasShapeOf(ColumnTally other);

  abstract void mergeValues(ColumnTally other);

  abstract void writeValues(DataOutput out) throws IOException;

  abstract void readValues(DataInput in) throws IOException;

  /** Number of cells. */
  abstract int cellCount();

  /** Rows in each cell. */
  public abstract long[] cellRows();

  /** A tally on the same cells that took in what was counted for a group of rows. */
  abstract ColumnTally of(GroupCells counted, long groupRows);

  final void setRows(long all, long missing) {
    rows = all;
    nulls = missing;
  }

  /** Rows, nulls and what else is known of the values. */
  public abstract ColumnSummary summary();

  /** All rows, nulls included. */
  public final long rows() {
    return rows;
  }

  /** Rows with a null. */
  public final long nulls() {
    return nulls;
  }
}
