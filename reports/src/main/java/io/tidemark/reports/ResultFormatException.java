package io.tidemark.reports;

import org.jspecify.annotations.Nullable;

/** A stored result that cannot be read: broken, or written by a newer Tidemark. */
public final class ResultFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what to do. */
  public ResultFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
