package io.tidemark.reports;

import org.jspecify.annotations.Nullable;

/**
 * One phase of a run.
 *
 * @param name for example {@code drift}
 * @param millis wall-clock time it took
 * @param work what Spark did in it; null if that is not known
 */
public record Phase(String name, long millis, @Nullable SparkWork work) {

  /** A phase of which only the time is known. */
  public Phase(String name, long millis) {
    this(name, millis, null);
  }
}
