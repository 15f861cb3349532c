package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Resolves what a spec says against a table, before anything runs. */
final class Inputs {
  static final String LABEL = "tidemark_label";
  static final String TIME = "tidemark_time";
  private static final int NAMES_SHOWN = 10;

  private final Dataset<Row> rows;

  Inputs(Dataset<Row> rows) {
    this.rows = rows;
  }

  /** The label of a spec. */
  Column label(TrainingSpec spec) {
    return label(spec.task(), spec.label());
  }

  /**
   * The label, null where it is null. Binary: 0.0 and 1.0, or whatever else it gives; several
   * classes: text; regression: a double.
   */
  Column label(Task task, String sql) {
    Column label = analysed("label `" + sql + "`", sql);
    DataType type = type(label);
    String problem =
        switch (task) {
          case BINARY ->
              type instanceof BooleanType || type instanceof NumericType
                  ? null
                  : "not boolean or a number; write it as a condition";
          case MULTICLASS ->
              type instanceof StructType
                      || type instanceof ArrayType
                      || type instanceof MapType
                      || type instanceof BinaryType
                  ? "which has no classes; cast it to string"
                  : null;
          case REGRESSION ->
              type instanceof NumericType ? null : "not a number; cast it, or choose another task";
        };
    if (problem != null) {
      throw new TrainingException(
          "label `%s` has type %s, %s".formatted(sql, type.simpleString(), problem));
    }
    return label.cast(task == Task.MULTICLASS ? "string" : "double").as(LABEL);
  }

  /** The keys of a set of slices as text: each the name of a column, or else an expression. */
  Column[] keys(List<String> names) {
    List<String> columns = Arrays.asList(rows.columns());
    return names.stream()
        .map(
            key ->
                analysed("slice `" + key + "`", columns.contains(key) ? quoted(key) : key)
                    .cast("string"))
        .toArray(Column[]::new);
  }

  /** The column to split by. */
  Column time(TrainingSpec spec) {
    String name = spec.splitColumn();
    boolean exists =
        Arrays.stream(rows.schema().fields()).anyMatch(f -> f.name().equalsIgnoreCase(name));
    if (!exists) {
      throw new TrainingException(
          "split column `" + name + "` is not in the table; " + columnsInUse());
    }
    Column time = col(quoted(name));
    DataType type = type(time);
    if (!(type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof DateType)) {
      throw new TrainingException(
          "split column `%s` has type %s, not date, timestamp or timestamp_ntz; cast it"
              .formatted(name, type.simpleString()));
    }
    return time.as(TIME);
  }

  /** Checks the features' expressions. */
  void checkFeatures(TrainingSpec spec) {
    for (Feature feature : spec.features()) {
      DataType type = type(analysed("feature `" + feature.name() + "`", feature.expression()));
      boolean number = type instanceof NumericType || type instanceof BooleanType;
      if (feature.kind() == Feature.Kind.NUMERIC && !number) {
        throw new TrainingException(
            "feature `%s` is NUMERIC, but `%s` has type %s; make it CATEGORICAL or cast it"
                .formatted(feature.name(), feature.expression(), type.simpleString()));
      }
    }
  }

  private Column analysed(String subject, String sql) {
    try {
      Column column = expr(sql);
      // Beside all columns, so that aggregates do not pass.
      rows.select(col("*"), column.as("tidemark_analysed"));
      return column;
    } catch (Exception e) {
      throw badExpression(subject, sql, e);
    }
  }

  private DataType type(Column column) {
    return rows.select(column).schema().fields()[0].dataType();
  }

  private TrainingException badExpression(String subject, String sql, Exception cause) {
    if (cause instanceof SparkThrowable spark
        && String.valueOf(spark.getErrorClass()).startsWith("UNRESOLVED_COLUMN")) {
      return new TrainingException(
          subject
              + ": column "
              + spark.getMessageParameters().get("objectName")
              + " is not in the table; "
              + columnsInUse(),
          cause);
    }
    return new TrainingException(
        "%s: `%s` cannot be evaluated: %s; correct the expression"
            .formatted(subject, sql, reason(cause)),
        cause);
  }

  private String columnsInUse() {
    List<String> names = Arrays.stream(rows.schema().fields()).map(StructField::name).toList();
    String shown =
        names.stream().limit(NAMES_SHOWN).map(n -> "`" + n + "`").collect(Collectors.joining(", "));
    int more = names.size() - NAMES_SHOWN;
    return "its columns are " + shown + (more > 0 ? " and " + more + " more" : "");
  }

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** What went wrong at the bottom of an exception, in one line. */
  static String reason(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message =
        root instanceof AnalysisException analysis
            ? analysis.getSimpleMessage()
            : root.getMessage();
    if (message == null || message.isBlank()) {
      return root.getClass().getSimpleName();
    }
    String line = message.strip().lines().findFirst().orElse("").strip();
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
