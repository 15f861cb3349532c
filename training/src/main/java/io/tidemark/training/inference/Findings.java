package io.tidemark.training.inference;

import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import io.tidemark.training.TrainingException;
import io.tidemark.training.estimation.ScoreCell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What the queries have found, by window. */
final class Findings {
  /** Most cells of several classes that are collected. */
  static final int MOST_CELLS = 500_000;

  private static final int LABELLED = 1;
  private static final int CLASS = 2;

  private final InferenceSpec spec;
  private final Map<Long, Sums> sums = new HashMap<>();
  private final Map<Long, InferenceWindow.Percentiles> latencies = new HashMap<>();
  private final Map<Long, List<InferenceWindow.VersionRows>> versions = new HashMap<>();
  private final Map<Long, Double> areas = new HashMap<>();
  private final Map<Object, Map<Metric, Double>> classes = new HashMap<>();
  private final Map<Long, SortedMap<String, List<ScoreCell>>> labelled = new HashMap<>();
  private final Map<Long, SortedMap<String, List<ScoreCell>>> unlabelled = new HashMap<>();
  private final Map<Long, SortedMap<String, List<ScoreCell>>> labelledClasses = new HashMap<>();
  private final Map<Long, SortedMap<String, List<ScoreCell>>> unlabelledClasses = new HashMap<>();

  /** Runs the queries that the log has columns for. */
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
    if (spec.hasScores() && spec.task() != Task.REGRESSION) {
      queries.cells().forEach(row -> addCell(row, labelled, unlabelled));
    }
    if (spec.task() == Task.BINARY && spec.score() != null && spec.label() != null) {
      queries
          .areas()
          .forEach(
              row -> areas.put(row.getLong(0), row.isNullAt(1) ? Double.NaN : row.getDouble(1)));
    }
    if (spec.task() == Task.MULTICLASS && spec.label() != null) {
      classes.putAll(queries.classes());
    }
    if (spec.probabilities() != null) {
      readClassCells(queries);
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
          "%s `%s` is neither 0 nor 1 on %d rows; name the column with the class, or set `task: multiclass` or `task: regression`"
              .formatted(
                  labels > 0 ? "label" : "prediction",
                  labels > 0 ? spec.label() : spec.prediction(),
                  labels > 0 ? labels : predictions));
    }
  }

  private void readClassCells(WindowQueries queries) {
    List<Row> cells = queries.classCells(MOST_CELLS);
    if (cells.size() > MOST_CELLS) {
      long names = cells.stream().map(row -> row.getString(CLASS)).distinct().count();
      throw new TrainingException(
          "`%s` has at least %d classes in %d windows, which is too much to estimate their quality; look at fewer windows with `last`, or leave `probabilities` out"
              .formatted(spec.probabilities(), names, sums.size()));
    }
    cells.forEach(row -> addCell(row, labelledClasses, unlabelledClasses));
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

  private static void addCell(
      Row row,
      Map<Long, SortedMap<String, List<ScoreCell>>> withLabel,
      Map<Long, SortedMap<String, List<ScoreCell>>> without) {
    (row.getBoolean(LABELLED) ? withLabel : without)
        .computeIfAbsent(row.getLong(0), window -> new TreeMap<>())
        .computeIfAbsent(row.getString(CLASS), name -> new ArrayList<>())
        .add(
            new ScoreCell(
                row.getInt(3),
                row.getBoolean(4),
                row.getLong(5),
                row.getLong(6),
                row.getDouble(7),
                row.getDouble(8),
                row.getDouble(9),
                row.getDouble(10)));
  }

  /** The window that begins at this local microsecond. */
  InferenceWindow window(long key, Instant from, Instant to, double seconds) {
    Sums own = sums.getOrDefault(key, Sums.NONE);
    return new InferenceWindow(
        from,
        to,
        own.rows(),
        seconds,
        own.errors(),
        own.missingPredictions(),
        spec.hasScores() ? own.missingScores() : 0,
        own.invalidScores(),
        own.labelled(),
        latencies.getOrDefault(key, InferenceWindow.Percentiles.NONE),
        versions.getOrDefault(key, List.of()),
        spec.label() == null ? InferenceWindow.Realised.NONE : realised(key, own),
        all(labelled.get(key)),
        all(unlabelled.get(key)),
        labelledClasses.getOrDefault(key, Collections.emptySortedMap()),
        unlabelledClasses.getOrDefault(key, Collections.emptySortedMap()));
  }

  private InferenceWindow.Realised realised(long key, Sums own) {
    boolean losses =
        spec.task() == Task.BINARY ? spec.score() != null : spec.probabilities() != null;
    return own.realised(
        spec.task(),
        areas.getOrDefault(key, Double.NaN),
        losses,
        classes.getOrDefault(key, Map.of()));
  }

  private static List<ScoreCell> all(@Nullable SortedMap<String, List<ScoreCell>> cells) {
    return cells == null ? List.of() : cells.values().stream().flatMap(List::stream).toList();
  }
}
