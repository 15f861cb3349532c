package io.tidemark.drift.profile;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fills a state with all rows of a dataset in one Spark job. */
public final class TableScan {
  /** Two levels: partial sums of many partitions meet on executors, not all on the driver. */
  private static final int DEPTH = 2;

  private TableScan() {}

  /**
   * Counts; memory per task is that of one {@link TableTally}.
   *
   * @param rows the dataset
   * @param reads the columns, in the order of the tallies
   * @param tallies one per column; not changed
   * @param groupings groups of rows within which the columns are counted too
   * @throws TooManyGroupsException if more groups come up than a grouping allows
   */
  public static TableTally count(
      Dataset<Row> rows,
      List<ColumnRead> reads,
      List<? extends ColumnTally> tallies,
      List<RowGrouping> groupings) {
    if (reads.size() != tallies.size()) {
      throw new IllegalArgumentException(
          "%d columns to read but %d tallies".formatted(reads.size(), tallies.size()));
    }
    return fill(rows, reads, new TableTally(tallies, groupings));
  }

  /**
   * Fills a state; memory per task is that of one.
   *
   * @param reads the columns that the state counts
   * @param shape an empty state
   */
  static <S extends RunState<S>> S fill(Dataset<Row> rows, List<ColumnRead> reads, S shape) {
    int counted = reads.size();
    JavaRDD<byte[]> parts =
        new RowSource(rows, shape.reads(reads), counted)
            .runs(
                (runs, from, to) -> {
                  S state = shape.part(from, to);
                  runs.forEachRemaining(state::accept);
                  return Wire.bytes(state);
                });
    S sum = shape.part(0, counted);
    if (parts.getNumPartitions() > 0) {
      Wire.addTo(
          sum,
          TooManyGroupsException.unwrap(() -> parts.treeReduce(new Sum<>(shape, counted), DEPTH)));
    }
    return sum;
  }

  /** Adds up what two tasks wrote. */
  private static final class Sum<S extends RunState<S>>
      implements Function2<byte[], byte[], byte[]> {
    private static final long serialVersionUID = 1L;
    private final S shape;
    private final int counted;

    Sum(S shape, int counted) {
      this.shape = shape;
      this.counted = counted;
    }

    @Override
    public byte[] call(byte[] left, byte[] right) {
      S both = shape.part(0, counted);
      Wire.addTo(both, left);
      Wire.addTo(both, right);
      return Wire.bytes(both);
    }
  }
}
