package io.tidemark.drift.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Finds cut points with about equal mass between them, for all columns in one aggregation.
 *
 * <p>The quantiles are approximate: where two scans of the same rows in another order pick
 * neighbouring values, cut points differ. That moves no verdict, because both sides are counted
 * exactly on whatever cut points were frozen.
 */
public final class QuantileScan {
  /** Rank error is 1/accuracy: a tenth of the mass between two cut points. */
  private static final int RANKS_PER_CUT = 10;

  private static final int LEAST_ACCURACY = 10_000;

  private QuantileScan() {}

  /**
   * Returns for each column about {@code cuts} cut points: finite values of it, ascending, without
   * duplicates, the smallest and the largest among them; none for a column without finite values.
   *
   * @param reads numeric columns
   * @param cuts at least 2
   */
  public static List<double[]> cutPoints(Dataset<Row> rows, List<ColumnRead> reads, int cuts) {
    if (reads.isEmpty()) {
      return List.of();
    }
    double[] shares = new double[cuts];
    for (int i = 0; i < cuts; i++) {
      shares[i] = (double) i / (cuts - 1);
    }
    int accuracy = Math.max(LEAST_ACCURACY, RANKS_PER_CUT * cuts);
    List<Column> wanted = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      Column finite = finite(i);
      wanted.add(
          functions.percentile_approx(finite, functions.lit(shares), functions.lit(accuracy)));
      wanted.add(functions.min(finite));
      wanted.add(functions.max(finite));
    }
    Row found = named(rows, reads).select(wanted.toArray(Column[]::new)).head();
    List<double[]> all = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      all.add(distinct(found, 3 * i));
    }
    return all;
  }

  private static Dataset<Row> named(Dataset<Row> rows, List<ColumnRead> reads) {
    Dataset<Row> projected = Projection.of(rows, reads);
    String[] names = new String[reads.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = Projection.name(i);
    }
    return projected.toDF(names);
  }

  private static Column finite(int position) {
    Column column = functions.col(Projection.name(position));
    // NaN is the largest number to Spark, so this drops it too.
    return functions.when(
        column.lt(Double.POSITIVE_INFINITY).and(column.gt(Double.NEGATIVE_INFINITY)), column);
  }

  private static double[] distinct(Row found, int at) {
    TreeSet<Double> values = new TreeSet<>();
    if (!found.isNullAt(at)) {
      found.<Double>getList(at).forEach(x -> values.add(x + 0.0)); // -0.0 is 0.0
      values.add(found.getDouble(at + 1) + 0.0);
      values.add(found.getDouble(at + 2) + 0.0);
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
