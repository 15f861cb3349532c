package io.tidemark.checks.dqdl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.glue.dqdl.model.condition.number.NumberBasedCondition;

/**
 * The numbers for which a condition holds, as bounds that are both inclusive. A strict bound is the
 * next double, so that the meaning stays exact.
 */
record Interval(@Nullable Double min, @Nullable Double max) {
  /** How far apart Deequ takes two numbers to be equal. */
  private static final double EQUAL = 1e-5;

  /** Above it not every whole number is a double. */
  private static final BigDecimal GREATEST_COUNT = BigDecimal.valueOf(1L << 53);

  /** The doubles for which a condition holds. */
  static Interval of(NumberBasedCondition condition) throws Refusal {
    List<BigDecimal> numbers = Operands.numbers(condition);
    double first = finite(numbers.get(0));
    return switch (condition.getOperator()) {
      case GREATER_THAN -> new Interval(Math.nextUp(first), null);
      case GREATER_THAN_EQUAL_TO -> new Interval(first, null);
      case LESS_THAN -> new Interval(null, Math.nextDown(first));
      case LESS_THAN_EQUAL_TO -> new Interval(null, first);
      case BETWEEN -> between(Math.nextUp(first), Math.nextDown(finite(numbers.get(1))));
      case EQUALS -> new Interval(first - EQUAL, first + EQUAL);
      case NOT_BETWEEN, NOT_EQUALS, IN, NOT_IN -> throw notOneInterval();
    };
  }

  /** The whole numbers for which a condition holds. */
  static Whole ofCounts(NumberBasedCondition condition) throws Refusal {
    List<BigDecimal> numbers = Operands.numbers(condition);
    for (BigDecimal number : numbers) {
      if (number.abs().compareTo(GREATEST_COUNT) > 0) {
        throw new Refusal("`" + number.toPlainString() + "` is beyond any count; correct it");
      }
    }
    BigDecimal first = numbers.get(0);
    return switch (condition.getOperator()) {
      case GREATER_THAN -> new Whole(floor(first) + 1, null);
      case GREATER_THAN_EQUAL_TO -> new Whole(ceiling(first), null);
      case LESS_THAN -> new Whole(null, ceiling(first) - 1);
      case LESS_THAN_EQUAL_TO -> new Whole(null, floor(first));
      case BETWEEN -> {
        Whole whole = new Whole(floor(first) + 1, ceiling(numbers.get(1)) - 1);
        between(floor(first) + 1.0, ceiling(numbers.get(1)) - 1.0);
        yield whole;
      }
      case EQUALS -> {
        if (floor(first) != ceiling(first)) {
          throw new Refusal("no count is `" + first.toPlainString() + "`; give a whole number");
        }
        yield new Whole(floor(first), floor(first));
      }
      case NOT_BETWEEN, NOT_EQUALS, IN, NOT_IN -> throw notOneInterval();
    };
  }

  /**
   * The least share for which a condition on a share holds, if it holds for all that are greater.
   */
  double asLeastShare() throws Refusal {
    if (max != null && max < 1) {
      throw new Refusal(
          "it bounds a share from above, and checks ask for a least share; use `>` or `>=`");
    }
    double least = min == null ? 0 : Math.max(0, min);
    if (least > 1) {
      throw new Refusal("no share is greater than 1; correct the number");
    }
    return least;
  }

  /**
   * Bounds on a count, both inclusive.
   *
   * @param min null for none
   * @param max null for none
   */
  record Whole(@Nullable Long min, @Nullable Long max) {}

  private static Interval between(double min, double max) throws Refusal {
    if (min > max) {
      throw new Refusal(
          "no number lies between its bounds, which DQDL leaves out; correct them, the lesser first");
    }
    return new Interval(min, max);
  }

  private static Refusal notOneInterval() {
    return new Refusal(
        "its condition does not hold for one range of numbers; use a comparison or `between`, or"
            + " several rules");
  }

  private static double finite(BigDecimal number) throws Refusal {
    double value = number.doubleValue();
    if (Double.isInfinite(value)) {
      throw new Refusal("`" + number + "` is too large; correct it");
    }
    return value;
  }

  private static long floor(BigDecimal number) {
    return number.setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private static long ceiling(BigDecimal number) {
    return number.setScale(0, RoundingMode.CEILING).longValueExact();
  }
}
