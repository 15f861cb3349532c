package io.tidemark.checks;

/** A constraint cannot be evaluated on this table; the message says why and what to do. */
public final class ConstraintProblem extends Exception {
  private final String text;

  /** A problem in words: the fact with its values, and the next step. */
  public ConstraintProblem(String text) {
    super(text);
    this.text = text;
  }

  /** A problem with the exception behind it. */
  public ConstraintProblem(String text, Throwable cause) {
    super(text, cause);
    this.text = text;
  }

  String text() {
    return text;
  }
}
