package io.tidemark.training.inference;

import static org.apache.spark.sql.functions.lit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Windows of time as whole numbers: a window is known by its first local microsecond since
 * 1970-01-01T00:00, in the session's time zone. Drift cuts the same windows.
 */
final class WindowClock {
  private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

  private final long length;
  private final ZoneId zone;

  WindowClock(Duration every, ZoneId zone) {
    this.length = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(every));
    this.zone = zone;
  }

  /** The window of a column of local microseconds. */
  Column window(Column localMicros) {
    return localMicros.minus(functions.pmod(localMicros, lit(length)));
  }

  long window(long localMicros) {
    return localMicros - Math.floorMod(localMicros, length);
  }

  /** The window so many before another. */
  long before(long window, long count) {
    return window - count * length;
  }

  long next(long window) {
    return window + length;
  }

  /** The instant of local microseconds. */
  Instant instant(long localMicros) {
    return LocalDateTime.ofEpochSecond(
            Math.floorDiv(localMicros, SECOND),
            (int) TimeUnit.MICROSECONDS.toNanos(Math.floorMod(localMicros, SECOND)),
            ZoneOffset.UTC)
        .atZone(zone)
        .toInstant();
  }

  /** Local microseconds of an instant. */
  long localMicros(Instant instant) {
    return ChronoUnit.MICROS.between(
        Instant.EPOCH, LocalDateTime.ofInstant(instant, zone).toInstant(ZoneOffset.UTC));
  }
}
