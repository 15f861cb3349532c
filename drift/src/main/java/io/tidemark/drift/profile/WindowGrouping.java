package io.tidemark.drift.profile;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Groups rows by windows of time: group w holds the local times from w times the length to w + 1
 * times the length, counted from 1970-01-01T00:00. Rows without a time belong to none.
 */
public final class WindowGrouping implements RowGrouping {
  private static final long serialVersionUID = 1L;
  private static final long MICROS_A_SECOND = TimeUnit.SECONDS.toMicros(1);

  private final ColumnRead column;
  private final String name;
  private final long length;
  private final ZoneId zone;
  private final int max;

  /**
   * Windows on a column of dates or timestamps.
   *
   * @param name the column's name, for messages
   * @param every length of a window
   * @param zone the session's time zone, for timestamps
   * @param max most windows
   */
  public WindowGrouping(ColumnRead column, String name, Duration every, ZoneId zone, int max) {
    this.column = column;
    this.name = name;
    this.length = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(every));
    this.zone = zone;
    this.max = max;
  }

  @Override
  public List<ColumnRead> keys() {
    return List.of(column);
  }

  @Override
  public int maxGroups() {
    return max;
  }

  @Override
  public String tooMany() {
    return "windows of %s on `%s` are more than %d; choose longer ones"
        .formatted(Duration.of(length, ChronoUnit.MICROS), name, max);
  }

  /** Start of a window. */
  public Instant start(long window) {
    LocalDateTime local =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(window * length, MICROS_A_SECOND),
            (int) TimeUnit.MICROSECONDS.toNanos(Math.floorMod(window * length, MICROS_A_SECOND)),
            ZoneOffset.UTC);
    return local.atZone(zone).toInstant();
  }

  @Override
  public Assigner assigner() {
    boolean days = column.type() instanceof DateType;
    ZoneRules rules =
        column.type() instanceof TimestampType ? zone.getRules() : ZoneOffset.UTC.getRules();
    long unit = days ? TimeUnit.DAYS.toMicros(1) : 1;
    boolean fixed = rules.isFixedOffset();
    long offset = fixed ? seconds(rules, 0) : 0;
    return (keys, groups) -> {
      Arrays.fill(groups, 0, keys[0].rows(), Assigner.NONE);
      long[] times = keys[0].longs();
      int[] rows = keys[0].positions();
      for (int i = 0; i < keys[0].size(); i++) {
        long time = times[i] * unit;
        long local = time + MICROS_A_SECOND * (fixed ? offset : seconds(rules, time));
        groups[rows[i]] = Math.floorDiv(local, length);
      }
    };
  }

  private static long seconds(ZoneRules rules, long micros) {
    return rules
        .getOffset(Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_A_SECOND)))
        .getTotalSeconds();
  }
}
