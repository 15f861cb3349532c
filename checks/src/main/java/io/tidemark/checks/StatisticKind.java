package io.tidemark.checks;

import java.util.Locale;

/**
 * A number that Deequ computes over columns. Nulls are left out, unless it says otherwise.
 *
 * <p>Numbers are computed in doubles; one NaN makes most of them NaN, which is in no range.
 */
public enum StatisticKind {
  /** Arithmetic mean. */
  MEAN(Input.NUMBER, 1),
  /** Smallest value; NaN counts as greater than all numbers. */
  MINIMUM(Input.NUMBER, 1),
  /** Largest value; NaN counts as greater than all numbers. */
  MAXIMUM(Input.NUMBER, 1),
  /** Sum. */
  SUM(Input.NUMBER, 1),
  /** Standard deviation of the population, that is with n in the denominator. */
  STANDARD_DEVIATION(Input.NUMBER, 1),
  /** Variance of the population, that is with n in the denominator. */
  VARIANCE(Input.NUMBER, 1),
  /** Skewness of the population: 0 for symmetric values. */
  SKEWNESS(Input.NUMBER, 1),
  /** Excess kurtosis of the population: 0 for normal values. */
  KURTOSIS(Input.NUMBER, 1),
  /** Largest less smallest value. */
  VALUE_RANGE(Input.NUMBER, 1),
  /** Third less first quartile, both exact as in {@link Constraint.Quantile}. */
  INTERQUARTILE_RANGE(Input.NUMBER, 1),
  /** Number of values that are 0. */
  ZERO_COUNT(Input.NUMBER, 1),
  /** Characters of the shortest text. */
  MIN_LENGTH(Input.TEXT, 1),
  /** Characters of the longest text. */
  MAX_LENGTH(Input.TEXT, 1),
  /** Number of distinct values, by HyperLogLog++; off by up to 5 % (one standard deviation). */
  APPROX_DISTINCT(Input.ANY, 1),
  /** Pearson's correlation of two columns over the rows with both, in [-1, 1]. */
  CORRELATION(Input.NUMBER, 2),
  /** Number of distinct values; nulls as with distinctness. */
  DISTINCT_COUNT(Input.GROUPS, 0),
  /**
   * Number of distinct values by number of rows. As with {@link Constraint.Uniqueness}, rows in
   * which all the columns are null are left out.
   */
  DISTINCTNESS(Input.GROUPS, 0),
  /** Number of values that occur once by number of distinct values; nulls as with distinctness. */
  UNIQUE_VALUE_RATIO(Input.GROUPS, 0),
  /** Entropy of the values in nats: 0 for a constant, ln k for k equally frequent values. */
  ENTROPY(Input.VALUE_GROUPS, 1),
  /** Mutual information of two columns in nats over the rows with both. */
  MUTUAL_INFORMATION(Input.VALUE_GROUPS, 2);

  /** What it is computed over. */
  enum Input {
    NUMBER,
    TEXT,
    ANY,
    /** Groups of equal values; a null beside a value is a value. */
    GROUPS,
    /** Groups of equal values without nulls. */
    VALUE_GROUPS
  }

  private final Input input;
  private final int columns;

  StatisticKind(Input input, int columns) {
    this.input = input;
    this.columns = columns;
  }

  /** Name as written in a monitor file, for example {@code standard_deviation}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name in a sentence, for example {@code standard deviation}. */
  String inWords() {
    return key().replace('_', ' ');
  }

  Input input() {
    return input;
  }

  /** How many columns it speaks of; 0 for one or more. */
  int columns() {
    return columns;
  }
}
