package io.tidemark.checks.dqdl;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.glue.dqdl.model.condition.date.DateExpression;
import software.amazon.glue.dqdl.model.condition.date.NullDateExpression;
import software.amazon.glue.dqdl.model.condition.number.AtomicNumberOperand;
import software.amazon.glue.dqdl.model.condition.number.FunctionCallOperand;
import software.amazon.glue.dqdl.model.condition.number.NullNumericOperand;
import software.amazon.glue.dqdl.model.condition.number.NumberBasedCondition;
import software.amazon.glue.dqdl.model.condition.number.NumericOperand;

/** What conditions compare with. */
final class Operands {
  /** Digits of Spark's longest decimal. */
  private static final int LONGEST_DECIMAL = 38;

  private Operands() {}

  /** The numbers of a condition that has nothing but numbers. */
  static List<BigDecimal> numbers(NumberBasedCondition condition) throws Refusal {
    List<BigDecimal> numbers = new ArrayList<>();
    for (NumericOperand operand : condition.getOperands()) {
      BigDecimal number = number(operand);
      if (number == null) {
        throw new Refusal("it compares a number with NULL; compare it with a number");
      }
      numbers.add(number);
    }
    return numbers;
  }

  /** A number; null for NULL. */
  static @Nullable BigDecimal number(NumericOperand operand) throws Refusal {
    if (operand instanceof NullNumericOperand) {
      return null;
    }
    if (operand instanceof FunctionCallOperand) {
      throw new Refusal(
          "`"
              + operand.getOperand()
              + "` is computed from earlier runs; compare with a number, or use an `anomaly` check");
    }
    if (!(operand instanceof AtomicNumberOperand)) {
      throw new Refusal("`" + operand.getOperand() + "` is not a plain number; write its result");
    }
    BigDecimal number = new BigDecimal(operand.getOperand());
    if (number.precision() > LONGEST_DECIMAL || number.scale() > LONGEST_DECIMAL) {
      throw new Refusal(
          "`" + operand.getOperand() + "` has more than 38 digits; write it with fewer");
    }
    return number;
  }

  /** A date; null for NULL. */
  static @Nullable LocalDate date(DateExpression operand) throws Refusal {
    if (operand instanceof NullDateExpression) {
      return null;
    }
    String text = operand.getFormattedExpression();
    if (!(operand instanceof DateExpression.StaticDate)) {
      throw new Refusal(
          "`"
              + text
              + "` changes with the time of the run, so the same version would be judged in another"
              + " way tomorrow; compare with a date such as \"2024-01-31\"");
    }
    try {
      return LocalDate.parse(text.replace("\"", ""));
    } catch (DateTimeParseException e) {
      throw new Refusal(text + " is not a date; correct it", e);
    }
  }
}
