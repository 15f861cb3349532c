package io.tidemark.checks;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A constraint made ready to be measured: all names and expressions are resolved against the table.
 *
 * @param constraint the constraint
 * @param measure what to compute
 * @param where the rows it speaks of, never null as a value; null for all rows
 * @param scope the rows that count: {@code where}, less those without a value if the measure leaves
 *     nulls out; null for all rows
 * @param reading what is made of the measured number
 */
record Probe(
    Constraint constraint,
    Measure measure,
    @Nullable Column where,
    @Nullable Column scope,
    Judgement.Reading reading) {

  /** What to compute over the rows in scope. */
  sealed interface Measure {
    /** Number of rows. */
    record Count() implements Measure {}

    /** Share of rows with a value. */
    record Present(Column value) implements Measure {}

    /** Share of values that occur once. */
    record Unique(List<Column> values) implements Measure {}

    /** Share of rows for which a condition is true. */
    record Share(Column condition) implements Measure {}

    /** A number over columns, which are doubles where it needs numbers. */
    record OfColumns(StatisticKind statistic, List<Column> values) implements Measure {}

    /** Number of distinct values, of which those that are null in all columns do not count. */
    record DistinctCount(List<Column> values) implements Measure {}

    /** Quantile of a column of doubles. */
    record Percentile(Column value, double q, boolean exact) implements Measure {}

    /**
     * Share of rows whose values are among the keys of another table.
     *
     * @param values the row's
     * @param keys distinct rows of as many columns
     */
    record Found(List<Column> values, Dataset<Row> keys) implements Measure {}

    /** Something that Deequ does not measure. */
    record Elsewhere(Callable<Measurement> work) implements Measure {}
  }
}
