package io.tidemark.checks;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/** The table under check: resolves names and expressions by analysing them, without a Spark job. */
final class Table {
  private final Dataset<Row> rows;
  private final List<StructField> fields;
  private final boolean caseSensitive;

  Table(Dataset<Row> rows) {
    this.rows = rows;
    this.fields = Arrays.asList(rows.schema().fields());
    this.caseSensitive =
        Boolean.parseBoolean(rows.sparkSession().conf().get("spark.sql.caseSensitive"));
  }

  /** The column of this name, dots and all. */
  Column column(String name) throws ConstraintProblem {
    Column column = quoted(field(name).name());
    // Analysing each of thousands of columns would take longer than measuring them.
    if (fields.stream().filter(f -> same(f.name(), name)).count() > 1) {
      try {
        rows.select(column);
      } catch (Exception e) {
        throw problem("column `" + name + "`", e);
      }
    }
    return column;
  }

  private boolean same(String left, String right) {
    return caseSensitive ? left.equals(right) : left.equalsIgnoreCase(right);
  }

  /** A column by its exact name. */
  static Column quoted(String name) {
    return col(SparkSql.column(name));
  }

  /** Number of columns. */
  int width() {
    return fields.size();
  }

  /** The rows, or those that meet a condition of this table. */
  Dataset<Row> rows(@Nullable Column where) {
    return where == null ? rows : rows.filter(where);
  }

  /** The type of the column of this name. */
  DataType type(String name) throws ConstraintProblem {
    return field(name).dataType();
  }

  /** A SQL condition on one row, with null made false. */
  Column condition(String role, String sql) throws ConstraintProblem {
    String subject = role + " `" + sql + "`";
    try {
      Column condition = expr(sql);
      // A filter admits only conditions, and neither aggregates nor windows; a projection no
      // subquery that needs a join. Deequ needs both.
      rows.filter(condition);
      Column settled = coalesce(condition, lit(false));
      rows.select(settled);
      return settled;
    } catch (Exception e) {
      throw problem(subject, e);
    }
  }

  /** A condition over columns of this table, if their types allow it. */
  Column possible(Column condition, String subject) throws ConstraintProblem {
    try {
      rows.select(condition);
      return condition;
    } catch (Exception e) {
      throw problem(subject, e);
    }
  }

  /** Checks that rows can be grouped by these columns. */
  void groupable(List<Column> columns, String subject) throws ConstraintProblem {
    try {
      rows.groupBy(columns.toArray(Column[]::new)).count();
    } catch (Exception e) {
      throw problem(subject, e);
    }
  }

  private StructField field(String name) throws ConstraintProblem {
    Optional<StructField> exact = fields.stream().filter(f -> f.name().equals(name)).findFirst();
    Optional<StructField> found =
        exact.isPresent() || caseSensitive
            ? exact
            : fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
    return found.orElseThrow(() -> new ConstraintProblem(missing(name)));
  }

  private String missing(String name) {
    return "column `" + name + "` is not in the table; " + suggestion(name);
  }

  private String suggestion(String name) {
    return NearestColumn.suggestion(name, fields.stream().map(StructField::name).toList());
  }

  private ConstraintProblem problem(String subject, Exception cause) {
    if (cause instanceof SparkThrowable spark
        && String.valueOf(spark.getErrorClass()).startsWith("UNRESOLVED_COLUMN")) {
      String quoted = String.valueOf(spark.getMessageParameters().get("objectName"));
      String name = quoted.replaceAll("^`|`$", "").replace("``", "`");
      return new ConstraintProblem(
          "column `"
              + name
              + "`, named in the "
              + subject
              + ", is not in the table; "
              + suggestion(name),
          cause);
    }
    return new ConstraintProblem(
        "the " + subject + " cannot be evaluated: " + reason(cause) + "; correct it", cause);
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
