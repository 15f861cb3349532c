package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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

  /** Some flights of a month, 1 to 3. */
  public static Dataset<Row> month(SparkSession spark, int month) {
    return spark.read().parquet(Prepared.FOLDER.resolve("month-" + month).toString());
  }

  /** Replaces the table's content with these rows: one commit. */
  public static void commit(Dataset<Row> rows, Path table) {
    rows.coalesce(1).write().format("delta").mode("overwrite").save(table.toString());
  }

  /** January as version 0, February as version 1; a table of its own. */
  public static Path newTable(SparkSession spark, Path folder) {
    Path table = folder.resolve("flights");
    commit(month(spark, 1), table);
    commit(month(spark, 2), table);
    return table;
  }

  /** A copy of one such table, with the same id: fast. */
  public static Path table(Path folder) throws IOException {
    Path table = folder.resolve("flights");
    try (Stream<Path> files = Files.walk(Prepared.TABLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, table.resolve(Prepared.TABLE.relativize(file)));
      }
    }
    return table;
  }

  /** Written once per test JVM. */
  private static final class Prepared {
    static final Path FOLDER = prepare();
    static final Path TABLE = newTable(TestingSpark.session(), FOLDER);

    private static Path prepare() {
      try {
        Path folder = Files.createTempDirectory("flights");
        Path flights = TestingProcess.root().resolve("examples/flights/flights.parquet");
        Dataset<Row> all = TestingSpark.session().read().parquet(flights.toString());
        for (int month = 1; month <= 3; month++) {
          all.filter(functions.month(col("date")).equalTo(month))
              .filter(col("origin").isin("ATL", "ORD", "DFW", "SEA"))
              .orderBy("date", "origin", "destination", "delay")
              .limit(ROWS)
              .coalesce(1)
              .write()
              .parquet(folder.resolve("month-" + month).toString());
        }
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
