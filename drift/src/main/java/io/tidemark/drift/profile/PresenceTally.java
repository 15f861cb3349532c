package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnSummary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Counts only whether there is a value, and about how many different ones. */
public final class PresenceTally extends ColumnTally {
  private static final long serialVersionUID = 1L;
  private final DistinctCounter distinct = new DistinctCounter();

  @Override
  public PresenceTally empty() {
    return new PresenceTally();
  }

  @Override
  void acceptValues(ColumnBlock block) {
    System.arraycopy(block.longs(), 0, block.bits(), 0, block.size());
    distinct.addBits(block.bits(), block.size());
    Arrays.fill(block.cells(), 0, block.size(), 0);
  }

  @Override
  boolean hasShapeOf(ColumnTally other) {
    return other instanceof PresenceTally;
  }

  @Override
  void mergeValues(ColumnTally other) {
    distinct.merge(((PresenceTally) other).distinct);
  }

  @Override
  void writeValues(DataOutput out) throws IOException {
    distinct.write(out);
  }

  @Override
  void readValues(DataInput in) throws IOException {
    distinct.read(in);
  }

  @Override
  public long[] cellRows() {
    return new long[] {rows() - nulls()};
  }

  @Override
  int cellCount() {
    return 1;
  }

  @Override
  PresenceTally of(GroupCells counted, long groupRows) {
    PresenceTally tally = new PresenceTally();
    tally.setRows(groupRows, groupRows - counted.values());
    return tally;
  }

  @Override
  public ColumnSummary summary() {
    return new ColumnSummary(
        rows(), nulls(), 0, null, null, null, null, null, null, distinct.estimate());
  }
}
