package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.checks.SparkSql;
import io.tidemark.jobs.delta.ColumnNames;
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
    return SparkSql.literal(text);
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
