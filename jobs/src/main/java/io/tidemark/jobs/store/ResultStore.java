package io.tidemark.jobs.store;

import static org.apache.spark.sql.functions.col;

import io.delta.exceptions.ConcurrentTransactionException;
import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/** The result store: append-only Delta tables under one root. Every write is idempotent. */
public final class ResultStore {
  private static final int ATTEMPTS = 5;

  /** From so many files on it is worth while to write a table again. */
  private static final long MANY_FILES = 30;

  /**
   * Into so many tasks VACUUM divides its listing. Spark's default is 10,000, which takes minutes
   * on one machine, for tables of a few folders.
   */
  private static final String LISTING_TASKS =
      "spark.sql.sources.parallelPartitionDiscovery.parallelism";

  private final SparkSession spark;
  private final String root;
  private final Runnable mayWrite;

  /** A store at this path or URI; nothing is created before the first write. */
  public ResultStore(SparkSession spark, String root) {
    this(spark, root, () -> {});
  }

  /**
   * The same.
   *
   * @param mayWrite asked before each write; it fails if this process may not write here
   */
  ResultStore(SparkSession spark, String root, Runnable mayWrite) {
    this.spark = spark;
    this.root = root;
    this.mayWrite = mayWrite;
  }

  /**
   * Fails if this process may not write here. Every write to the store's tables asks by itself.
   *
   * @throws TidemarkException if the store belongs to another environment
   */
  public void requireOwner() {
    mayWrite.run();
  }

  /** The root. */
  public String root() {
    return root;
  }

  /** How its file system is reached. */
  public Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  /** Path of a table, for people and for SQL. */
  public String path(StoreTable table) {
    return root + "/" + table.folder();
  }

  /**
   * Appends rows once: a second call with the same key adds nothing.
   *
   * @param key names this write within the table, for example the run id
   * @param values the table's own columns of each row, in the order of its schema
   * @throws TidemarkException if the store cannot be written
   */
  public void append(
      StoreTable table, String key, RowPins pins, List<List<@Nullable Object>> values) {
    if (values.isEmpty()) {
      return;
    }
    try {
      write(table, key, rows(pins, values));
    } catch (TidemarkException e) {
      throw e;
    } catch (Exception e) {
      throw notWritable(table, e);
    }
  }

  /**
   * Appends rows unless another writer was first: of all writers of one key, at the same time or
   * not, one wins, and all learn which. Delta's transaction identifiers decide, so the table's root
   * must be on a file system on which Delta's commits exclude each other.
   *
   * @param table one with a column {@code token}
   * @param key what is written once within the table, for example a place in a sequence
   * @param token names this writer; the same writer may ask again and gets the same answer
   * @param values the table's own columns of each row, at least one row, the token among them
   * @return true if these rows are the ones in the table
   * @throws TidemarkException if the store cannot be written or read
   */
  public boolean appendFirst(
      StoreTable table,
      String key,
      String token,
      RowPins pins,
      List<List<@Nullable Object>> values) {
    int place = Arrays.asList(table.schema().fieldNames()).indexOf("token");
    List<Row> rows = rows(pins, values);
    if (place < 0 || rows.isEmpty() || !rows.stream().allMatch(r -> token.equals(r.get(place)))) {
      throw new IllegalArgumentException(
          "rows of `" + table.folder() + "` without the token " + token + " cannot be told apart");
    }
    try {
      write(table, key, rows);
    } catch (TidemarkException e) {
      throw e;
    } catch (Exception e) {
      throw notWritable(table, e);
    }
    // The write says nothing of a key that was taken; the rows do.
    return !query(table, all -> all.filter(col("token").equalTo(token)).select("token").limit(1))
        .isEmpty();
  }

  private static List<Row> rows(RowPins pins, List<List<@Nullable Object>> values) {
    List<Row> rows = new ArrayList<>();
    for (List<@Nullable Object> own : values) {
      List<@Nullable Object> all = new ArrayList<>();
      Collections.addAll(
          all,
          pins.runId(),
          pins.monitor(),
          pins.tableId(),
          pins.tableVersion(),
          pins.referenceId(),
          pins.configHash(),
          pins.codeVersion());
      all.addAll(own);
      rows.add(RowFactory.create(all.toArray()));
    }
    return rows;
  }

  /** Writes the rows unless the key was written before. */
  private void write(StoreTable table, String key, List<Row> rows) throws Exception {
    requireOwner();
    for (int attempt = 1; ; attempt++) {
      try {
        spark
            .createDataFrame(rows, table.schema())
            .coalesce(1)
            .write()
            .format("delta")
            .mode(SaveMode.Append)
            .option("txnAppId", "tidemark/" + table.folder() + "/" + key)
            .option("txnVersion", 1)
            // A later release may have more columns; it goes on with the tables of an earlier one.
            .option("mergeSchema", true)
            .save(path(table));
        return;
      } catch (Exception e) {
        // Spark's checked exceptions come undeclared.
        if (e instanceof ConcurrentTransactionException) {
          return; // another writer of this key was faster
        }
        // Two first writes of a table both create it.
        if (!(e instanceof DeltaConcurrentModificationException) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private TidemarkException notWritable(StoreTable table, Exception cause) {
    return new TidemarkException(
        ErrorCode.OUTPUT_NOT_WRITABLE,
        "the result store table `" + path(table) + "` cannot be written",
        DeltaErrors.firstLine(cause),
        "check the path and its permissions, then run again: nothing is counted twice",
        cause);
  }

  /**
   * All rows of a table, with all its columns; nothing if it has not been written yet.
   *
   * @throws TidemarkException if the store cannot be read
   */
  public Optional<Dataset<Row>> rows(StoreTable table) {
    String path = path(table);
    try {
      return DeltaTable.isDeltaTable(spark, path)
          ? Optional.of(complete(spark.read().format("delta").load(path), table))
          : Optional.empty();
    } catch (Exception e) {
      throw notReadable(path, e);
    }
  }

  /**
   * What a query of a table gives; nothing if the table has not been written yet. Columns that a
   * table of an earlier release lacks are null.
   *
   * @param query narrows the rows to the few that the driver needs
   * @throws TidemarkException if the store cannot be read
   */
  public List<Row> query(StoreTable table, UnaryOperator<Dataset<Row>> query) {
    Optional<Dataset<Row>> rows = rows(table);
    try {
      return rows.isPresent() ? query.apply(rows.get()).collectAsList() : List.of();
    } catch (Exception e) {
      throw notReadable(path(table), e);
    }
  }

  private static TidemarkException notReadable(String path, Exception cause) {
    return new TidemarkException(
        ErrorCode.OUTPUT_NOT_WRITABLE,
        "the result store table `" + path + "` cannot be read",
        DeltaErrors.firstLine(cause),
        "check the path and its permissions; restore the table if files of it are lost",
        cause);
  }

  /** Rows of a table that meet a condition; none if the table has not been written yet. */
  public long count(StoreTable table, Column condition) {
    return query(table, rows -> rows.filter(condition).groupBy().count()).stream()
        .mapToLong(row -> row.getLong(0))
        .sum();
  }

  /** Deletes the rows of a table that meet a condition. */
  public void delete(StoreTable table, Column condition) {
    change(table, delta -> delta.delete(condition));
  }

  /**
   * Puts the files of a table together if there are many.
   *
   * @return true if there were
   */
  public boolean compact(StoreTable table) {
    boolean[] done = {false};
    change(
        table,
        delta -> {
          done[0] = delta.detail().select("numFiles").first().getLong(0) >= MANY_FILES;
          if (done[0]) {
            delta.optimize().executeCompaction();
          }
        });
    return done[0];
  }

  /** Removes the files of a table that no version younger than this needs. */
  public void vacuum(StoreTable table, Duration olderThan) {
    String before = spark.conf().get(LISTING_TASKS);
    spark.conf().set(LISTING_TASKS, 4L * spark.sparkContext().defaultParallelism());
    try {
      change(table, delta -> delta.vacuum(olderThan.toMinutes() / 60.0));
    } finally {
      spark.conf().set(LISTING_TASKS, before);
    }
  }

  private void change(StoreTable table, Consumer<DeltaTable> work) {
    requireOwner();
    try {
      if (DeltaTable.isDeltaTable(spark, path(table))) {
        work.accept(DeltaTable.forPath(spark, path(table)));
      }
    } catch (Exception e) {
      throw notWritable(table, e);
    }
  }

  private static Dataset<Row> complete(Dataset<Row> rows, StoreTable table) {
    List<String> present = Arrays.asList(rows.columns());
    Dataset<Row> all = rows;
    for (StructField field : table.schema().fields()) {
      if (!present.contains(field.name())) {
        all = all.withColumn(field.name(), functions.lit(null).cast(field.dataType()));
      }
    }
    return all;
  }
}
