package io.tidemark.checks;

/** Names and values as Spark SQL. */
public final class SparkSql {
  private SparkSql() {}

  /** A column name between backticks. */
  public static String column(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Text as a literal. */
  public static String literal(String text) {
    StringBuilder sql = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\'' -> sql.append("\\'");
        case '\\' -> sql.append("\\\\");
        case '\n' -> sql.append("\\n");
        case '\r' -> sql.append("\\r");
        case '\t' -> sql.append("\\t");
        // Spark replaces ${...} by settings before it parses.
        case '$' -> sql.append(text.startsWith("{", i + 1) ? "\\u0024" : "$");
        default -> sql.append(c);
      }
    }
    return sql.append('\'').toString();
  }
}
