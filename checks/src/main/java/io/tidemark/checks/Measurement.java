package io.tidemark.checks;

import org.jspecify.annotations.Nullable;

/** What came of measuring one constraint. */
sealed interface Measurement {

  /**
   * A value was measured.
   *
   * @param judgement the value and whether it meets the bound
   * @param rows number of rows that the constraint speaks of; null if it does not speak of rows
   * @param counted number of those that a share is a share of; null if nobody counted
   */
  record Measured(Judgement judgement, @Nullable Long rows, @Nullable Long counted)
      implements Measurement {

    /** Rows of which nobody counted what a share is a share of. */
    Measured(Judgement judgement, @Nullable Long rows) {
      this(judgement, rows, null);
    }
  }

  /**
   * There was nothing to measure.
   *
   * @param rows number of rows that the constraint speaks of: 0, or more if all values are null
   */
  record Empty(long rows) implements Measurement {}

  /** The measurement failed. */
  record Broken(Throwable cause) implements Measurement {}
}
