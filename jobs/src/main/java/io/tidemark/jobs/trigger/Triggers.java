package io.tidemark.jobs.trigger;

import static org.apache.spark.sql.functions.col;

import io.tidemark.jobs.config.Retrain;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.reports.TriggerResult;
import io.tidemark.reports.TriggerResult.State;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Decides on retraining and keeps the record: one trigger per monitor, table version and reasons,
 * however often asked. Only a held one is decided anew, so that it can be released.
 */
public final class Triggers {
  private final ResultStore store;
  private final Retrain settings;

  /** Triggers kept in this store, with these pauses and limits. */
  public Triggers(ResultStore store, Retrain settings) {
    this.store = store;
    this.settings = settings;
  }

  /**
   * Decides without writing anything.
   *
   * @param triggerId deterministic id of the decision
   * @param reasons what asks for retraining
   * @param fitForTraining false if the data failed its checks
   * @param now the time of the decision
   */
  public TriggerResult decide(
      RowPins pins,
      String triggerId,
      List<RetrainingRules.Reason> reasons,
      boolean fitForTraining,
      Instant now) {
    if (reasons.isEmpty()) {
      return new TriggerResult(
          State.NOT_NEEDED, null, List.of(), "No rule asked for retraining.", null);
    }
    Optional<TriggerResult> earlier = find(triggerId);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    List<String> texts = reasons.stream().map(RetrainingRules.Reason::text).toList();
    if (!fitForTraining) {
      String held = "Retraining is held: this version failed its checks. Repair the data first.";
      return new TriggerResult(State.HELD, triggerId, texts, held, null);
    }
    // Newest first.
    List<Instant> requests = requests(pins);
    Optional<Instant> coolUntil =
        requests.stream().findFirst().map(at -> at.plus(settings.coolDown()));
    if (coolUntil.isPresent() && coolUntil.get().isAfter(now)) {
      String cooling = "An earlier request is cooling down until " + coolUntil.get() + ".";
      return new TriggerResult(State.COOLING_DOWN, triggerId, texts, cooling, coolUntil.get());
    }
    Retrain.Budget budget = settings.budget();
    if (budget != null) {
      Instant since = now.minus(budget.per());
      long spent = requests.stream().filter(at -> at.isAfter(since)).count();
      if (spent >= budget.requests()) {
        String over =
            "The budget is spent: %d of %d requests since %s."
                .formatted(spent, budget.requests(), since);
        return new TriggerResult(State.OVER_BUDGET, triggerId, texts, over, null);
      }
    }
    String requested =
        "Retraining is requested: "
            + reasons.stream().map(RetrainingRules.Reason::code).collect(Collectors.joining(", "))
            + ".";
    return new TriggerResult(State.REQUESTED, triggerId, texts, requested, null);
  }

  /** Records a decision that something asked for; the same one twice adds nothing. */
  public void record(RowPins pins, TriggerResult trigger, Instant now) {
    if (trigger.triggerId() == null) {
      return;
    }
    store.append(
        StoreTable.TRIGGERS,
        trigger.triggerId() + "/" + trigger.state(),
        pins,
        List.of(
            Arrays.asList(
                trigger.triggerId(),
                Timestamp.from(now),
                trigger.state().name(),
                trigger.reasons().toArray(),
                trigger.explanation(),
                trigger.coolDownUntil() == null ? null : Timestamp.from(trigger.coolDownUntil()))));
  }

  private Optional<TriggerResult> find(String triggerId) {
    return store
        .query(
            StoreTable.TRIGGERS,
            rows ->
                rows.filter(
                        col("trigger_id")
                            .equalTo(triggerId)
                            .and(col("state").notEqual(State.HELD.name())))
                    .select("state", "reasons", "explanation", "cool_down_until")
                    .limit(1))
        .stream()
        .findFirst()
        .map(
            row ->
                new TriggerResult(
                    State.valueOf(row.getString(0)),
                    triggerId,
                    row.getList(1),
                    row.getString(2),
                    row.isNullAt(3) ? null : row.getTimestamp(3).toInstant()));
  }

  /** Times of the requests for a monitor's table, newest first: as many as can matter. */
  private List<Instant> requests(RowPins pins) {
    Retrain.Budget budget = settings.budget();
    return store
        .query(
            StoreTable.TRIGGERS,
            rows ->
                rows.filter(
                        col("monitor")
                            .equalTo(pins.monitor())
                            .and(col("table_id").equalTo(pins.tableId()))
                            .and(col("state").equalTo(State.REQUESTED.name())))
                    .select("created_at")
                    .orderBy(col("created_at").desc())
                    .limit(budget == null ? 1 : budget.requests()))
        .stream()
        .map((Row row) -> row.getTimestamp(0).toInstant())
        .toList();
  }
}
