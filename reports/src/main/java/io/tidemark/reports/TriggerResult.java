package io.tidemark.reports;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision on retraining.
 *
 * @param state the decision
 * @param triggerId deterministic id from monitor, table version and reason; null when nothing asked
 *     for retraining
 * @param reasons the rules that asked for it, one sentence each; empty when none did
 * @param explanation the decision in one sentence for people
 * @param coolDownUntil when the cool-down that suppressed it ends; null outside a cool-down
 */
public record TriggerResult(
    State state,
    @Nullable String triggerId,
    List<String> reasons,
    String explanation,
    @Nullable Instant coolDownUntil) {

  public TriggerResult {
    reasons = List.copyOf(reasons);
  }

  /** What was decided. */
  public enum State {
    /** No rule asked for retraining. */
    NOT_NEEDED,
    /** Retraining is asked for. */
    REQUESTED,
    /** A rule asked for it, but an earlier trigger's cool-down is still running. */
    COOLING_DOWN,
    /** A rule asked for it, but as many requests as the budget allows were made already. */
    OVER_BUDGET,
    /** A rule asked for it, but the data failed its checks: repair it first, never train on it. */
    HELD
  }
}
