package io.tidemark.drift.reference;

/** A stored reference cannot be read: broken, or written by a newer version of Tidemark. */
public final class ReferenceFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the subject, the fact and the next step. */
  public ReferenceFormatException(String message) {
    super(message);
  }

  /** With a cause. */
  public ReferenceFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
