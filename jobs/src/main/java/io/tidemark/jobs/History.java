package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;

import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.reports.ResultJson;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Reads past runs from the result store. */
public final class History {
  private final ResultStore store;

  /** History of this store. */
  public History(ResultStore store) {
    this.store = store;
  }

  /**
   * Past runs, newest first. A run that failed and later succeeded counts once, as the success.
   *
   * @param monitor only this monitor's runs; null for all
   * @param limit at most this many
   */
  public List<RunResult> runs(@Nullable String monitor, int limit) {
    return store
        .read(StoreTable.RUNS)
        .map(rows -> monitor == null ? rows : rows.filter(col("monitor").equalTo(monitor)))
        .map(
            rows ->
                rows.select("result")
                    .orderBy(col("started_at").desc())
                    .limit(limit)
                    .collectAsList())
        .map(rows -> List.copyOf(latest(rows)))
        .orElse(List.of());
  }

  private static Collection<RunResult> latest(List<Row> rows) {
    Map<String, RunResult> byId = new LinkedHashMap<>();
    rows.stream()
        .map(row -> ResultJson.read(row.getString(0)))
        .sorted(Comparator.comparing(RunResult::startedAt).reversed())
        .forEach(
            run ->
                byId.merge(
                    run.runId(),
                    run,
                    (one, other) -> one.verdict() == RunVerdict.ERROR ? other : one));
    return byId.values();
  }
}
