package io.tidemark.training;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** A setting of an algorithm, by a plain name. */
public enum Parameter {
  /** Steps of the optimiser at most; boosting: trees. */
  ITERATIONS(true, 1, 1000),
  /** Trees of a forest. */
  TREES(true, 1, 1000),
  /** Greatest depth of a tree. */
  MAX_DEPTH(true, 1, 30),
  /** Fewest rows of a leaf. */
  MIN_ROWS_PER_LEAF(true, 1, 1_000_000),
  /** Least gain in purity for which a node is split. */
  MIN_GAIN(false, 0, 1e6),
  /** Share of the rows that each tree is grown on. */
  SUBSAMPLING(false, 0.01, 1),
  /** How much of each tree is added in boosting. */
  STEP_SIZE(false, 0.0001, 1),
  /** Weight of the penalty on coefficients. */
  REGULARIZATION(false, 0, 1e6),
  /** Share of the penalty that is L1, the rest is L2. */
  ELASTIC_NET(false, 0, 1),
  /** Change at which the optimiser stops. */
  TOLERANCE(false, 1e-12, 0.1);

  private final boolean whole;
  private final double min;
  private final double max;

  Parameter(boolean whole, double min, double max) {
    this.whole = whole;
    this.min = min;
    this.max = max;
  }

  /** Name as written in monitor files and model cards, for example {@code max_depth}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is a whole number. */
  public boolean isWhole() {
    return whole;
  }

  /** Least value. */
  public double min() {
    return min;
  }

  /** Greatest value. */
  public double max() {
    return max;
  }

  /** Why a value cannot be set; empty if it can. */
  public Optional<String> misfit(double value) {
    return value >= min && value <= max && (!whole || value == Math.rint(value))
        ? Optional.empty()
        : Optional.of(
            "parameter `%s` is %s; give a %s from %s to %s"
                .formatted(
                    key(), text(value), whole ? "whole number" : "number", text(min), text(max)));
  }

  /** A value in words: 5, not 5.0. */
  static String text(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
