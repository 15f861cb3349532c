package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnKind;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Finds, in one Spark job for all columns, the most frequent categories and the distinct numbers.
 *
 * <p>Categories are counted exactly by a shuffle with combining on both sides, which spills to
 * disk: a column of a billion names costs time, not memory. Numbers are gathered per task up to the
 * limit; nothing but what is kept reaches the driver.
 */
public final class ValueScan {
  private static final int DEPTH = 2;

  private ValueScan() {}

  /**
   * What was found, by the position of the column among the reads.
   *
   * @param categories of categorical columns
   * @param numbers of numeric columns
   */
  public record Found(
      Map<Integer, CommonValues> categories, Map<Integer, DistinctNumbers> numbers) {}

  /** Scans; columns of other kinds are passed over. */
  public static Found find(
      Dataset<Row> rows, List<ColumnRead> reads, int maxCategories, int maxNumbers) {
    ArrayList<ColumnKind> kinds = new ArrayList<>();
    State start = new State();
    for (ColumnRead read : reads) {
      if (read.kind() == ColumnKind.CATEGORICAL) {
        start.categories.put(kinds.size(), new CommonValues(maxCategories));
      } else if (read.kind() == ColumnKind.NUMERIC) {
        start.numbers.put(kinds.size(), new DistinctNumbers(maxNumbers));
      }
      kinds.add(read.kind());
    }
    JavaPairRDD<Value, Long> counts =
        Projection.of(rows, reads)
            .javaRDD()
            .mapPartitionsToPair(partition -> new Values(partition, kinds, maxNumbers))
            .reduceByKey(Long::sum);
    State end = counts.treeAggregate(start, ValueScan::accept, ValueScan::merge, DEPTH);
    return new Found(Map.copyOf(end.categories), Map.copyOf(end.numbers));
  }

  private static State accept(State state, Tuple2<Value, Long> counted) {
    Value value = counted._1();
    CommonValues categories = state.categories.get(value.column);
    if (categories != null && value.category != null) {
      categories.accept(new CommonValues.Counted(value.category, counted._2()));
    }
    DistinctNumbers numbers = state.numbers.get(value.column);
    if (numbers != null && value.numbers != null) {
      numbers.merge(value.numbers);
    }
    return state;
  }

  private static State merge(State left, State right) {
    left.categories.forEach(
        (column, mine) -> mine.merge(Objects.requireNonNull(right.categories.get(column))));
    left.numbers.forEach(
        (column, mine) -> mine.merge(Objects.requireNonNull(right.numbers.get(column))));
    return left;
  }

  private static final class State implements Serializable {
    private final TreeMap<Integer, CommonValues> categories = new TreeMap<>();
    private final TreeMap<Integer, DistinctNumbers> numbers = new TreeMap<>();
  }

  /** One category of a column, or all the numbers a task has found in one. */
  private static final class Value implements Serializable {
    private final int column;
    private final @Nullable String category;
    private final @Nullable DistinctNumbers numbers;

    Value(int column, @Nullable String category, @Nullable DistinctNumbers numbers) {
      this.column = column;
      this.category = category;
      this.numbers = numbers;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      // Numbers are not equal to anything but themselves, so no two tasks' numbers are combined.
      return other instanceof Value that
          && column == that.column
          && numbers == that.numbers
          && Objects.equals(category, that.category);
    }

    @Override
    public int hashCode() {
      return 31 * column + Objects.hashCode(category);
    }
  }

  /** Hands out categories while the rows run through, then the numbers. */
  private static final class Values implements Iterator<Tuple2<Value, Long>> {
    private final Iterator<Row> rows;
    private final List<ColumnKind> kinds;
    private final TreeMap<Integer, DistinctNumbers> numbers = new TreeMap<>();
    private final ArrayDeque<Tuple2<Value, Long>> ready = new ArrayDeque<>();

    Values(Iterator<Row> rows, List<ColumnKind> kinds, int maxNumbers) {
      this.rows = rows;
      this.kinds = kinds;
      for (int i = 0; i < kinds.size(); i++) {
        if (kinds.get(i) == ColumnKind.NUMERIC) {
          numbers.put(i, new DistinctNumbers(maxNumbers));
        }
      }
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && rows.hasNext()) {
        read(rows.next());
      }
      if (ready.isEmpty()) {
        numbers.forEach((column, found) -> ready.add(one(new Value(column, null, found))));
        numbers.clear();
      }
      return !ready.isEmpty();
    }

    @Override
    public Tuple2<Value, Long> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the rows of this partition have all been handed out");
      }
      return ready.remove();
    }

    private void read(Row row) {
      for (int i = 0; i < kinds.size(); i++) {
        Object value = row.get(i);
        if (value instanceof String category) {
          ready.add(one(new Value(i, category, null)));
        } else if (value instanceof Double number) {
          Objects.requireNonNull(numbers.get(i)).accept(number);
        }
      }
    }

    private static Tuple2<Value, Long> one(Value value) {
      return new Tuple2<>(value, 1L);
    }
  }
}
