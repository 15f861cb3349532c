package io.tidemark.drift.multivariate;

import java.io.Serializable;

/** A row of the sample, of fixed size: strings are hashes. */
final class SampledRow implements Serializable {
  private static final long serialVersionUID = 1;

  private final boolean current;
  private final boolean fitting;
  private final double[] numbers;
  private final long[] codes;

  /**
   * A row.
   *
   * @param current whether it is of the current data, not of the reference
   * @param fitting whether models are fitted on it, not tested
   * @param numbers values of the numeric and boolean columns; NaN where there is none
   * @param codes hashes of the string columns; {@link ColumnSelection#NULL_CODE} for null
   */
  SampledRow(boolean current, boolean fitting, double[] numbers, long[] codes) {
    this.current = current;
    this.fitting = fitting;
    this.numbers = numbers;
    this.codes = codes;
  }

  boolean isCurrent() {
    return current;
  }

  /** Of the half that models are fitted on. */
  boolean isFitting() {
    return fitting;
  }

  double number(int position) {
    return numbers[position];
  }

  long code(int position) {
    return codes[position];
  }

  /** Whether any column has a value. */
  boolean hasValue() {
    for (double number : numbers) {
      if (!Double.isNaN(number)) {
        return true;
      }
    }
    for (long code : codes) {
      if (code != ColumnSelection.NULL_CODE) {
        return true;
      }
    }
    return false;
  }
}
