package io.tidemark.checks;

/** Outcome of one constraint or of a suite, from best to worst. */
public enum CheckStatus {
  /** The constraint holds. */
  PASS,
  /** The constraint compares with earlier versions, and there are too few of them yet. */
  INSUFFICIENT_DATA,
  /**
   * A constraint of severity {@link Severity#WARN} does not hold, or one of severity {@link
   * Severity#ERROR} misses its bound by no more than its tolerance.
   */
  WARN,
  /** A constraint of severity {@link Severity#ERROR} does not hold. */
  FAIL,
  /**
   * The constraint could not be evaluated (missing column, wrong type, bad expression). Never
   * counted as passed.
   */
  ERROR;

  /** Returns the worse of the two. */
  public CheckStatus worse(CheckStatus other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** True for what somebody has to look at. */
  public boolean isProblem() {
    return compareTo(WARN) >= 0;
  }
}
