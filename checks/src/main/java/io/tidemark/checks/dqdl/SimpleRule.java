package io.tidemark.checks.dqdl;

import io.tidemark.checks.Severity;
import io.tidemark.checks.SparkSql;
import io.tidemark.checks.Terms;
import java.util.ArrayList;
import java.util.List;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.DQRuleParameterValue;
import software.amazon.glue.dqdl.model.condition.Condition;
import software.amazon.glue.dqdl.model.condition.number.NumberBasedCondition;

/** One rule that is not composed of others, with what its translation asks of it. */
record SimpleRule(DQRule rule, Severity severity) {
  private static final int LONGEST_ID = 200;

  /** The rule in the library's normal form, on one line. */
  static String text(DQRule rule) {
    return DqdlParser.oneLine(rule.toString());
  }

  /** The columns it names, in its order. */
  List<String> columns() throws Refusal {
    List<String> columns = new ArrayList<>();
    for (DQRuleParameterValue parameter : rule.getParameterValueMap().values()) {
      String name = parameter.getValue();
      if (name.isEmpty() || name.contains("\\") || name.contains("${")) {
        throw new Refusal(
            "`"
                + name
                + "` is not a column name that DQDL and Spark SQL can spell; write the check under `checks`");
      }
      columns.add(name);
    }
    return columns;
  }

  String column() throws Refusal {
    return columns().get(0);
  }

  /** The column as SQL. */
  String sqlColumn() throws Refusal {
    return SparkSql.column(column());
  }

  /** The rule is the id; a very long one ends in a number made of its text. */
  String id() {
    String text = text(rule);
    return text.length() <= LONGEST_ID
        ? text
        : text.substring(0, LONGEST_ID - 12) + "... " + Integer.toHexString(text.hashCode());
  }

  Terms terms() {
    return terms("");
  }

  /** Terms of one of several constraints that the rule becomes. */
  Terms terms(String part) {
    return new Terms(part.isEmpty() ? id() : id() + ": " + part, severity, rule.getWhereClause());
  }

  /** Its condition, if it is one on a number. */
  NumberBasedCondition number() throws Refusal {
    if (rule.getCondition() instanceof NumberBasedCondition condition) {
      return condition;
    }
    throw new Refusal("its condition is not one on a number; compare with a number");
  }

  /** Share of the rows for which it must hold: all, or as {@code with threshold} says. */
  double share() throws Refusal {
    Condition threshold = rule.getThresholdCondition();
    if (threshold == null || threshold.getConditionAsString().isEmpty()) {
      return 1.0;
    }
    if (threshold instanceof NumberBasedCondition condition) {
      return Interval.of(condition).asLeastShare();
    }
    throw new Refusal("its threshold is not a number; write `with threshold > 0.95`");
  }
}
