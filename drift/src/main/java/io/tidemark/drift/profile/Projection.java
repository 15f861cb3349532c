package io.tidemark.drift.profile;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Brings columns into the few Java types that tallies take: numbers as {@code Double}, categories
 * as {@code String} (booleans as {@code true} and {@code false}), presence as {@code Boolean}, null
 * for null. Integers beyond 2^53 and decimals are compared as the nearest double.
 */
final class Projection {
  private Projection() {}

  static Dataset<Row> of(Dataset<Row> rows, List<ColumnRead> reads) {
    Dataset<Row> renamed = rows.toDF(names(rows.columns().length));
    return renamed.select(reads.stream().map(Projection::expression).toArray(Column[]::new));
  }

  /** Name of a column of the projection. */
  static String name(int position) {
    return "c" + position;
  }

  private static String[] names(int count) {
    return IntStream.range(0, count).mapToObj(Projection::name).toArray(String[]::new);
  }

  private static Column expression(ColumnRead read) {
    Column column = functions.col(name(read.index()));
    return switch (read.kind()) {
      case NUMERIC ->
          read.singlePrecision() ? column.cast("float").cast("double") : column.cast("double");
      case CATEGORICAL -> column.cast("string");
      case TEMPORAL -> functions.when(column.isNotNull(), true);
    };
  }
}
