package io.tidemark.jobs.error;

import org.jspecify.annotations.Nullable;

/** An error the user can act on: subject and fact, the reason if known, and the next step. */
public final class TidemarkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String reason;
  private final String nextStep;

  /**
   * Creates an error.
   *
   * @param code its entry in the catalogue
   * @param message subject and fact with its values
   * @param reason what led to it, null if not known
   * @param nextStep what the user can do
   * @param cause the exception behind it, null if there is none
   */
  public TidemarkException(
      ErrorCode code,
      String message,
      @Nullable String reason,
      String nextStep,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.reason = reason;
    this.nextStep = nextStep;
  }

  /** Its entry in the catalogue. */
  public ErrorCode code() {
    return code;
  }

  /** What led to it, null if not known. */
  public @Nullable String reason() {
    return reason;
  }

  /** What the user can do. */
  public String nextStep() {
    return nextStep;
  }
}
