package io.tidemark.checks;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Bounds on one number, both inclusive, at least one of them given; NaN is never inside. */
record Bounds(@Nullable Double min, @Nullable Double max) {

  Bounds {
    if (min == null && max == null) {
      throw new IllegalArgumentException("neither min nor max is given; give at least one");
    }
    if ((min != null && min.isNaN()) || (max != null && max.isNaN())) {
      throw new IllegalArgumentException("a bound is NaN; give a number");
    }
    if (min != null && max != null && min > max) {
      throw new IllegalArgumentException(
          "min " + number(min) + " is above max " + number(max) + "; swap them");
    }
  }

  /** Checks that a required share is one. */
  static double share(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the required share is " + number(share) + "; give a number from 0 to 1");
    }
    return share;
  }

  /** A required share in words. */
  static String atLeast(double share) {
    return ">= " + number(share);
  }

  /** Bounds on a count. */
  static Bounds of(@Nullable Long min, @Nullable Long max) {
    return new Bounds(
        min == null ? null : Double.valueOf(min), max == null ? null : Double.valueOf(max));
  }

  /** A required least share, as bounds. */
  static Bounds least(double share) {
    return new Bounds(share, null);
  }

  /** These bounds with a margin on both sides, wide enough for the last digit of a double. */
  Bounds widened(double margin) {
    return new Bounds(
        min == null ? null : Math.nextDown(min - margin),
        max == null ? null : Math.nextUp(max + margin));
  }

  boolean contains(double value) {
    // Written so that NaN is outside.
    return (min == null || value >= min) && (max == null || value <= max) && !Double.isNaN(value);
  }

  String inWords() {
    if (min == null) {
      return "<= " + number(max == null ? Double.POSITIVE_INFINITY : max);
    }
    return max == null ? ">= " + number(min) : "in [" + number(min) + ", " + number(max) + "]";
  }

  /** A measured number for a sentence: nine digits tell 1e9 rows apart and stay readable. */
  static String rounded(double value) {
    return Double.isFinite(value)
        ? number(BigDecimal.valueOf(value).round(new MathContext(9)).doubleValue())
        : number(value);
  }

  /** A number as people write it, with all its digits: 0.1, 100, 1.5E+30. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
    boolean readable = decimal.precision() - decimal.scale() <= 20 && decimal.scale() <= 20;
    return readable ? decimal.toPlainString() : decimal.toString();
  }
}
