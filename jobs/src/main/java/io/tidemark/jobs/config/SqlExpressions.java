package io.tidemark.jobs.config;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;
import scala.collection.JavaConverters;

/**
 * Vets SQL expressions that users write. They run only as Spark column expressions: no statement,
 * no subquery, no function that reaches outside the row. The one place that touches Spark's parser.
 */
final class SqlExpressions {
  /** Functions that run code by name or tell about the machine instead of the row. */
  private static final Set<String> FORBIDDEN =
      Set.of(
          "reflect",
          "java_method",
          "try_reflect",
          "input_file_name",
          "input_file_block_start",
          "input_file_block_length",
          "now",
          "current_date",
          "current_timestamp",
          "localtimestamp",
          "current_user",
          "session_user",
          "user",
          "current_catalog",
          "current_database",
          "current_schema",
          "version",
          "curdate",
          "random",
          "rand",
          "randn",
          "uuid",
          "monotonically_increasing_id",
          "spark_partition_id",
          "shuffle");

  /** Functions that SQL also allows without parentheses. */
  private static final Set<String> LITERALS =
      Set.of("current_date", "current_time", "current_timestamp", "localtimestamp", "current_user");

  /** Typed literals that stand for a moment of the run. */
  private static final Pattern MOVING_LITERAL =
      Pattern.compile("(?i)\\b(date|timestamp\\w*)\\s*['\"]\\s*(now|today|yesterday|tomorrow)\\b");

  private SqlExpressions() {}

  /** Returns what is wrong with the expression, or nothing. */
  static Optional<String> problem(String sql) {
    Expression expression;
    try {
      expression = new CatalystSqlParser().parseExpression(sql);
    } catch (Exception e) {
      // Scala does not declare the checked ParseException, so Java cannot catch it by name.
      if (e instanceof ParseException) {
        return Optional.of(
            "is not a Spark SQL expression: " + firstLine(String.valueOf(e.getMessage())));
      }
      throw e;
    }
    return MOVING_LITERAL.matcher(sql).find() ? refused("now or today") : forbidden(expression);
  }

  /** Names that the expression reads, as they are written; parts are joined by dots. */
  static Set<String> names(String sql) {
    Set<String> names = new LinkedHashSet<>();
    try {
      collectNames(new CatalystSqlParser().parseExpression(sql), names);
    } catch (Exception e) {
      // Scala does not declare the checked ParseException, so Java cannot catch it by name.
      throw new IllegalArgumentException("not vetted before: " + sql, e);
    }
    return names;
  }

  private static void collectNames(Expression expression, Set<String> names) {
    if (expression instanceof UnresolvedAttribute attribute) {
      names.add(attribute.nameParts().mkString("."));
    }
    JavaConverters.seqAsJavaList(expression.children())
        .forEach(child -> collectNames(child, names));
  }

  private static Optional<String> forbidden(Expression expression) {
    if (expression instanceof SubqueryExpression) {
      return Optional.of(
          "has a subquery; only an expression over the columns of one row is allowed");
    }
    if (expression instanceof UnresolvedFunction function) {
      // The last part is the function; `builtin.reflect` is `reflect`.
      String name = function.nameParts().last().toLowerCase(Locale.ROOT);
      if (name.equals("unix_timestamp") && function.children().isEmpty()) {
        return refused(name);
      }
      if (FORBIDDEN.contains(name)) {
        return refused(name);
      }
    }
    if (expression instanceof UnresolvedAttribute attribute
        && LITERALS.contains(attribute.name().toLowerCase(Locale.ROOT))) {
      return refused(attribute.name());
    }
    return JavaConverters.seqAsJavaList(expression.children()).stream()
        .map(SqlExpressions::forbidden)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> refused(String name) {
    return Optional.of(
        "uses `"
            + name
            + "`; functions that reach outside the row or are not repeatable are not allowed");
  }

  private static String firstLine(String message) {
    return message.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
  }
}
