package io.tidemark.jobs;

import io.tidemark.drift.DriftResult;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Retrain;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.trigger.Signals;
import io.tidemark.reports.ModelResult;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Provenance;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gathers what the retraining rules look at; nothing is read that no rule asks for. */
final class RetrainingSignals {
  private final DeltaTables tables;
  private final Clock clock;

  RetrainingSignals(DeltaTables tables, Clock clock) {
    this.tables = tables;
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
        null,
        model == null ? null : age(model),
        model == null || rules.newLabelledRows() == null ? null : newLabelledRows(table, model));
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
