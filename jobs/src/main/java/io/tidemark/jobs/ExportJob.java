package io.tidemark.jobs;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * Copies the tables of a result store to one file each, for programs that do not read Delta tables.
 * Computes nothing.
 */
public final class ExportJob {
  private final SparkSession spark;
  private final ResultStore store;

  /** A job on this store. */
  public ExportJob(SparkSession spark, ResultStore store) {
    this.spark = spark;
    this.store = store;
  }

  /** The formats, by the names of files. */
  public enum Format {
    /** With a header; lists and maps are JSON; no value is empty, an empty text is {@code ""}. */
    CSV("csv"),
    PARQUET("parquet");

    private final String key;

    Format(String key) {
      this.key = key;
    }
  }

  /**
   * What to copy.
   *
   * @param tables which tables
   * @param runId only rows of this run; null for all runs
   * @param to the folder, as a path or URI
   */
  public record Options(Format format, List<StoreTable> tables, @Nullable String runId, String to) {

    public Options {
      tables = List.copyOf(tables);
    }
  }

  /**
   * One file.
   *
   * @param file where it is
   * @param rows its rows
   */
  public record Exported(String file, long rows) {}

  /**
   * Copies; files of the same names are replaced. A table without a row has no file.
   *
   * @throws TidemarkException if the store holds no row of it, or a file cannot be written
   */
  public List<Exported> execute(Options options) {
    List<Exported> exported = new ArrayList<>();
    for (StoreTable table : options.tables()) {
      Dataset<Row> rows = store.rows(table).orElse(null);
      if (rows == null) {
        continue;
      }
      Dataset<Row> wanted =
          options.runId() == null
              ? rows
              : rows.filter(functions.col("run_id").equalTo(options.runId()));
      long count = wanted.count();
      if (count > 0) {
        exported.add(new Exported(write(table, wanted, options), count));
      }
    }
    if (exported.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.RESULT_NOT_FOUND,
          "there is nothing to export in `"
              + store.root()
              + "`"
              + (options.runId() == null ? "" : " of run " + options.runId()),
          null,
          "name the right --out; `tidemark history` lists the runs",
          null);
    }
    return exported;
  }

  private String write(StoreTable table, Dataset<Row> rows, Options options) {
    String key = options.format().key;
    String file = options.to() + "/" + table.folder() + "." + key;
    try {
      Path target = new Path(file);
      Path part = new Path(options.to(), "." + table.folder() + "-" + UUID.randomUUID());
      FileSystem files = target.getFileSystem(spark.sparkContext().hadoopConfiguration());
      if (files instanceof LocalFileSystem local) {
        // The raw one leaves no .crc files beside what people look at.
        files = local.getRawFileSystem();
      }
      try {
        (options.format() == Format.CSV ? flat(rows) : rows)
            .coalesce(1)
            .write()
            .option("header", true)
            .option("escape", "\"")
            .format(key)
            .save(part.toString());
        replace(files, only(files, part, key), target);
      } finally {
        files.delete(part, true);
      }
      return file;
    } catch (Exception e) {
      // Spark's checked exceptions come undeclared.
      throw new TidemarkException(
          ErrorCode.OUTPUT_NOT_WRITABLE,
          "`" + file + "` cannot be written",
          e.getMessage(),
          "name a folder that this user may write with --to",
          e);
    }
  }

  private static Path only(FileSystem files, Path folder, String ending) throws IOException {
    for (FileStatus file : files.listStatus(folder)) {
      if (file.getPath().getName().endsWith("." + ending)) {
        return file.getPath();
      }
    }
    throw new IOException("Spark wrote no file into " + folder);
  }

  private static void replace(FileSystem files, Path from, Path to) throws IOException {
    files.delete(to, false);
    if (!files.rename(from, to)) {
      throw new IOException("rename from " + from + " was refused");
    }
  }

  /** CSV knows neither lists nor maps. */
  private static Dataset<Row> flat(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      Column column = rows.col(field.name());
      boolean nested = field.dataType() instanceof ArrayType || field.dataType() instanceof MapType;
      columns.add(nested ? functions.to_json(column).as(field.name()) : column);
    }
    return rows.select(columns.toArray(new Column[0]));
  }
}
