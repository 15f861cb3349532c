package io.tidemark.jobs.housekeeping;

import static org.apache.spark.sql.functions.col;

import io.tidemark.jobs.config.Housekeeping;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.jobs.store.StoreTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Deletes the results of old runs: their rows, verdicts and pages. References, models, the
 * registry, the decisions on retraining and what people were told stay: later runs rest on them.
 */
final class Retention {
  /** What a run leaves in the store. `runs` comes last: until then the run can be found again. */
  private static final List<StoreTable> OF_RUNS =
      List.of(
          StoreTable.CHECK_RESULTS,
          StoreTable.DRIFT,
          StoreTable.SLICE_DRIFT,
          StoreTable.SLICE_DRIVERS,
          StoreTable.WINDOW_DRIFT,
          StoreTable.MULTIVARIATE_DRIFT,
          StoreTable.INFERENCE_WINDOWS,
          StoreTable.METRICS,
          StoreTable.RUNS);

  /** More do not fit well into one condition; the next housekeeping goes on. */
  private static final int MOST_RUNS = 2_000;

  private static final String FOLDER_OF_MODELS = "/artifacts/models";

  /** A folder without a row may be a model that is being kept right now. */
  private static final Duration LONGEST_TRAINING = Duration.ofDays(2);

  private final ResultStore store;
  private final RunFiles files;
  private final String monitor;
  private final String environment;

  Retention(ResultStore store, RunFiles files, String monitor, String environment) {
    this.store = store;
    this.files = files;
    this.monitor = monitor;
    this.environment = environment;
  }

  /** Ids of the runs that may go, oldest first. */
  List<String> old(Housekeeping settings, Instant now) {
    Duration keep = settings.keep();
    if (keep == null) {
      return List.of();
    }
    List<Row> newestFirst =
        store.query(
            StoreTable.RUNS,
            runs ->
                runs.filter(col("monitor").equalTo(monitor))
                    .filter(col("environment").equalTo(environment))
                    .select("run_id", "started_at")
                    .orderBy(col("started_at").desc(), col("run_id")));
    Instant limit = now.minus(keep);
    List<String> old =
        newestFirst.stream()
            .skip(settings.runsToKeep())
            .filter(run -> run.getTimestamp(1).toInstant().isBefore(limit))
            .map(run -> run.getString(0))
            .distinct()
            .toList();
    List<String> oldestFirst = new ArrayList<>(old);
    Collections.reverse(oldestFirst);
    return oldestFirst.subList(0, Math.min(MOST_RUNS, oldestFirst.size()));
  }

  /** Rows of runs, by table; tables without any are left out. */
  Map<StoreTable, Long> rows(List<String> runs) {
    Map<StoreTable, Long> rows = new EnumMap<>(StoreTable.class);
    if (!runs.isEmpty()) {
      for (StoreTable table : OF_RUNS) {
        long count = store.count(table, of(runs));
        if (count > 0) {
          rows.put(table, count);
        }
      }
    }
    return rows;
  }

  /** Deletes rows and files of runs; what is gone already is no error. */
  void delete(List<String> runs, Map<StoreTable, Long> rows) {
    for (String run : runs) {
      files.delete(files.runFolder(run));
      files.delete(files.report(run));
    }
    OF_RUNS.stream().filter(rows::containsKey).forEach(table -> store.delete(table, of(runs)));
  }

  /** Folders of models that never got their row, because their training died. */
  List<String> leftModels(Instant now) {
    List<String> kept =
        store.query(StoreTable.MODELS, all -> all.select("model_id")).stream()
            .map(row -> row.getString(0))
            .toList();
    return files.folders(store.root() + FOLDER_OF_MODELS, now.minus(LONGEST_TRAINING)).stream()
        .filter(folder -> !kept.contains(folder.substring(folder.lastIndexOf('/') + 1)))
        .toList();
  }

  private Column of(List<String> runs) {
    return col("monitor").equalTo(monitor).and(col("run_id").isin(runs.toArray()));
  }
}
