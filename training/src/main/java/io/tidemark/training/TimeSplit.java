package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * A split in time: rows at or after the cut are held out. All rows of one time are on one side.
 *
 * @param cut first time that is held out, as a value of the split column's type
 * @param text the cut in words, in the session's time zone
 */
record TimeSplit(Object cut, String text) {
  /** Half-width of the interval that surely holds the quantile: ten times Spark's error at 1e4. */
  private static final double MARGIN = 1e-3;

  private static final Column TIME = col(Inputs.TIME);

  /**
   * Finds the cut: with n times in order from 0, the one with number floor((1 - share) n); if that
   * is the earliest time of all, the next later one.
   *
   * <p>It is exact, whatever the partitioning: a sketch bounds it, and only the times within the
   * bounds are counted and put in order. Times are compared as they are, so no time zone matters.
   *
   * @param rows rows with a time, none of them null, with more than one distinct value
   * @param n number of rows
   */
  static TimeSplit find(Dataset<Row> rows, double share, long n) {
    // A hair more, so that 0.7 * 10 is 7.
    long rank = Math.min(n - 1, (long) Math.floor((1 - share) * n + 1e-9));
    double q = 1 - share;
    Row bounds =
        rows.agg(
                min(TIME),
                approximate(Math.max(0, q - MARGIN)),
                approximate(Math.min(1, q + MARGIN)))
            .first();
    Object lowest = bounds.get(0);
    Object from = bounds.get(1);
    Object to = bounds.get(2);
    // One partition in any case, since it is small; said outright, Spark does not warn of it.
    WindowSpec inOrder =
        Window.partitionBy(lit(0))
            .orderBy(TIME)
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Dataset<Row> counted =
        rows.groupBy(
                when(TIME.lt(lit(from)), lit(from))
                    .when(TIME.gt(lit(to)), lit(to))
                    .otherwise(TIME)
                    .as(Inputs.TIME))
            .agg(count(lit(1)).as("tidemark_rows"))
            .withColumn("tidemark_up_to", sum("tidemark_rows").over(inOrder));
    Row cut =
        counted
            .where(col("tidemark_up_to").gt(rank).and(TIME.gt(lit(lowest))))
            .agg(min(TIME).as(Inputs.TIME))
            .select(TIME, TIME.cast("string"))
            .first();
    if (cut.isNullAt(0)) {
      cut =
          rows.where(TIME.gt(lit(lowest)))
              .agg(min(TIME).as(Inputs.TIME))
              .select(TIME, TIME.cast("string"))
              .first();
    }
    return new TimeSplit(cut.get(0), cut.getString(1));
  }

  private static Column approximate(double q) {
    return percentile_approx(TIME, lit(q), lit(10_000));
  }

  /** Whether a row is held out. */
  Column heldOut() {
    return TIME.geq(lit(cut));
  }
}
