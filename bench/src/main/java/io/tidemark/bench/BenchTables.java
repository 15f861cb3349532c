package io.tidemark.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Writes the benchmark's Delta tables and reads their versions. */
final class BenchTables {
  /** Goes up when the data change, so that no table of another generator is taken for one. */
  private static final int GENERATOR = 1;

  private final SparkSession spark;
  private final Path directory;

  BenchTables(SparkSession spark, Path directory) {
    this.spark = spark;
    this.directory = directory.resolve("tables");
  }

  /**
   * A table.
   *
   * @param currentVersion the version with the current data; version 0 of a table that has both is
   *     the reference
   */
  record Table(Path path, long rows, int columns, int currentVersion) {}

  /** The table of this size, with the reference as version 0 and the current data as version 1. */
  Table of(long rows, int columns) {
    Path path = directory.resolve("g%d-%dx%d".formatted(GENERATOR, rows, columns));
    writeOnce(path, rows, columns, 0, 1);
    return new Table(path, rows, columns, 1);
  }

  /** A table of this size with the current data alone: half the disk. */
  Table ofCurrent(long rows, int columns) {
    Path path = directory.resolve("g%d-%dx%d-current".formatted(GENERATOR, rows, columns));
    writeOnce(path, rows, columns, 1);
    return new Table(path, rows, columns, 0);
  }

  /** A version of a table, with a plan of its own. */
  Dataset<Row> load(Table table, int version) {
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", version)
        .load(table.path().toString());
  }

  /** Writes, with files as Spark writes them, unless the table is there. */
  private void writeOnce(Path path, long rows, int columns, int... versions) {
    Path complete = path.resolveSibling(path.getFileName() + ".complete");
    if (Files.exists(complete)) {
      return;
    }
    deleteRecursively(path);
    for (int version : versions) {
      write(path, rows, columns, version);
    }
    try {
      Files.createFile(complete);
    } catch (IOException e) {
      throw new UncheckedIOException("the table %s cannot be marked complete".formatted(path), e);
    }
  }

  private void write(Path path, long rows, int columns, int version) {
    Column[] values = BenchColumns.of(columns, version, rows).toArray(Column[]::new);
    spark
        .range(rows)
        .select(values)
        .write()
        .format("delta")
        .mode(SaveMode.Overwrite)
        .save(path.toString());
  }

  private static void deleteRecursively(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the unfinished table %s cannot be deleted".formatted(path), e);
    }
  }
}
