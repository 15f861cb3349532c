package io.tidemark.checks.dqdl;

import io.tidemark.checks.ColumnsCount;
import io.tidemark.checks.Constraint;
import io.tidemark.checks.Statistic;
import io.tidemark.checks.StatisticKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.glue.dqdl.model.condition.string.QuotedStringOperand;
import software.amazon.glue.dqdl.model.condition.string.StringBasedCondition;
import software.amazon.glue.dqdl.model.condition.string.StringBasedConditionOperator;

/** What rules of each type become. */
final class Translations {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d{1,2}), *(\\d{1,2})\\)");

  private Translations() {}

  static List<Constraint> rowCount(SimpleRule rule) throws Refusal {
    Interval.Whole count = Interval.ofCounts(rule.number());
    return List.of(new Constraint.Size(count.min(), count.max(), rule.terms()));
  }

  static List<Constraint> columnCount(SimpleRule rule) throws Refusal {
    Interval.Whole count = Interval.ofCounts(rule.number());
    return List.of(new ColumnsCount(count.min(), count.max(), rule.terms()));
  }

  static List<Constraint> complete(SimpleRule rule) throws Refusal {
    return List.of(new Constraint.Completeness(rule.column(), 1.0, rule.terms()));
  }

  static List<Constraint> completeness(SimpleRule rule) throws Refusal {
    double least = Interval.of(rule.number()).asLeastShare();
    return List.of(new Constraint.Completeness(rule.column(), least, rule.terms()));
  }

  static List<Constraint> unique(SimpleRule rule) throws Refusal {
    return List.of(new Constraint.Uniqueness(rule.columns(), 1.0, rule.terms()));
  }

  static List<Constraint> uniqueness(SimpleRule rule) throws Refusal {
    double least = Interval.of(rule.number()).asLeastShare();
    return List.of(new Constraint.Uniqueness(rule.columns(), least, rule.terms()));
  }

  static List<Constraint> primaryKey(SimpleRule rule) throws Refusal {
    List<Constraint> constraints = new ArrayList<>();
    constraints.add(new Constraint.Uniqueness(rule.columns(), 1.0, rule.terms("unique")));
    for (String column : rule.columns()) {
      constraints.add(
          new Constraint.Completeness(column, 1.0, rule.terms(column + " is complete")));
    }
    return constraints;
  }

  static List<Constraint> uniqueValueRatio(SimpleRule rule) throws Refusal {
    return number(StatisticKind.UNIQUE_VALUE_RATIO, rule);
  }

  static List<Constraint> mean(SimpleRule rule) throws Refusal {
    return number(StatisticKind.MEAN, rule);
  }

  static List<Constraint> sum(SimpleRule rule) throws Refusal {
    return number(StatisticKind.SUM, rule);
  }

  static List<Constraint> standardDeviation(SimpleRule rule) throws Refusal {
    return number(StatisticKind.STANDARD_DEVIATION, rule);
  }

  static List<Constraint> entropy(SimpleRule rule) throws Refusal {
    return number(StatisticKind.ENTROPY, rule);
  }

  static List<Constraint> correlation(SimpleRule rule) throws Refusal {
    return number(StatisticKind.CORRELATION, rule);
  }

  static List<Constraint> columnValues(SimpleRule rule) throws Refusal {
    return satisfies(rule, RowConditions.ofValues(rule.sqlColumn(), rule.rule().getCondition()));
  }

  static List<Constraint> columnLength(SimpleRule rule) throws Refusal {
    return satisfies(rule, RowConditions.ofLengths(rule.sqlColumn(), rule.number()));
  }

  /** True of every row; what it tells is that the column can be found. */
  static List<Constraint> columnExists(SimpleRule rule) throws Refusal {
    String column = rule.sqlColumn();
    return satisfies(rule, column + " is null or " + column + " is not null");
  }

  static List<Constraint> columnDataType(SimpleRule rule) throws Refusal {
    if (!(rule.rule().getCondition() instanceof StringBasedCondition condition)
        || condition.getOperator() != StringBasedConditionOperator.EQUALS
        || !(condition.getOperands().get(0) instanceof QuotedStringOperand type)) {
      throw new Refusal("only `= \"TYPE\"` is taken over; write a `satisfies` check with a cast");
    }
    return satisfies(
        rule, "cast(" + rule.sqlColumn() + " as " + sparkType(type.getOperand()) + ") is not null");
  }

  private static String sparkType(String type) throws Refusal {
    String name = type.toUpperCase(Locale.ROOT);
    Matcher decimal = DECIMAL.matcher(name);
    if (decimal.matches()) {
      return "decimal(" + decimal.group(1) + "," + decimal.group(2) + ")";
    }
    return switch (name) {
      case "BOOLEAN", "DATE", "TIMESTAMP", "DOUBLE", "FLOAT" -> name.toLowerCase(Locale.ROOT);
      case "INTEGER" -> "int";
      case "LONG" -> "bigint";
      default ->
          throw new Refusal(
              "`"
                  + type
                  + "` is not a type of DQDL; use BOOLEAN, DATE, TIMESTAMP, INTEGER, LONG, FLOAT,"
                  + " DOUBLE or DECIMAL(p,s)");
    };
  }

  private static List<Constraint> number(StatisticKind kind, SimpleRule rule) throws Refusal {
    Interval bounds = Interval.of(rule.number());
    return List.of(new Statistic(kind, rule.columns(), bounds.min(), bounds.max(), rule.terms()));
  }

  private static List<Constraint> satisfies(SimpleRule rule, String sql) throws Refusal {
    return List.of(
        new Constraint.Satisfies(SimpleRule.text(rule.rule()), sql, rule.share(), rule.terms()));
  }
}
