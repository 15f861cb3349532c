package io.tidemark.jobs.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
          "rand",
          "randn",
          "uuid",
          "monotonically_increasing_id",
          "spark_partition_id",
          "shuffle");

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
    return forbidden(expression);
  }

  private static Optional<String> forbidden(Expression expression) {
    if (expression instanceof SubqueryExpression) {
      return Optional.of(
          "has a subquery; only an expression over the columns of one row is allowed");
    }
    if (expression instanceof UnresolvedFunction function) {
      String name =
          String.join(".", JavaConverters.seqAsJavaList(function.nameParts()))
              .toLowerCase(Locale.ROOT);
      if (FORBIDDEN.contains(name)) {
        return Optional.of(
            "uses `"
                + name
                + "`; functions that reach outside the row or are not repeatable are not allowed");
      }
    }
    return JavaConverters.seqAsJavaList(expression.children()).stream()
        .map(SqlExpressions::forbidden)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String firstLine(String message) {
    return message.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
  }
}
