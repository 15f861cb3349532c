package io.tidemark.checks;

/** A constraint cannot be evaluated on this table; the message says why and what to do. */
final class ConstraintProblem extends Exception {
  private final String text;

  ConstraintProblem(String text) {
    super(text);
    this.text = text;
  }

  ConstraintProblem(String text, Throwable cause) {
    super(text, cause);
    this.text = text;
  }

  String text() {
    return text;
  }
}
