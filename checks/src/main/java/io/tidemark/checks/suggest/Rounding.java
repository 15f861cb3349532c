package io.tidemark.checks.suggest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Bounds rounded outwards, to two digits of the margin that they leave. */
final class Rounding {
  private static final int DIGITS = 2;
  private static final int LONGEST = 15;
  private static final MathContext SHOWN = new MathContext(6);

  private Rounding() {}

  static double down(double bound, double margin) {
    return rounded(bound, margin, RoundingMode.FLOOR);
  }

  static double up(double bound, double margin) {
    return rounded(bound, margin, RoundingMode.CEILING);
  }

  /** A number for a sentence. */
  static String shown(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(SHOWN).stripTrailingZeros();
    return Math.abs(rounded.scale()) > LONGEST ? rounded.toString() : rounded.toPlainString();
  }

  private static double rounded(double bound, double margin, RoundingMode mode) {
    if (!Double.isFinite(bound) || !(margin > 0)) {
      return bound;
    }
    int scale = DIGITS - 1 - (int) Math.floor(Math.log10(margin));
    return BigDecimal.valueOf(bound).setScale(scale, mode).doubleValue();
  }
}
