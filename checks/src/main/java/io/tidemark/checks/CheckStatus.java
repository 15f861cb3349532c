package io.tidemark.checks;

/** Outcome of one constraint or of a suite, from best to worst. */
public enum CheckStatus {
  /** The constraint holds. */
  PASS,
  /** A constraint of severity {@link Severity#WARN} does not hold. */
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
}
