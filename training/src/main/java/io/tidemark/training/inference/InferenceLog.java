package io.tidemark.training.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.tidemark.training.Task;
import io.tidemark.training.TrainingException;
import io.tidemark.training.estimation.ScoreCell;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   * @throws TrainingException if the columns do not fit, or a binary label or prediction is neither
   *     0 nor 1
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
      return new InferenceWindows(List.of(), null, extent.timeless());
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
    return new InferenceWindows(windows, reference, extent.timeless());
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

  /** What the queries have found, by window. */
  private static final class Findings {
    private final InferenceSpec spec;
    private final Map<Long, Sums> sums = new HashMap<>();
    private final Map<Long, InferenceWindow.Percentiles> latencies = new HashMap<>();
    private final Map<Long, List<InferenceWindow.VersionRows>> versions = new HashMap<>();
    private final Map<Long, Double> areas = new HashMap<>();
    private final Map<Long, List<ScoreCell>> labelled = new HashMap<>();
    private final Map<Long, List<ScoreCell>> unlabelled = new HashMap<>();

    Findings(WindowQueries queries, InferenceSpec spec) {
      this.spec = spec;
      queries.sums().forEach(row -> sums.put(row.getLong(0), Sums.of(row)));
      requireClasses();
      if (spec.latency() != null) {
        queries.latencies().forEach(row -> latencies.put(row.getLong(0), percentiles(row)));
      }
      if (spec.modelVersion() != null) {
        queries.versions().forEach(this::addVersion);
      }
      if (spec.task() == Task.BINARY && spec.score() != null) {
        queries.cells().forEach(this::addCell);
        if (spec.label() != null) {
          queries
              .areas()
              .forEach(
                  row ->
                      areas.put(row.getLong(0), row.isNullAt(1) ? Double.NaN : row.getDouble(1)));
        }
      }
    }

    private void requireClasses() {
      if (spec.task() != Task.BINARY) {
        return;
      }
      long labels = sums.values().stream().mapToLong(Sums::invalidLabels).sum();
      long predictions = sums.values().stream().mapToLong(Sums::invalidPredictions).sum();
      if (labels + predictions > 0) {
        throw new TrainingException(
            "%s `%s` is neither 0 nor 1 on %d rows; name the column with the class, or set `task: regression`"
                .formatted(
                    labels > 0 ? "label" : "prediction",
                    labels > 0 ? spec.label() : spec.prediction(),
                    labels > 0 ? labels : predictions));
      }
    }

    private static InferenceWindow.Percentiles percentiles(Row row) {
      return new InferenceWindow.Percentiles(
          row.getLong(1), row.getDouble(2), row.getDouble(3), row.getDouble(4));
    }

    private void addVersion(Row row) {
      versions
          .computeIfAbsent(row.getLong(0), window -> new ArrayList<>())
          .add(
              new InferenceWindow.VersionRows(
                  row.isNullAt(1) ? null : row.getString(1), row.getLong(2)));
    }

    private void addCell(Row row) {
      (row.getBoolean(1) ? labelled : unlabelled)
          .computeIfAbsent(row.getLong(0), window -> new ArrayList<>())
          .add(
              new ScoreCell(
                  row.getInt(2),
                  row.getBoolean(3),
                  row.getLong(4),
                  row.getLong(5),
                  row.getDouble(6),
                  row.getDouble(7),
                  row.getDouble(8),
                  row.getDouble(9)));
    }

    InferenceWindow window(long key, Instant from, Instant to, double seconds) {
      Sums own = sums.getOrDefault(key, Sums.NONE);
      boolean scores = spec.score() != null;
      return new InferenceWindow(
          from,
          to,
          own.rows(),
          seconds,
          own.errors(),
          own.missingPredictions(),
          scores ? own.missingScores() : 0,
          own.invalidScores(),
          own.labelled(),
          latencies.getOrDefault(key, InferenceWindow.Percentiles.NONE),
          versions.getOrDefault(key, List.of()),
          spec.label() == null
              ? InferenceWindow.Realised.NONE
              : own.realised(spec.task(), areas.getOrDefault(key, Double.NaN), scores),
          labelled.getOrDefault(key, List.of()),
          unlabelled.getOrDefault(key, List.of()));
    }
  }
}
