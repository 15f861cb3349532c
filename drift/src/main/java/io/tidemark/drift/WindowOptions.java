package io.tidemark.drift;

import java.time.Duration;

/**
 * How a version is cut into windows of time.
 *
 * @param column a column of dates or timestamps
 * @param every length of a window: a whole number of days where the column holds dates; windows
 *     start at multiples of it from 1970-01-01T00:00 in the session's time zone
 * @param max most windows a version may have; more are an error, because every window costs memory
 */
public record WindowOptions(String column, Duration every, int max) {
  /** A year of days. */
  public static final int DEFAULT_MAX = 366;

  public WindowOptions {
    if (every.isNegative() || every.isZero() || max < 1) {
      throw new IllegalArgumentException(
          "a window must be longer than nothing and there must be at least one, but every is %s and max %d"
              .formatted(every, max));
    }
  }
}
