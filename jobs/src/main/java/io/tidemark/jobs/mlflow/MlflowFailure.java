package io.tidemark.jobs.mlflow;

import org.jspecify.annotations.Nullable;

/** A request that failed. Its message holds no secret. */
final class MlflowFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean passing;
  private final @Nullable String errorCode;

  /**
   * Creates a failure.
   *
   * @param passing true if the same request may succeed later
   * @param errorCode the server's own code, for example {@code RESOURCE_DOES_NOT_EXIST}; null if it
   *     gave none
   */
  MlflowFailure(
      String message, boolean passing, @Nullable String errorCode, @Nullable Throwable cause) {
    super(message, cause);
    this.passing = passing;
    this.errorCode = errorCode;
  }

  /** True if the same request may succeed later. */
  boolean passing() {
    return passing;
  }

  /** True if the server gave this code. */
  boolean is(String code) {
    return code.equals(errorCode);
  }
}
