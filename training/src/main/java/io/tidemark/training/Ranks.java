package io.tidemark.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/**
 * Exact ranks within each segment, without one task having to sort a whole segment: values are cut
 * into ranges, sums of the ranges are cumulated first, and then those of the values within each
 * range. How the values are cut bears on the work of each task, not on the result.
 */
final class Ranks {
  private static final int RANGES = 64;
  private static final String RANGE = "range";

  private Ranks() {}

  /** Where to cut a column into ranges of about equal rows; an aggregate, an array. */
  static Column cuts(Column value) {
    Column shares =
        array(
            IntStream.range(1, RANGES)
                .mapToObj(i -> lit((double) i / RANGES))
                .toArray(Column[]::new));
    return percentile_approx(value, shares, lit(1000));
  }

  /** The cuts of several columns as one list, which serves for each of them. */
  static List<Double> merged(Collection<List<Double>> cuts) {
    TreeSet<Double> all = new TreeSet<>();
    cuts.forEach(all::addAll);
    return List.copyOf(all);
  }

  /**
   * Adds what lies before each value, and the total of its segment.
   *
   * @param counted one row for each segment and value
   * @param value column of the values, double; null comes first, NaN last
   * @param sums columns to add up; each gets {@code <name>_before}: its sum over smaller values of
   *     the segment, and {@code <name>_total}
   * @param cuts where ranges begin, ascending
   */
  static Dataset<Row> of(Dataset<Row> counted, String value, List<String> sums, List<Double> cuts) {
    Dataset<Row> ranged = counted.withColumn(RANGE, range(cuts).apply(col(value)));
    WindowSpec earlier = before(Window.partitionBy(Segments.ID).orderBy(RANGE));
    WindowSpec all = Window.partitionBy(Segments.ID);
    List<Column> totals = sums.stream().map(s -> sum(s).as(s)).toList();
    List<Column> offsets = new ArrayList<>(List.of(col(Segments.ID), col(RANGE)));
    List<Column> ranked = new ArrayList<>(List.of(col("*")));
    WindowSpec smaller = before(Window.partitionBy(Segments.ID, RANGE).orderBy(value));
    for (String s : sums) {
      offsets.add(coalesce(sum(s).over(earlier), lit(0)).as(s + "_earlier"));
      offsets.add(sum(s).over(all).as(s + "_total"));
      ranked.add(
          col(s + "_earlier").plus(coalesce(sum(s).over(smaller), lit(0))).as(s + "_before"));
    }
    Dataset<Row> ranges =
        ranged
            .groupBy(Segments.ID, RANGE)
            .agg(totals.get(0), totals.subList(1, totals.size()).toArray(Column[]::new))
            .select(offsets.toArray(Column[]::new));
    return ranged
        .join(broadcast(ranges), new String[] {Segments.ID, RANGE})
        .select(ranked.toArray(Column[]::new));
  }

  /** Number of the range of a value: how many cuts it is above, so larger for larger values. */
  static UserDefinedFunction range(List<Double> cuts) {
    double[] edges = cuts.stream().mapToDouble(Double::doubleValue).toArray();
    UDF1<Double, Integer> number = v -> v == null ? -1 : below(edges, v);
    return udf(number, DataTypes.IntegerType);
  }

  /** How many of ascending edges are below a value, or equal to it. */
  static int below(double[] edges, double value) {
    int low = 0;
    int high = edges.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (edges[middle] <= value || Double.isNaN(value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static WindowSpec before(WindowSpec ordered) {
    return ordered.rowsBetween(Window.unboundedPreceding(), -1);
  }
}
