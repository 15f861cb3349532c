package io.tidemark.drift;

import io.tidemark.drift.profile.ColumnKinds;
import java.time.Duration;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;

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

  /**
   * Checks that the column can be cut so.
   *
   * @throws IllegalArgumentException if it holds no times, or dates that the length would split
   */
  void check(DataType type) {
    if (ColumnKinds.of(type).filter(ColumnKind.TEMPORAL::equals).isEmpty()) {
      throw new IllegalArgumentException(
          "window column `%s` is %s; windows need a date or a timestamp"
              .formatted(column, type.catalogString()));
    }
    if (type instanceof DateType && every.toMillis() % Duration.ofDays(1).toMillis() != 0) {
      throw new IllegalArgumentException(
          "windows of %s would split the dates of `%s`; choose whole days"
              .formatted(every, column));
    }
  }
}
