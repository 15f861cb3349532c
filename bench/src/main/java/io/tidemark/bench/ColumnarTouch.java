package io.tidemark.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * The floor of every scan: decodes every column from Spark's columnar batches and adds the values
 * up. The one class here that knows Spark's physical plans.
 */
final class ColumnarTouch {
  private ColumnarTouch() {}

  /**
   * Plans and reads all columns of a scan.
   *
   * @return by column, the sum of its numbers, or of its strings' lengths in bytes; nulls add
   *     nothing
   * @throws IllegalArgumentException if a column is none of double, long, int and string, or if the
   *     plan is more than a columnar scan
   */
  static Map<String, Double> sums(Dataset<Row> rows) {
    return plan(rows).sums();
  }

  /**
   * Plans the scan, down to the files that each task reads, and reads nothing yet.
   *
   * @throws IllegalArgumentException as {@link #sums}
   */
  static Planned plan(Dataset<Row> rows) {
    int most = rows.sparkSession().sessionState().conf().wholeStageMaxNumFields();
    String[] names = rows.columns();
    List<Scan> scans = new ArrayList<>();
    if (names.length <= most) {
      scans.add(scan(rows));
      return new Planned(scans);
    }
    // Spark decodes no batches of more columns than this: groups, one job each.
    for (int from = 0; from < names.length; from += most) {
      List<Column> group = new ArrayList<>();
      for (int i = from; i < Math.min(from + most, names.length); i++) {
        group.add(rows.col(names[i]));
      }
      scans.add(scan(rows.select(group.toArray(Column[]::new))));
    }
    return new Planned(scans);
  }

  /** Scans that are ready to run. */
  record Planned(List<Scan> scans) {
    /** Runs them. */
    Map<String, Double> sums() {
      Map<String, Double> named = new LinkedHashMap<>();
      for (Scan scan : scans) {
        double[] sums = scan.run();
        for (int i = 0; i < sums.length; i++) {
          named.put(scan.names()[i], sums[i]);
        }
      }
      return named;
    }
  }

  /** One columnar scan. */
  static final class Scan {
    private final String[] names;
    private final Kind[] kinds;
    private final JavaRDD<ColumnarBatch> batches;

    Scan(StructType schema, JavaRDD<ColumnarBatch> batches) {
      this.names = schema.fieldNames();
      this.kinds = Arrays.stream(schema.fields()).map(Kind::of).toArray(Kind[]::new);
      this.batches = batches;
    }

    String[] names() {
      return names;
    }

    double[] run() {
      Kind[] read = kinds;
      return batches
          .mapPartitions(partition -> List.of(sum(partition, read)).iterator())
          .fold(new double[read.length], ColumnarTouch::plus);
    }
  }

  private static Scan scan(Dataset<Row> rows) {
    SparkPlan plan = rows.queryExecution().executedPlan();
    while (!plan.supportsColumnar()) {
      if (plan.children().size() != 1) {
        throw new IllegalArgumentException("there is no columnar scan in the plan " + plan);
      }
      plan = plan.children().head();
    }
    JavaRDD<ColumnarBatch> batches = plan.executeColumnar().toJavaRDD();
    // Asking for the partitions lists the files and cuts them up.
    int tasks = batches.getNumPartitions();
    if (tasks == 0) {
      throw new IllegalArgumentException("the table has no files to touch");
    }
    return new Scan(plan.schema(), batches);
  }

  private enum Kind {
    DOUBLE,
    LONG,
    INT,
    STRING;

    static Kind of(StructField field) {
      DataType type = field.dataType();
      if (type.equals(DataTypes.DoubleType)) {
        return DOUBLE;
      } else if (type.equals(DataTypes.LongType)) {
        return LONG;
      } else if (type.equals(DataTypes.IntegerType)) {
        return INT;
      } else if (type.equals(DataTypes.StringType)) {
        return STRING;
      }
      throw new IllegalArgumentException(
          "column `%s` is %s; touch reads double, long, int and string"
              .formatted(field.name(), type.sql()));
    }
  }

  private static double[] plus(double[] left, double[] right) {
    double[] sums = left.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += right[i];
    }
    return sums;
  }

  private static double[] sum(Iterator<ColumnarBatch> batches, Kind[] kinds) {
    double[] sums = new double[kinds.length];
    while (batches.hasNext()) {
      ColumnarBatch batch = batches.next();
      int rows = batch.numRows();
      for (int i = 0; i < kinds.length; i++) {
        ColumnVector values = batch.column(i);
        sums[i] +=
            switch (kinds[i]) {
              case DOUBLE -> doubles(values, rows);
              case LONG -> longs(values, rows);
              case INT -> ints(values, rows);
              case STRING -> strings(values, rows);
            };
      }
    }
    return sums;
  }

  // One loop per type and per case of nulls, as any careful reader of batches would have.

  private static double doubles(ColumnVector values, int rows) {
    double sum = 0;
    if (values.hasNull()) {
      for (int i = 0; i < rows; i++) {
        sum += values.isNullAt(i) ? 0 : values.getDouble(i);
      }
    } else {
      for (int i = 0; i < rows; i++) {
        sum += values.getDouble(i);
      }
    }
    return sum;
  }

  private static double longs(ColumnVector values, int rows) {
    long sum = 0;
    if (values.hasNull()) {
      for (int i = 0; i < rows; i++) {
        sum += values.isNullAt(i) ? 0 : values.getLong(i);
      }
    } else {
      for (int i = 0; i < rows; i++) {
        sum += values.getLong(i);
      }
    }
    return sum;
  }

  private static double ints(ColumnVector values, int rows) {
    long sum = 0;
    if (values.hasNull()) {
      for (int i = 0; i < rows; i++) {
        sum += values.isNullAt(i) ? 0 : values.getInt(i);
      }
    } else {
      for (int i = 0; i < rows; i++) {
        sum += values.getInt(i);
      }
    }
    return sum;
  }

  private static double strings(ColumnVector values, int rows) {
    long bytes = 0;
    if (values.hasNull()) {
      for (int i = 0; i < rows; i++) {
        bytes += values.isNullAt(i) ? 0 : values.getUTF8String(i).numBytes();
      }
    } else {
      for (int i = 0; i < rows; i++) {
        bytes += values.getUTF8String(i).numBytes();
      }
    }
    return bytes;
  }
}
