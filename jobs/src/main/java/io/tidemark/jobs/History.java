package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.reports.InferenceResult;
import io.tidemark.reports.ResultFormatException;
import io.tidemark.reports.ResultJson;
import io.tidemark.reports.RunResult;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Reads past runs from the result store. */
public final class History {
  private static final int MOST = 100_000;
  private static final int MOST_OF_VERSION = 50;

  private final ResultStore store;

  /** History of this store. */
  public History(ResultStore store) {
    this.store = store;
  }

  /**
   * Past runs, newest first; those of a newer format are left out. A run that failed and later
   * succeeded counts once, as the success.
   *
   * @param monitor only this monitor's runs; null for all
   * @param limit at most this many
   */
  public List<RunResult> runs(@Nullable String monitor, int limit) {
    List<Row> rows =
        store.query(
            StoreTable.RUNS,
            all ->
                (monitor == null ? all : all.filter(col("monitor").equalTo(monitor)))
                    .filter(col("format_version").leq(RunResult.FORMAT_VERSION))
                    .select("result")
                    .orderBy(col("started_at").desc())
                    .limit(2 * Math.min(limit, MOST)));
    return latest(rows).stream().limit(limit).toList();
  }

  /** Runs of a monitor on one version of a table, newest first. */
  List<RunResult> runsOf(String monitor, String tableId, long version) {
    return List.copyOf(
        latest(
            store.query(
                StoreTable.RUNS,
                all ->
                    readable(all, monitor)
                        .filter(
                            col("table_id")
                                .equalTo(tableId)
                                .and(col("table_version").equalTo(version)))
                        .select("result")
                        .orderBy(col("started_at").desc())
                        .limit(MOST_OF_VERSION))));
  }

  /** The newest run of a monitor in an environment. */
  public Optional<RunResult> newest(String monitor, String environment) {
    return latest(
            store.query(
                StoreTable.RUNS,
                all ->
                    readable(all, monitor)
                        .filter(col("environment").equalTo(environment))
                        .select("result")
                        .orderBy(col("started_at").desc())
                        .limit(MOST_OF_VERSION)))
        .stream()
        .findFirst();
  }

  /** The newest look at a monitor's inference log. */
  Optional<InferenceResult> newestInference(String monitor) {
    return store
        .query(
            StoreTable.RUNS,
            all ->
                readable(all, monitor)
                    .filter(col("command").equalTo("monitor").and(col("verdict").notEqual("ERROR")))
                    .select("result")
                    .orderBy(col("started_at").desc())
                    .limit(1))
        .stream()
        .findFirst()
        .map(row -> read(row.getString(0)).inference());
  }

  private static Dataset<Row> readable(Dataset<Row> runs, String monitor) {
    return runs.filter(col("monitor").equalTo(monitor))
        .filter(col("format_version").leq(RunResult.FORMAT_VERSION));
  }

  private static RunResult read(String json) {
    try {
      return ResultJson.read(json);
    } catch (ResultFormatException e) {
      throw new TidemarkException(
          ErrorCode.OUTPUT_NOT_WRITABLE,
          "a result in the result store cannot be read",
          e.getMessage(),
          "find out what else writes to the table `runs`; only Tidemark may",
          e);
    }
  }

  /** A run has at most two rows: an error and a success. */
  private static Collection<RunResult> latest(List<Row> rows) {
    Map<String, RunResult> byId = new LinkedHashMap<>();
    rows.stream()
        .map(row -> read(row.getString(0)))
        .sorted(Comparator.comparing(RunResult::startedAt).reversed())
        .forEach(
            run ->
                byId.merge(
                    FailedRuns.evaluatedId(run),
                    run,
                    (one, other) -> one.failure() != null ? other : one));
    return byId.values();
  }
}
