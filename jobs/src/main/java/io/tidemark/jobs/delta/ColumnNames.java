package io.tidemark.jobs.delta;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** Columns by their names, whatever characters these have. */
public final class ColumnNames {
  private ColumnNames() {}

  /** A name as Spark SQL reads it: between backticks. */
  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** The column of this name. */
  public static Column column(String name) {
    return functions.col(quoted(name));
  }
}
