package io.tidemark.drift.profile;

import java.util.function.Supplier;
import org.apache.spark.SparkException;

/** More windows or slices than the options allow. */
public final class TooManyGroupsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final String NAME = TooManyGroupsException.class.getName() + ": ";

  /** With what there is too much of, and what to do. */
  public TooManyGroupsException(String message) {
    super(message);
  }

  /** Runs a job; if a task failed with this exception, throws it instead of Spark's. */
  static <T> T unwrap(Supplier<T> job) {
    try {
      return job.get();
    } catch (Exception e) {
      throw thrownByTask(e);
    }
  }

  private static RuntimeException thrownByTask(Exception e) {
    // Spark throws the checked exception from methods that do not declare it.
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooManyGroupsException found) {
        return found;
      }
      if (cause instanceof SparkException && cause.getMessage() != null) {
        int at = cause.getMessage().indexOf(NAME);
        if (at >= 0) {
          String text = cause.getMessage().substring(at + NAME.length());
          return new TooManyGroupsException(text.lines().findFirst().orElse(text));
        }
      }
    }
    return sneaky(e);
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> RuntimeException sneaky(Exception e) throws E {
    throw (E) e;
  }
}
