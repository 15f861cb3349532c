package io.tidemark.training;

/**
 * A model cannot be trained or evaluated on these rows; the message says on what, why, and what to
 * do next.
 */
public final class TrainingException extends RuntimeException {
  public TrainingException(String message) {
    super(message);
  }

  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
