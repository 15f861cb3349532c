package io.tidemark.jobs.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that failed. Its message holds no secret. */
public final class HttpFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean passing;
  private final @Nullable String errorCode;
  private final @Nullable Duration retryAfter;

  /**
   * Creates a failure.
   *
   * @param passing true if the same request may succeed later
   * @param errorCode the server's own code, for example {@code RESOURCE_DOES_NOT_EXIST}; null if it
   *     gave none
   */
  public HttpFailure(
      String message, boolean passing, @Nullable String errorCode, @Nullable Throwable cause) {
    this(message, passing, errorCode, null, cause);
  }

  /**
   * Creates a failure after which the server wants to be left alone.
   *
   * @param retryAfter for how long; null if it does not say
   */
  public HttpFailure(
      String message,
      boolean passing,
      @Nullable String errorCode,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.passing = passing;
    this.errorCode = errorCode;
    this.retryAfter = retryAfter;
  }

  /** The process was asked to stop while it waited; keeps that in mind for its callers. */
  public static HttpFailure interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new HttpFailure("the process was asked to stop", false, null, cause);
  }

  /** True if the same request may succeed later. */
  public boolean passing() {
    return passing;
  }

  /** True if the server gave this code. */
  public boolean is(String code) {
    return code.equals(errorCode);
  }

  /** How long the server wants to be left alone; null if it does not say. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
