package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.draft.CheckDraft;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments {@code min_value}, {@code max_value}, {@code strict_min} and {@code strict_max} of
 * an expectation; at least one bound is given.
 */
record Bounds(
    @Nullable JsonNode min, @Nullable JsonNode max, boolean strictMin, boolean strictMax) {

  static Bounds of(Kwargs kwargs) throws NotMappable {
    JsonNode min = kwargs.find("min_value");
    JsonNode max = kwargs.find("max_value");
    boolean strictMin = kwargs.flag("strict_min");
    boolean strictMax = kwargs.flag("strict_max");
    if (min == null && max == null) {
      throw new NotMappable("it has neither `min_value` nor `max_value`, so nothing is required");
    }
    return new Bounds(min, max, strictMin && min != null, strictMax && max != null);
  }

  boolean strict() {
    return strictMin || strictMax;
  }

  /** Whether the bounds are numbers that a setting can hold. */
  boolean numeric() {
    return (min == null || JsonText.number(min) != null)
        && (max == null || JsonText.number(max) != null);
  }

  /** Settings {@code min} and {@code max}, both inclusive. */
  CheckDraft inclusive(CheckDraft draft) throws NotMappable {
    // The check computes in doubles, so that more than 5 is the next double after 5 or more.
    BigDecimal low = number("min_value", min);
    BigDecimal high = number("max_value", max);
    return draft
        .with(
            "min",
            strictMin && low != null ? BigDecimal.valueOf(Math.nextUp(low.doubleValue())) : low)
        .with(
            "max",
            strictMax && high != null
                ? BigDecimal.valueOf(Math.nextDown(high.doubleValue()))
                : high);
  }

  /** Settings {@code min} and {@code max} of a number that is whole. */
  CheckDraft whole(CheckDraft draft) throws NotMappable {
    BigDecimal low = number("min_value", min);
    BigDecimal high = number("max_value", max);
    return draft.with("min", low == null ? null : least(low)).with("max", most(high));
  }

  private BigDecimal least(BigDecimal low) {
    BigDecimal ceiling = low.setScale(0, RoundingMode.CEILING);
    return strictMin && ceiling.compareTo(low) == 0 ? ceiling.add(BigDecimal.ONE) : ceiling;
  }

  private @Nullable BigDecimal most(@Nullable BigDecimal high) {
    if (high == null) {
      return null;
    }
    BigDecimal floor = high.setScale(0, RoundingMode.FLOOR);
    return strictMax && floor.compareTo(high) == 0 ? floor.subtract(BigDecimal.ONE) : floor;
  }

  /** The bounds as a condition on an SQL expression. */
  String sql(String expression) throws NotMappable {
    List<String> conditions = new ArrayList<>();
    if (min != null) {
      conditions.add(expression + (strictMin ? " > " : " >= ") + SqlText.literal(min));
    }
    if (max != null) {
      conditions.add(expression + (strictMax ? " < " : " <= ") + SqlText.literal(max));
    }
    return String.join(" and ", conditions);
  }

  private static @Nullable BigDecimal number(String name, @Nullable JsonNode bound)
      throws NotMappable {
    if (bound == null) {
      return null;
    }
    BigDecimal number = JsonText.number(bound);
    if (number == null) {
      throw new NotMappable(
          "`" + name + "` is " + JsonText.shown(bound) + ", but the check needs a number");
    }
    return number;
  }
}
