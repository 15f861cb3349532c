package io.tidemark.jobs.trigger;

import static org.apache.spark.sql.functions.col;

import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.reports.TriggerResult;
import io.tidemark.reports.TriggerResult.State;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides on retraining and keeps the record: one trigger per monitor, table version and reasons,
 * however often asked. Only a held one is decided anew, so that it can be released.
 */
public final class Triggers {
  private final ResultStore store;
  private final Duration coolDown;

  /** Triggers kept in this store, with this pause after each request. */
  public Triggers(ResultStore store, Duration coolDown) {
    this.store = store;
    this.coolDown = coolDown;
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
    Optional<Instant> coolUntil = lastRequest(pins).map(at -> at.plus(coolDown));
    if (coolUntil.isPresent() && coolUntil.get().isAfter(now)) {
      String cooling = "An earlier request is cooling down until " + coolUntil.get() + ".";
      return new TriggerResult(State.COOLING_DOWN, triggerId, texts, cooling, coolUntil.get());
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

  private Optional<Instant> lastRequest(RowPins pins) {
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
                    .limit(1))
        .stream()
        .findFirst()
        .map(row -> row.getTimestamp(0).toInstant());
  }
}
