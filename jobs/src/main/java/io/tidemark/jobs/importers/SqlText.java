package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.delta.ColumnNames;
import io.tidemark.jobs.draft.PlainText;
import org.jspecify.annotations.Nullable;

/** Names and values as Spark SQL. */
final class SqlText {
  private SqlText() {}

  /** A column name between backticks. */
  static String column(String name) throws NotMappable {
    if (name.contains("${")) {
      throw new NotMappable(
          "the column name "
              + PlainText.name(name)
              + " holds `${`, which Spark replaces in SQL; write the check by hand");
    }
    return ColumnNames.quoted(name);
  }

  /** Text as a literal. */
  static String literal(String text) {
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

  /** A text, number or boolean of a JSON file as a literal. */
  static String literal(JsonNode value) throws NotMappable {
    if (value.isTextual()) {
      return literal(value.asText());
    }
    if (value.isBoolean()) {
      return value.asText();
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.asText();
    }
    if (value.isNumber() && Double.isFinite(value.doubleValue())) {
      return value.doubleValue() + "D";
    }
    throw new NotMappable("the value " + JsonText.shown(value) + " cannot be written in SQL");
  }

  /** Both conditions, where both are given. */
  static String and(@Nullable String left, String right) {
    return left == null ? right : "(" + left + ") and (" + right + ")";
  }
}
