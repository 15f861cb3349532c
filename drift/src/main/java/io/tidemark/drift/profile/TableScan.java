package io.tidemark.drift.profile;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/** Fills a state with all rows of a dataset in one Spark job. */
public final class TableScan {
  /** More partitions than these are added up on executors first, in groups of neighbours. */
  private static final int MOST_ON_DRIVER = 8;

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
   * @param state an empty one; it is returned full
   */
  static <S extends RunState<S>> S fill(Dataset<Row> rows, List<ColumnRead> reads, S state) {
    RowSource source = new RowSource(rows, state.reads(reads), reads.size());
    List<JavaRDD<byte[]>> ranges = new ArrayList<>();
    for (RowSource.Range range : source.ranges()) {
      // Only the columns of the range travel with its tasks.
      S empty = state.part(range.from(), range.to());
      ranges.add(
          addedUp(
              range.runs(
                  runs -> {
                    S part = empty.empty();
                    runs.forEachRemaining(part::accept);
                    return Wire.bytes(part);
                  }),
              empty));
    }
    List<byte[]> parts = TooManyGroupsException.unwrap(() -> source.union(ranges).collect());
    parts.forEach(part -> Wire.addTo(state, part));
    return state;
  }

  /** Partitions are added up in their order, so the same partitions give the same last digits. */
  private static <S extends RunState<S>> JavaRDD<byte[]> addedUp(JavaRDD<byte[]> parts, S empty) {
    int count = parts.getNumPartitions();
    if (count <= MOST_ON_DRIVER) {
      return parts;
    }
    JavaRDD<Tuple2<Integer, byte[]>> numbered =
        parts.mapPartitionsWithIndex(
            (index, bytes) -> List.of(new Tuple2<>(index, bytes.next())).iterator(), true);
    return JavaPairRDD.fromJavaRDD(numbered)
        .repartitionAndSortWithinPartitions(new Neighbours(count))
        .mapPartitions(
            group -> {
              S state = empty.empty();
              group.forEachRemaining(part -> Wire.addTo(state, part._2()));
              return List.of(Wire.bytes(state)).iterator();
            });
  }

  /** As many groups of neighbouring partitions as each has members. */
  private static final class Neighbours extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int partitions;
    private final int groups;

    Neighbours(int partitions) {
      this.partitions = partitions;
      groups = (int) Math.ceil(Math.sqrt(partitions));
    }

    @Override
    public int numPartitions() {
      return groups;
    }

    @Override
    public int getPartition(Object partition) {
      return NeighbourPartitions.group((Integer) partition, partitions, groups);
    }
  }
}
