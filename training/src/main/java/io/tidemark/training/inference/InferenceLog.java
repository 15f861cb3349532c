package io.tidemark.training.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.tidemark.training.TrainingException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads an inference log by windows of time, all windows at once: a handful of queries, however
 * many windows there are. Percentiles and AUC are exact. The result does not depend on how the rows
 * are partitioned, up to the last digits of sums.
 */
public final class InferenceLog {
  /** Most model versions that are told apart in a window. */
  public static final int MOST_VERSIONS = 20;

  private static final long REFERENCE = Long.MIN_VALUE;

  private final InferenceSpec spec;
  private final Dataset<Row> log;
  private final LogColumns columns;
  private final ZoneId zone;
  private final WindowClock clock;

  private InferenceLog(Dataset<Row> log, InferenceSpec spec) {
    this.spec = spec;
    this.log = log;
    columns = new LogColumns(spec, log.schema());
    zone = ZoneId.of(log.sparkSession().sessionState().conf().sessionLocalTimeZone());
    clock = new WindowClock(spec.every(), zone);
  }

  /**
   * What of a spec does not fit the columns of a log, all at once and without reading a row; each
   * begins with the setting, for example {@code time: column `at` is not in the table}.
   */
  public static List<String> misfits(Dataset<Row> log, InferenceSpec spec) {
    return new LogColumns(spec, log.schema()).problems();
  }

  /**
   * Reads the newest windows of a log, and its reference.
   *
   * @throws TrainingException if the columns do not fit, a binary label or prediction is neither 0
   *     nor 1, or there are too many classes to look at
   */
  public static InferenceWindows windows(Dataset<Row> log, InferenceSpec spec) {
    return new InferenceLog(log, spec).read();
  }

  private InferenceWindows read() {
    List<String> problems = columns.problems();
    if (!problems.isEmpty()) {
      throw new TrainingException(String.join("; ", problems) + "; mend the settings");
    }
    Dataset<Row> rows = columns.of(log, zone);
    Extent extent = extent(rows);
    if (extent.isEmpty()) {
      return new InferenceWindows(spec.task(), List.of(), null, extent.timeless());
    }
    Column time = col(LogColumns.TIME);
    Column window = clock.window(time);
    long first = Long.MAX_VALUE;
    if (extent.hasWindows()) {
      long newest = clock.window(extent.latest());
      first = Math.max(clock.window(extent.earliest()), clock.before(newest, spec.last() - 1L));
      window = when(time.geq(Math.max(first, extent.earliest())), window);
    }
    Column placed =
        extent.until() == null
            ? window
            : when(time.lt(extent.until()), lit(REFERENCE))
                .otherwise(extent.hasWindows() ? window : lit(null));
    Dataset<Row> looked =
        rows.withColumn(WindowQueries.WINDOW, placed).where(col(WindowQueries.WINDOW).isNotNull());
    return windows(new Findings(new WindowQueries(looked), spec), extent, first);
  }

  private InferenceWindows windows(Findings found, Extent extent, long first) {
    List<InferenceWindow> windows = new ArrayList<>();
    if (extent.hasWindows()) {
      for (long start = first; start <= extent.latest(); start = clock.next(start)) {
        Instant from = clock.instant(start);
        Instant to = clock.instant(clock.next(start));
        windows.add(found.window(start, from, to, covered(start, extent)));
      }
    }
    InferenceWindow reference = null;
    Long until = extent.until();
    if (until != null && extent.referenceRows() > 0) {
      Instant from = clock.instant(extent.referenceFrom());
      Instant to = clock.instant(until);
      reference = found.window(REFERENCE, from, to, seconds(from, to));
    }
    return new InferenceWindows(spec.task(), windows, reference, extent.timeless());
  }

  /** Seconds of the window between the earliest and the latest row of the log. */
  private double covered(long start, Extent extent) {
    long from = Math.max(start, extent.begins());
    long to = Math.min(clock.next(start), extent.latest());
    return Math.max(0, seconds(clock.instant(from), clock.instant(to)));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  /**
   * How far the log reaches, in local microseconds.
   *
   * @param until end of the reference; null if there is none
   * @param referenceFrom earliest row of the reference
   * @param earliest earliest row that is not in the reference
   * @param latest latest such row
   * @param timeless rows without a time
   */
  private record Extent(
      @Nullable Long until,
      long referenceRows,
      long referenceFrom,
      long rows,
      long earliest,
      long latest,
      long timeless) {

    boolean hasWindows() {
      return rows > 0;
    }

    boolean isEmpty() {
      return rows == 0 && referenceRows == 0;
    }

    /** What comes right after the reference is covered from its start on. */
    long begins() {
      return until != null && referenceRows > 0 ? until : earliest;
    }
  }

  private Extent extent(Dataset<Row> rows) {
    Instant reference = spec.reference();
    Long until = reference == null ? null : clock.localMicros(reference);
    Column time = col(LogColumns.TIME);
    Column before = until == null ? lit(false) : time.lt(until);
    Column after = until == null ? time.isNotNull() : time.geq(until);
    Row found =
        rows.agg(
                count(when(before, 1)),
                min(when(before, time)),
                count(when(after, 1)),
                min(when(after, time)),
                max(when(after, time)),
                count(when(time.isNull(), 1)))
            .first();
    return new Extent(
        until,
        found.getLong(0),
        orZero(found, 1),
        found.getLong(2),
        orZero(found, 3),
        orZero(found, 4),
        found.getLong(5));
  }

  private static long orZero(Row row, int i) {
    return row.isNullAt(i) ? 0 : row.getLong(i);
  }
}
