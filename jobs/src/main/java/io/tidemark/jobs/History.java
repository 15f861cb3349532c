package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.reports.InferenceResult;
import io.tidemark.reports.MonitorState;
import io.tidemark.reports.ResultFormatException;
import io.tidemark.reports.ResultJson;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunSummary;
import io.tidemark.reports.RunVerdict;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.jspecify.annotations.Nullable;

/** Reads past runs from the result store. */
public final class History {
  private static final int MOST = 100_000;
  private static final Column FAILED = col("verdict").equalTo("ERROR");

  /**
   * What a line says of a run. The page of a run that failed is named by its result, which is small
   * then; its row has the id of the run as if it had not.
   */
  private static final Column[] LINE = {
    when(FAILED, get_json_object(col("result"), "$.runId")).otherwise(col("run_id")),
    col("monitor"),
    col("environment"),
    col("command"),
    col("verdict"),
    col("headline"),
    col("started_at"),
    col("table_version")
  };

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

  /**
   * Past runs of a monitor in one environment, newest first, as {@link #runs(String, int)} gives
   * them.
   */
  List<RunResult> runs(String monitor, String environment, int limit) {
    return latest(
            store.query(
                StoreTable.RUNS,
                all ->
                    readable(all, monitor)
                        .filter(col("environment").equalTo(environment))
                        .select("result")
                        .orderBy(col("started_at").desc())
                        .limit(2 * Math.min(limit, MOST))))
        .stream()
        .limit(limit)
        .toList();
  }

  /** The newest runs of all monitors in a line each, newest first. Reads no results. */
  List<RunSummary> newest(int limit) {
    return store
        .query(
            StoreTable.RUNS,
            all -> succeeded(all).select(LINE).orderBy(col("started_at").desc()).limit(limit))
        .stream()
        .map(History::line)
        .toList();
  }

  /** Every monitor in every environment with its latest run. Reads no results. */
  List<MonitorState> monitors() {
    WindowSpec monitor = Window.partitionBy("monitor", "environment");
    return store
        .query(
            StoreTable.RUNS,
            all ->
                succeeded(all)
                    .withColumn(
                        "place", row_number().over(monitor.orderBy(col("started_at").desc())))
                    .withColumn("runs", count(lit(1)).over(monitor))
                    .filter(col("place").equalTo(1))
                    .select(
                        Stream.concat(Stream.of(LINE), Stream.of(col("runs")))
                            .toArray(Column[]::new)))
        .stream()
        .map(row -> new MonitorState(line(row), row.getLong(LINE.length)))
        .toList();
  }

  /** A run that failed and later succeeded counts once. */
  private static Dataset<Row> succeeded(Dataset<Row> runs) {
    Dataset<Row> readable = runs.filter(col("format_version").leq(RunResult.FORMAT_VERSION));
    return readable
        .withColumn(
            "done", max(not(FAILED)).over(Window.partitionBy("monitor", "environment", "run_id")))
        .filter(not(FAILED).or(not(col("done"))));
  }

  private static RunSummary line(Row row) {
    return new RunSummary(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        RunVerdict.valueOf(row.getString(4)),
        row.getString(5),
        row.getTimestamp(6).toInstant(),
        row.isNullAt(7) ? null : row.getLong(7));
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
    return runs(monitor, environment, MOST_OF_VERSION / 2).stream().findFirst();
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
