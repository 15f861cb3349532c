package io.tidemark.checks;

/** What came of measuring one constraint. */
sealed interface Measurement {

  /**
   * A value was measured.
   *
   * @param value the value
   * @param holds whether it meets the bound
   * @param rows number of rows that the constraint speaks of
   */
  record Measured(double value, boolean holds, long rows) implements Measurement {}

  /**
   * There was nothing to measure.
   *
   * @param rows number of rows that the constraint speaks of: 0, or more if all values are null
   */
  record Empty(long rows) implements Measurement {}

  /** The measurement failed. */
  record Broken(Throwable cause) implements Measurement {}
}
