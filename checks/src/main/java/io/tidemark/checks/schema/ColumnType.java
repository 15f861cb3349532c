package io.tidemark.checks.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * The type that a contract wants of a column.
 *
 * @param type the type; null for any
 * @param notNull true if the schema must say that the column may not be null
 */
public record ColumnType(@Nullable DataType type, boolean notNull) {
  /** Stands for every type. */
  public static final String ANY = "any";

  private static final Pattern NOT_NULL = Pattern.compile("(?is)(.*?)\\s+not\\s+null\\s*");

  /**
   * Reads a type as it is written in a contract: Spark DDL or {@code any}, then perhaps {@code not
   * null}.
   *
   * @throws IllegalArgumentException if it is no type
   */
  public static ColumnType parse(String text) {
    Matcher matcher = NOT_NULL.matcher(text);
    boolean notNull = matcher.matches();
    String ddl = (notNull ? matcher.group(1) : text).strip();
    if (ddl.equalsIgnoreCase(ANY)) {
      return new ColumnType(null, notNull);
    }
    try {
      return new ColumnType(Types.parse(ddl), notNull);
    } catch (Exception e) {
      // Spark has a class of its own for each mistake, and Scala does not declare checked ones.
      throw new IllegalArgumentException("is no type of Spark SQL: " + reason(e), e);
    }
  }

  private static String reason(Exception e) {
    String first = String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("").strip();
    return first
        .replaceFirst("^\\[[A-Z_.]+\\] ", "")
        .replaceFirst("\\(line \\d+, pos \\d+\\)$", "");
  }

  boolean fits(StructField field, boolean caseSensitive) {
    return type == null || Types.fits(type, Types.declared(field), caseSensitive);
  }

  /** As it may be written in a contract. */
  public String inWords() {
    return (type == null ? ANY : Types.text(type)) + (notNull ? " not null" : "");
  }
}
