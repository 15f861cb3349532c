package io.tidemark.bench;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.stddev;

import com.amazon.deequ.profiles.ColumnProfilerRunner;
import io.tidemark.bench.BenchTables.Table;
import io.tidemark.drift.DriftComparison;
import io.tidemark.drift.DriftOptions;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.reference.ReferenceOptions;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.reference.ReferenceProfiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** What is measured, each over one version of a table; physical planning is part of every run. */
final class Contestants {
  private static final int REFERENCE = 0;
  private static final double QUANTILE_ERROR = 0.001;

  private final BenchTables tables;

  Contestants(BenchTables tables) {
    this.tables = tables;
  }

  /** Decodes every value of the current version and adds it up. */
  Contestant touch(Table table) {
    return over("touch", table, table.currentVersion(), ColumnarTouch::sums);
  }

  /** Touch, planned before the clock starts: the time of decoding and adding up alone. */
  Contestant plannedTouch(Table table) {
    return new Contestant(
        "planned touch",
        table.rows(),
        table.columns(),
        () -> {
          ColumnarTouch.Planned plan =
              ColumnarTouch.plan(tables.load(table, table.currentVersion()));
          return () -> plan.sums();
        });
  }

  /** Profiles the current version and compares it with a reference: every measure and verdict. */
  Contestant profile(Table table, ReferenceProfile reference) {
    return over("profile", table, table.currentVersion(), current -> compare(reference, current));
  }

  /** Freezes the reference. */
  Contestant freeze(Table table) {
    return over("freeze", table, REFERENCE, Contestants::freeze);
  }

  /**
   * Spark's own count, min, max of every column, and avg, stddev of the numbers, in one aggregate.
   */
  Contestant sparkAggregate(Table table) {
    return over(
        "spark agg",
        table,
        table.currentVersion(),
        rows -> {
          List<Column> all = new ArrayList<>();
          for (StructField field : rows.schema().fields()) {
            Column column = rows.col(field.name());
            all.addAll(List.of(count(column), min(column), max(column)));
            if (!field.dataType().equals(DataTypes.StringType)) {
              all.addAll(List.of(avg(column), stddev(column)));
            }
          }
          Column[] rest = all.subList(1, all.size()).toArray(Column[]::new);
          return rows.agg(all.get(0), rest).head();
        });
  }

  /** Spark's approximate deciles of the doubles, at a relative error of 0.001. */
  Contestant approxQuantile(Table table) {
    double[] deciles = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    return over(
        "approxQuantile",
        table,
        table.currentVersion(),
        rows -> {
          String[] doubles =
              Arrays.stream(rows.schema().fields())
                  .filter(field -> field.dataType().equals(DataTypes.DoubleType))
                  .map(StructField::name)
                  .toArray(String[]::new);
          return rows.stat().approxQuantile(doubles, deciles, QUANTILE_ERROR);
        });
  }

  /** Deequ's column profiler with its default options. */
  Contestant deequ(Table table) {
    return over(
        "deequ",
        table,
        table.currentVersion(),
        rows -> new ColumnProfilerRunner().onData(rows).run().profiles());
  }

  /** The reference of a table. */
  ReferenceProfile reference(Table table) {
    return freeze(tables.load(table, REFERENCE));
  }

  /** The drift of a table's current version. */
  DriftResult drift(Table table, ReferenceProfile reference) {
    return compare(reference, tables.load(table, table.currentVersion()));
  }

  private static ReferenceProfile freeze(Dataset<Row> rows) {
    return ReferenceProfiles.freeze(rows, ReferenceOptions.defaults());
  }

  private static DriftResult compare(ReferenceProfile reference, Dataset<Row> current) {
    return new DriftComparison(DriftOptions.standard()).compare(reference, current);
  }

  private Contestant over(
      String name, Table table, int version, Function<Dataset<Row>, Object> work) {
    return new Contestant(
        name,
        table.rows(),
        table.columns(),
        () -> {
          Dataset<Row> rows = tables.load(table, version);
          return () -> {
            Object result = work.apply(rows);
            if (result == null) {
              throw new IllegalStateException(name + " gave no result");
            }
          };
        });
  }
}
