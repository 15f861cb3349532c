package io.tidemark.drift.multivariate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that are looked at together, and where they are on both sides.
 *
 * @param columns the usable columns, in the order asked for, at most {@value #MOST_COLUMNS}
 * @param problems why columns that should be used cannot be
 */
record ColumnSelection(List<Selected> columns, List<String> problems) {
  /** What stands for null among the hashes of strings. */
  static final long NULL_CODE = Long.MIN_VALUE;

  static final String SIDE = "side";
  static final String NUMBERS = "numbers";
  static final String CODES = "codes";

  /** The cost of the principal components grows with the square and the cube of the columns. */
  private static final int MOST_COLUMNS = 500;

  /** Numbers beyond count as infinite, so that no sum of squares overflows. */
  private static final double LARGEST = 1e150;

  ColumnSelection {
    columns = List.copyOf(columns);
    problems = List.copyOf(problems);
  }

  /** How a column is used. */
  enum Kind {
    NUMBER,
    BOOLEAN,
    STRING,
    UNUSED
  }

  /**
   * A column.
   *
   * @param name its name
   * @param kind how it is used
   * @param reference its index in the reference
   * @param current its index in the current data
   * @param singlePrecision whether a side has it as float: both are compared in that precision then
   */
  record Selected(String name, Kind kind, int reference, int current, boolean singlePrecision)
      implements Serializable {}

  /** Looks the columns up on both sides; columns that neither side can use are left out. */
  static ColumnSelection of(StructType reference, StructType current, List<String> names) {
    List<Selected> selected = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : new LinkedHashSet<>(names)) {
      List<Integer> left = indices(reference, name);
      List<Integer> right = indices(current, name);
      if (left.size() != 1 || right.size() != 1) {
        problems.addAll(notOnce(name, left.size(), "the reference"));
        problems.addAll(notOnce(name, right.size(), "the current data"));
        continue;
      }
      DataType before = reference.fields()[left.get(0)].dataType();
      DataType after = current.fields()[right.get(0)].dataType();
      Kind kind = kind(before);
      if (kind != kind(after)) {
        problems.add(
            "column `%s` is %s in the reference but %s in the current data, and these cannot be compared; restore the type or freeze a new reference"
                .formatted(name, before.catalogString(), after.catalogString()));
      } else if (kind != Kind.UNUSED && selected.size() < MOST_COLUMNS) {
        boolean single = before instanceof FloatType || after instanceof FloatType;
        selected.add(new Selected(name, kind, left.get(0), right.get(0), single));
      }
    }
    return new ColumnSelection(selected, problems);
  }

  private static List<Integer> indices(StructType schema, String name) {
    StructField[] fields = schema.fields();
    return IntStream.range(0, fields.length)
        .filter(i -> fields[i].name().equals(name))
        .boxed()
        .toList();
  }

  private static List<String> notOnce(String name, int times, String side) {
    return switch (times) {
      case 0 ->
          List.of(
              "column `%s` is missing in %s; restore it or leave it out of the multivariate comparison"
                  .formatted(name, side));
      case 1 -> List.of();
      default ->
          List.of(
              "column `%s` occurs %d times in %s; rename all but one".formatted(name, times, side));
    };
  }

  private static Kind kind(DataType type) {
    if (type instanceof NumericType) {
      return Kind.NUMBER;
    }
    if (type instanceof BooleanType) {
      return Kind.BOOLEAN;
    }
    return type instanceof StringType ? Kind.STRING : Kind.UNUSED;
  }

  List<String> names() {
    return columns.stream().map(Selected::name).toList();
  }

  /** Brings a side's rows into {@value #SIDE}, {@value #NUMBERS} and {@value #CODES}. */
  Dataset<Row> read(Dataset<Row> rows, boolean isCurrent) {
    int width = rows.columns().length;
    // Names may hold dots and ticks, and other columns may share theirs: go by position.
    Dataset<Row> renamed =
        rows.toDF(IntStream.range(0, width).mapToObj(i -> "c" + i).toArray(String[]::new));
    List<Column> numbers = new ArrayList<>();
    List<Column> codes = new ArrayList<>();
    for (Selected column : columns) {
      Column value = functions.col("c" + (isCurrent ? column.current() : column.reference()));
      if (column.kind() == Kind.STRING) {
        codes.add(
            functions
                .when(value.isNull(), functions.lit(NULL_CODE))
                .otherwise(functions.xxhash64(value)));
      } else {
        numbers.add(number(value, column.singlePrecision()));
      }
    }
    return renamed.select(
        functions.lit(isCurrent).as(SIDE),
        functions.array(numbers.toArray(Column[]::new)).cast("array<double>").as(NUMBERS),
        functions.array(codes.toArray(Column[]::new)).cast("array<bigint>").as(CODES));
  }

  private static Column number(Column value, boolean singlePrecision) {
    Column number = (singlePrecision ? value.cast("float") : value).cast("double");
    return functions
        .when(functions.abs(number).leq(LARGEST), number)
        .otherwise(functions.lit(Double.NaN));
  }
}
