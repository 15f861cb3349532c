package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Small real Delta tables of real flights. */
public final class TestingFlights {
  /** Rows of each version. */
  public static final int ROWS = 6_000;

  /** A monitor with every part, whose table and output are given on the command line. */
  public static final String MONITOR =
      """
      monitor: small-flights
      table: set-by-the-test
      reference: 0
      checks:
        - size: {min: 1000}
        - completeness: {column: delay}
        - range: {column: distance, min: 1, max: 9000}
      drift:
        exclude: [date]
        columns:
          distance: {importance: critical}
      training:
        label: delay > 15
        features:
          distance: {kind: numeric}
          hour: {kind: numeric, sql: hour(date)}
        split: {column: date}
      """;

  /** The same without a model, which costs the most time. */
  public static final String MONITOR_WITHOUT_MODEL =
      MONITOR.substring(0, MONITOR.indexOf("training:"));

  private TestingFlights() {}

  /** Some flights of a month, 1 to 6. */
  public static Dataset<Row> month(SparkSession spark, int month) {
    Path flights = Path.of(System.getProperty("tidemark.root"), "examples/flights/flights.parquet");
    return spark
        .read()
        .parquet(flights.toString())
        .filter(
            functions
                .month(col("date"))
                .equalTo(month)
                .and(col("origin").isin("ATL", "ORD", "DFW", "SEA")))
        .orderBy("date", "origin", "destination", "delay")
        .limit(ROWS);
  }

  /** Replaces the table's content with these rows: one commit. */
  public static void commit(Dataset<Row> rows, Path table) {
    rows.coalesce(1).write().format("delta").mode("overwrite").save(table.toString());
  }

  /** January as version 0, February as version 1. */
  public static Path table(SparkSession spark, Path folder) {
    Path table = folder.resolve("flights");
    commit(month(spark, 1), table);
    commit(month(spark, 2), table);
    return table;
  }
}
