package io.tidemark.jobs.demo;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.when;

import io.delta.tables.DeltaTable;
import io.tidemark.jobs.Progress;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes real flights as a versioned Delta table: each version holds one month, and April comes a
 * second time with realistic faults.
 */
public final class FlightsLake {
  /** The month that comes twice. */
  private static final int FAULTY_MONTH = Month.APRIL.getValue();

  private static final String FAULTS =
      "INJECTED FAULTS: April again, with distances in kilometres, 6 % of the delays missing,"
          + " 3 % unknown airport codes, 3 % of the rows twice";

  /** Versions the finished table has: six months and the faulty April. */
  static final int VERSIONS = 7;

  private final SparkSession spark;
  private final Progress progress;

  FlightsLake(SparkSession spark, Progress progress) {
    this.spark = spark;
    this.progress = progress;
  }

  /** Writes the table, unless it is there already. */
  void write(String source, String table) {
    if (DeltaTable.isDeltaTable(spark, table)) {
      requireWhole(table);
      return;
    }
    Dataset<Row> flights = spark.read().parquet(source);
    for (int m = 1; m <= 6; m++) {
      Dataset<Row> rows = flights.filter(month(col("date")).equalTo(m));
      String name = Month.of(m).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      commit(rows, table, "Flights of " + name + " 2001");
      if (m == FAULTY_MONTH) {
        commit(withFaults(rows), table, FAULTS);
      }
    }
  }

  private void requireWhole(String table) {
    long commits = DeltaTable.forPath(spark, table).history().count();
    if (commits != VERSIONS) {
      throw new TidemarkException(
          ErrorCode.DATA_UNREADABLE,
          "the demo's table " + table + " has " + commits + " commits instead of " + VERSIONS,
          "an earlier demo was interrupted, or something else wrote to it",
          "remove the folder and run the demo again",
          null);
    }
    progress.note("the table " + table + " is there already");
  }

  private void commit(Dataset<Row> rows, String table, String message) {
    progress.note(message);
    rows.coalesce(2)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("userMetadata", message)
        .save(table);
  }

  /** Faults that depend on the row alone, so that the table is the same every time. */
  static Dataset<Row> withFaults(Dataset<Row> flights) {
    Column perMille = expr("pmod(xxhash64(date, delay, distance, origin, destination), 1000)");
    Dataset<Row> faulty =
        flights
            .withColumn("fault", perMille)
            .withColumn("distance", expr("cast(round(distance * 1.609344) as bigint)"))
            .withColumn("delay", when(col("fault").lt(60), lit(null)).otherwise(col("delay")))
            .withColumn(
                "destination",
                when(
                        col("fault").between(60, 89),
                        expr("element_at(array('ZZ9', '???', 'n/a'), 1 + int(fault % 3))"))
                    .otherwise(col("destination")));
    return faulty.union(faulty.filter(col("fault").between(100, 129))).drop("fault");
  }

  /** The versions to look at: all but the first, which is the reference. */
  static List<Long> versionsToCheck() {
    return List.of(1L, 2L, 3L, 4L, 5L, 6L);
  }
}
