package io.tidemark.drift.profile;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts all columns of a dataset in one Spark job. */
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
   */
  public static TableTally count(
      Dataset<Row> rows, List<ColumnRead> reads, List<? extends ColumnTally> tallies) {
    if (reads.size() != tallies.size()) {
      throw new IllegalArgumentException(
          "%d columns to read but %d tallies".formatted(reads.size(), tallies.size()));
    }
    return Projection.of(rows, reads)
        .javaRDD()
        .treeAggregate(new TableTally(tallies), TableScan::accept, TableScan::merge, DEPTH);
  }

  private static TableTally accept(TableTally tally, Row row) {
    tally.accept(row);
    return tally;
  }

  private static TableTally merge(TableTally left, TableTally right) {
    left.merge(right);
    return left;
  }
}
