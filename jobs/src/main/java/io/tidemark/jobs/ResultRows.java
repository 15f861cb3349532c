package io.tidemark.jobs;

import io.tidemark.checks.CheckResult;
import io.tidemark.drift.DriftResult;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.reports.Pins;
import io.tidemark.reports.ResultJson;
import io.tidemark.reports.RunResult;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Task;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's result into the result store: details first, the run's own row last, so that it
 * counts only whole.
 */
final class ResultRows {
  private final ResultStore store;

  ResultRows(ResultStore store) {
    this.store = store;
  }

  /** Pins of a run's rows. */
  static RowPins pins(String runId, String monitor, Pins pins) {
    return new RowPins(
        runId,
        monitor,
        pins.tableId(),
        pins.tableVersion(),
        pins.referenceId(),
        pins.configHash(),
        pins.codeVersion());
  }

  /** Writes everything of a run that was evaluated; a second time adds nothing. */
  void write(RunResult run, Pins pins) {
    RowPins rowPins = pins(run.runId(), run.monitor(), pins);
    if (run.checks() != null) {
      store.append(StoreTable.CHECK_RESULTS, run.runId(), rowPins, checks(run.checks().results()));
    }
    if (run.drift() != null) {
      writeDrift(run.runId(), rowPins, run.drift());
    }
    if (run.inference() != null) {
      store.append(
          StoreTable.INFERENCE_WINDOWS,
          run.runId(),
          rowPins,
          InferenceRows.windows(run.inference()));
    }
    store.append(StoreTable.METRICS, run.runId(), rowPins, metrics(run, pins));
    store.append(StoreTable.RUNS, run.runId(), rowPins, List.of(run(run.brief())));
  }

  private void writeDrift(String runId, RowPins pins, DriftResult drift) {
    store.append(StoreTable.DRIFT, runId, pins, DriftRows.columns(drift));
    store.append(StoreTable.SLICE_DRIFT, runId, pins, DriftRows.slices(drift.slices()));
    store.append(StoreTable.SLICE_DRIVERS, runId, pins, DriftRows.drivers(drift.drivers()));
    store.append(StoreTable.WINDOW_DRIFT, runId, pins, DriftRows.windows(drift.windows()));
    store.append(
        StoreTable.MULTIVARIATE_DRIFT, runId, pins, DriftRows.together(drift.multivariate()));
  }

  /**
   * Writes only the row of a run that ended in an error, beside which a later success of the same
   * run can stand.
   */
  void writeError(RunResult run, RowPins pins) {
    store.append(StoreTable.RUNS, run.runId() + "/error", pins, List.of(run(run)));
  }

  private static List<@Nullable Object> run(RunResult run) {
    return Arrays.asList(
        run.command(),
        run.environment(),
        run.verdict().name(),
        run.headline(),
        Timestamp.from(run.startedAt()),
        Timestamp.from(run.finishedAt()),
        run.rows(),
        run.formatVersion(),
        ResultJson.write(run));
  }

  private static List<List<@Nullable Object>> checks(List<CheckResult> results) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (CheckResult check : results) {
      rows.add(
          Arrays.asList(
              check.constraintId(),
              check.kind(),
              check.columns().toArray(),
              check.severity().name(),
              check.status().name(),
              check.expected(),
              check.actual(),
              check.message(),
              check.description()));
    }
    return rows;
  }

  private static List<List<@Nullable Object>> metrics(RunResult run, Pins pins) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    metrics(run)
        .forEach(
            (name, value) ->
                rows.add(
                    Arrays.asList(
                        name.subject(),
                        name.metric(),
                        value,
                        Timestamp.from(pins.commitTime()),
                        Timestamp.from(run.finishedAt()))));
    return rows;
  }

  private record Metric(String subject, String metric) {}

  private static Map<Metric, Double> metrics(RunResult run) {
    Map<Metric, Double> values = new LinkedHashMap<>();
    if (run.rows() != null) {
      values.put(new Metric("table", "rows"), run.rows().doubleValue());
    }
    List<CheckResult> checks = run.checks() == null ? List.of() : run.checks().results();
    for (CheckResult check : checks) {
      Double value = check.actual();
      if (value != null) {
        String metric = check.metric() == null ? check.constraintId() : check.metric();
        values.put(new Metric("check", metric), value);
      }
    }
    if (run.model() != null && run.model().current() != null) {
      Evaluation current = run.model().current();
      current
          .metrics()
          .forEach((metric, value) -> values.put(new Metric("model", metric.key()), value));
      if (current.task() == Task.BINARY) {
        values.put(new Metric("model", "positive_share"), current.positiveShare());
      }
    }
    return values;
  }
}
