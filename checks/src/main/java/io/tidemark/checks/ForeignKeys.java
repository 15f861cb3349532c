package io.tidemark.checks;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Looks the rows' values up among the keys of another table. */
final class ForeignKeys {
  private static final String MARK = "__found";

  private ForeignKeys() {}

  /**
   * The rows, as many as before, with one more column: true where their values are found, else
   * null.
   */
  static Dataset<Row> marked(Dataset<Row> rows, Probe.Measure.Found found, String mark) {
    int columns = found.values().size();
    String[] keys = Names.numbered(mark, columns);
    Column same = lit(true);
    for (int i = 0; i < columns; i++) {
      same = same.and(found.values().get(i).equalTo(col(keys[i])));
    }
    Dataset<Row> there = found.keys().toDF(keys).withColumn(mark, lit(true));
    return rows.join(there, same, "left").drop(keys);
  }

  /** Measures the share of rows that are found, in one job. */
  static Measurement measure(Dataset<Row> rows, Probe probe, Probe.Measure.Found found) {
    Column where = probe.where() == null ? lit(true) : probe.where();
    Column scope = probe.scope() == null ? lit(true) : probe.scope();
    Row counts =
        marked(rows.filter(where), found, MARK)
            .agg(count(lit(1)), count(when(scope, 1)), count(when(scope.and(col(MARK)), 1)))
            .first();
    long all = counts.getLong(0);
    long whole = counts.getLong(1);
    return whole == 0
        ? new Measurement.Empty(all)
        : new Measurement.Measured(
            probe.reading().of((double) counts.getLong(2) / whole), all, whole);
  }
}
