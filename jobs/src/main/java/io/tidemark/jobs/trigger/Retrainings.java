package io.tidemark.jobs.trigger;

import static org.apache.spark.sql.functions.col;

import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.reports.TriggerResult;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Who carries out which request: of two at a time one wins. A request is open until a retraining of
 * it ended; one that failed, or was begun and never ended, may be begun again.
 */
public final class Retrainings {
  private final ResultStore store;
  private final Duration timeout;

  /** Retrainings kept in this store; one without an end counts as dead after the timeout. */
  public Retrainings(ResultStore store, Duration timeout) {
    this.store = store;
    this.timeout = timeout;
  }

  /** What became of a retraining. */
  public enum State {
    /** It was begun. */
    CLAIMED,
    /** The new model is the champion. */
    PROMOTED,
    /** The new model waits for an approval. */
    AWAITING_APPROVAL,
    /** A gate refused the new model. */
    REFUSED,
    /** It ended in an error. */
    FAILED
  }

  /**
   * A request that was made.
   *
   * @param triggerId its id
   * @param tableId Delta's id of the table
   * @param version version of the table that asked for it
   * @param at when
   * @param reasons why
   */
  public record Request(
      String triggerId, String tableId, long version, Instant at, List<String> reasons) {}

  /**
   * One try to carry out a request.
   *
   * @param request the request
   * @param attempt its number, from 1
   * @param token what tells it from others
   */
  public record Claim(Request request, int attempt, String token) {}

  /**
   * Requests of a monitor that are open, oldest first.
   *
   * @param dead who is known to have died: what they began and never ended is open; null for nobody
   */
  public List<Request> open(String monitor, @Nullable String dead, Instant now) {
    Map<String, List<Row>> tries = tries(monitor);
    return requests(monitor).stream()
        .filter(request -> isOpen(tries.getOrDefault(request.triggerId(), List.of()), dead, now))
        .toList();
  }

  /** The request of an id, open or not. */
  public Optional<Request> find(String monitor, String triggerId) {
    return requests(monitor).stream().filter(r -> r.triggerId().equals(triggerId)).findFirst();
  }

  /**
   * Begins a retraining; empty if someone else has begun it, or it has ended.
   *
   * @param pins the monitor and what the request is about
   * @param dead as in {@link #open}
   */
  public Optional<Claim> claim(
      RowPins pins, Request request, String who, @Nullable String dead, Instant now) {
    List<Row> tries = tries(pins.monitor()).getOrDefault(request.triggerId(), List.of());
    if (!isOpen(tries, dead, now)) {
      return Optional.empty();
    }
    int attempt = 1 + tries.stream().mapToInt(row -> row.getInt(1)).max().orElse(0);
    Claim claim = new Claim(request, attempt, UUID.randomUUID().toString());
    boolean won =
        store.appendFirst(
            StoreTable.RETRAININGS,
            request.triggerId() + "/" + attempt,
            claim.token(),
            pins,
            List.of(row(claim, State.CLAIMED, now, who, null, null)));
    return won ? Optional.of(claim) : Optional.empty();
  }

  /** Records the end of a retraining. */
  public void end(
      RowPins pins,
      Claim claim,
      State state,
      String who,
      @Nullable String modelId,
      String explanation,
      Instant now) {
    store.append(
        StoreTable.RETRAININGS,
        claim.request().triggerId() + "/" + claim.attempt() + "/end",
        pins,
        List.of(row(claim, state, now, who, modelId, explanation)));
  }

  private static List<@Nullable Object> row(
      Claim claim,
      State state,
      Instant now,
      String who,
      @Nullable String modelId,
      @Nullable String explanation) {
    return Arrays.asList(
        claim.request().triggerId(),
        claim.attempt(),
        state.name(),
        Timestamp.from(now),
        who,
        modelId,
        explanation,
        claim.token());
  }

  /** Open: never begun, or the newest try failed or is dead. */
  private boolean isOpen(List<Row> tries, @Nullable String dead, Instant now) {
    Optional<Row> newest =
        tries.stream()
            .max(
                Comparator.comparing((Row row) -> row.getInt(1))
                    .thenComparing(row -> !row.getString(2).equals(State.CLAIMED.name())));
    if (newest.isEmpty()) {
      return true;
    }
    return switch (State.valueOf(newest.get().getString(2))) {
      case FAILED -> true;
      case CLAIMED ->
          newest.get().getString(4).equals(dead)
              || !newest.get().getTimestamp(3).toInstant().plus(timeout).isAfter(now);
      case PROMOTED, AWAITING_APPROVAL, REFUSED -> false;
    };
  }

  private Map<String, List<Row>> tries(String monitor) {
    return store
        .query(
            StoreTable.RETRAININGS,
            rows ->
                rows.filter(col("monitor").equalTo(monitor))
                    .select("trigger_id", "attempt", "state", "at", "who"))
        .stream()
        .collect(Collectors.groupingBy(row -> row.getString(0)));
  }

  private List<Request> requests(String monitor) {
    return store
        .query(
            StoreTable.TRIGGERS,
            rows ->
                rows.filter(
                        col("monitor")
                            .equalTo(monitor)
                            .and(col("state").equalTo(TriggerResult.State.REQUESTED.name())))
                    .select("trigger_id", "table_id", "table_version", "created_at", "reasons")
                    .orderBy("created_at"))
        .stream()
        .map(
            row ->
                new Request(
                    row.getString(0),
                    row.getString(1),
                    row.getLong(2),
                    row.getTimestamp(3).toInstant(),
                    row.getList(4)))
        .toList();
  }
}
