package io.tidemark.checks.dqdl;

import io.tidemark.checks.SparkSql;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import software.amazon.glue.dqdl.model.condition.Condition;
import software.amazon.glue.dqdl.model.condition.date.DateBasedCondition;
import software.amazon.glue.dqdl.model.condition.date.DateExpression;
import software.amazon.glue.dqdl.model.condition.number.NumberBasedCondition;
import software.amazon.glue.dqdl.model.condition.number.NumericOperand;
import software.amazon.glue.dqdl.model.condition.string.KeywordStringOperand;
import software.amazon.glue.dqdl.model.condition.string.QuotedStringOperand;
import software.amazon.glue.dqdl.model.condition.string.StringBasedCondition;
import software.amazon.glue.dqdl.model.condition.string.StringOperand;

/**
 * Conditions on the values of a column as SQL on one row, with the meaning that the documentation
 * of DQDL gives them: a null satisfies {@code !=} and {@code not in} unless they name NULL, and no
 * other condition that does not name it; the bounds of {@code between} are left out.
 */
final class RowConditions {
  private RowConditions() {}

  /** The condition on the values of a column. */
  static String ofValues(String column, Condition condition) throws Refusal {
    if (condition instanceof NumberBasedCondition number) {
      return ofNumbers(column, number);
    }
    if (condition instanceof DateBasedCondition date) {
      return ofDates(column, date);
    }
    if (condition instanceof StringBasedCondition string) {
      return ofStrings(column, string);
    }
    throw new Refusal(
        "`"
            + condition.getConditionAsString()
            + "` is a condition on no value of a column; compare with numbers, dates or text");
  }

  /** The condition on the lengths of a column, in which a null has the length 0. */
  static String ofLengths(String column, NumberBasedCondition condition) throws Refusal {
    List<String> numbers =
        Operands.numbers(condition).stream().map(BigDecimal::toPlainString).toList();
    String length = "length(coalesce(" + column + ", ''))";
    return Operator.of(condition.getOperator()).of(length, numbers);
  }

  private static String ofNumbers(String column, NumberBasedCondition condition) throws Refusal {
    List<String> numbers = new ArrayList<>();
    boolean isNull = false;
    for (NumericOperand operand : condition.getOperands()) {
      BigDecimal number = Operands.number(operand);
      isNull |= number == null;
      if (number != null) {
        numbers.add(number.toPlainString());
      }
    }
    return withNulls(column, column, Operator.of(condition.getOperator()), numbers, isNull);
  }

  private static String ofDates(String column, DateBasedCondition condition) throws Refusal {
    List<String> dates = new ArrayList<>();
    boolean isNull = false;
    for (DateExpression operand : condition.getOperands()) {
      LocalDate date = Operands.date(operand);
      isNull |= date == null;
      if (date != null) {
        dates.add("date'" + date + "'");
      }
    }
    String day = "to_date(" + column + ")";
    return withNulls(column, day, Operator.of(condition.getOperator()), dates, isNull);
  }

  private static String ofStrings(String column, StringBasedCondition condition) throws Refusal {
    return switch (condition.getOperator()) {
      case MATCHES -> column + " rlike " + SparkSql.literal(wholeValue(condition));
      case NOT_MATCHES ->
          throw new Refusal(
              "Deequ evaluates `not matches` by words at the start of the text, not as the opposite of"
                  + " `matches`; use a `satisfies` check with `not rlike`");
      case IN, EQUALS -> amongStrings(column, condition, false);
      case NOT_IN, NOT_EQUALS -> amongStrings(column, condition, true);
    };
  }

  /** The regular expression of a condition as one that is found only where it is all the value. */
  private static String wholeValue(StringBasedCondition condition) throws Refusal {
    String regex = condition.getOperands().get(0).getOperand();
    String whole = "^(?:" + regex + ")$";
    try {
      Pattern.compile(regex);
      // An open quotation or comment in it would take in what follows.
      Pattern.compile(whole);
      return whole;
    } catch (PatternSyntaxException e) {
      throw new Refusal(
          "`" + regex + "` is not a regular expression: " + e.getDescription() + "; correct it", e);
    }
  }

  private static String amongStrings(String column, StringBasedCondition condition, boolean negated)
      throws Refusal {
    List<String> texts = new ArrayList<>();
    List<String> any = new ArrayList<>();
    boolean isNull = false;
    for (StringOperand operand : condition.getOperands()) {
      if ((condition.getConditionAsString() + operand.getOperand()).contains("\\")) {
        throw new Refusal(
            "the library reads a backslash in a list as an escape, and elsewhere as itself; write the"
                + " values under `checks`");
      }
      if (operand instanceof QuotedStringOperand quoted) {
        texts.add(SparkSql.literal(quoted.getOperand()));
      } else if (!(operand instanceof KeywordStringOperand keyword)) {
        throw new Refusal("`" + operand.getOperand() + "` has no value; declare it before `Rules`");
      } else if (keyword.formatOperand().equals("NULL")) {
        isNull = true;
      } else {
        // Whitespace is the space alone: Deequ trims no other.
        any.add(
            keyword.formatOperand().equals("EMPTY")
                ? column + " = ''"
                : "(" + column + " <> '' and trim(" + column + ") = '')");
      }
    }
    if (!texts.isEmpty()) {
      any.add(column + " in (" + String.join(", ", texts) + ")");
    }
    String among = String.join(" or ", any);
    if (any.isEmpty()) {
      return column + (negated ? " is not null" : " is null");
    }
    if (negated) {
      return isNull ? "not (" + among + ")" : column + " is null or not (" + among + ")";
    }
    return isNull ? among + " or " + column + " is null" : among;
  }

  /** A comparison of a value made of a column, which may name NULL. */
  private static String withNulls(
      String column, String value, Operator operator, List<String> operands, boolean isNull)
      throws Refusal {
    boolean negated = operator == Operator.NOT_IN || operator == Operator.NOT_EQUALS;
    boolean among = negated || operator == Operator.IN || operator == Operator.EQUALS;
    if (isNull && !among) {
      throw new Refusal("nothing is greater or less than NULL; compare with `=`, `!=` or `in`");
    }
    if (operands.isEmpty()) {
      return column + (negated ? " is not null" : " is null");
    }
    String comparison = operator.of(value, operands);
    return isNull == negated ? comparison : comparison + " or " + column + " is null";
  }

  /** The operators of the library, which has the same ones for numbers as for dates. */
  private enum Operator {
    GREATER_THAN,
    GREATER_THAN_EQUAL_TO,
    LESS_THAN,
    LESS_THAN_EQUAL_TO,
    EQUALS,
    NOT_EQUALS,
    BETWEEN,
    NOT_BETWEEN,
    IN,
    NOT_IN;

    static Operator of(Enum<?> operator) {
      return valueOf(operator.name());
    }

    String of(String value, List<String> operands) {
      String first = operands.get(0);
      String last = operands.get(operands.size() - 1);
      String all = String.join(", ", operands);
      return switch (this) {
        case GREATER_THAN -> value + " > " + first;
        case GREATER_THAN_EQUAL_TO -> value + " >= " + first;
        case LESS_THAN -> value + " < " + first;
        case LESS_THAN_EQUAL_TO -> value + " <= " + first;
        case EQUALS -> value + " = " + first;
        case NOT_EQUALS -> value + " <> " + first;
        case BETWEEN -> value + " > " + first + " and " + value + " < " + last;
        case NOT_BETWEEN -> value + " <= " + first + " or " + value + " >= " + last;
        case IN -> value + " in (" + all + ")";
        case NOT_IN -> value + " not in (" + all + ")";
      };
    }
  }
}
