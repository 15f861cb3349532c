package io.tidemark.jobs;

import io.tidemark.drift.DriftResult;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Retrain;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.trigger.Signals;
import io.tidemark.reports.InferenceResult;
import io.tidemark.reports.ModelResult;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Interval;
import io.tidemark.training.Metric;
import io.tidemark.training.Provenance;
import io.tidemark.training.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what the retraining rules look at; nothing is read that no rule asks for. */
final class RetrainingSignals {
  private final DeltaTables tables;
  private final ResultStore store;
  private final Clock clock;

  RetrainingSignals(DeltaTables tables, ResultStore store, Clock clock) {
    this.tables = tables;
    this.store = store;
    this.clock = clock;
  }

  Signals of(
      Monitor monitor,
      ResolvedTable table,
      @Nullable DriftResult drift,
      @Nullable ModelResult model) {
    Retrain rules = monitor.retrain();
    return new Signals(
        drift,
        model,
        rules.estimatedDrop() == null ? null : estimate(monitor),
        model == null ? null : age(model),
        model == null || rules.newLabelledRows() == null ? null : newLabelledRows(table, model));
  }

  /** Of the newest window with an estimate, in the newest look at the inference log. */
  private Signals.@Nullable Estimate estimate(Monitor monitor) {
    InferenceResult inference = new History(store).newestInference(monitor.monitor()).orElse(null);
    if (inference == null) {
      return null;
    }
    List<InferenceResult.Window> newestFirst = new ArrayList<>(inference.windows());
    Collections.reverse(newestFirst);
    for (InferenceResult.Window window : newestFirst) {
      Map<Metric, Interval> intervals = new EnumMap<>(Metric.class);
      for (InferenceResult.Figure figure : window.figures()) {
        Double low = figure.low();
        Double high = figure.high();
        if (figure.kind() == InferenceResult.Kind.ESTIMATED && low != null && high != null) {
          Metric.of(Task.valueOf(inference.task().toUpperCase(Locale.ROOT))).stream()
              .filter(metric -> metric.key().equals(figure.metric()))
              .forEach(metric -> intervals.put(metric, new Interval(low, high)));
        }
      }
      if (!intervals.isEmpty()) {
        return new Signals.Estimate("the window from " + window.from(), intervals);
      }
    }
    return null;
  }

  private @Nullable Duration age(ModelResult model) {
    Provenance made = model.card().provenance();
    return made == null ? null : Duration.between(made.trainedAt(), clock.instant());
  }

  /**
   * Rows with a label that came since training: all of the current version where a commit since has
   * replaced the table's content, else those by which it has grown.
   */
  private @Nullable Long newLabelledRows(ResolvedTable table, ModelResult model) {
    Evaluation current = model.current();
    if (current == null || table.version() <= model.trainedOnVersion()) {
      return null;
    }
    boolean replaced =
        tables.replacedBetween(table.name(), model.trainedOnVersion(), table.version());
    long known = model.card().trainRows() + model.card().heldOut().rows();
    return replaced ? current.rows() : Math.max(0, current.rows() - known);
  }
}
