package io.tidemark.checks.dqdl;

/** A rule has no constraint of the same meaning. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  /** Creates one with the reason and the next step. */
  Refusal(String reason) {
    super(reason);
  }

  Refusal(String reason, Throwable cause) {
    super(reason, cause);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
