package io.tidemark.jobs.store;

import io.delta.tables.DeltaTable;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
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
  private final SparkSession spark;
  private final String root;

  /** A store at this path or URI; nothing is created before the first write. */
  public ResultStore(SparkSession spark, String root) {
    this.spark = spark;
    this.root = root;
  }

  /** The root. */
  public String root() {
    return root;
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
    } catch (Exception e) {
      throw new TidemarkException(
          ErrorCode.OUTPUT_NOT_WRITABLE,
          "the result store table `" + path(table) + "` cannot be written",
          DeltaErrors.firstLine(e),
          "check the path and its permissions, then run again: nothing is counted twice",
          e);
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
    String path = path(table);
    try {
      return DeltaTable.isDeltaTable(spark, path)
          ? query.apply(complete(spark.read().format("delta").load(path), table)).collectAsList()
          : List.of();
    } catch (Exception e) {
      throw new TidemarkException(
          ErrorCode.OUTPUT_NOT_WRITABLE,
          "the result store table `" + path + "` cannot be read",
          DeltaErrors.firstLine(e),
          "check the path and its permissions; restore the table if files of it are lost",
          e);
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
