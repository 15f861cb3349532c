package io.tidemark.jobs.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.TestingSpark;
import io.tidemark.jobs.config.Retrain;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.reports.TriggerResult;
import io.tidemark.reports.TriggerResult.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggersTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<RetrainingRules.Reason> DRIFT =
      List.of(new RetrainingRules.Reason("drift", "the table drifted"));

  @TempDir private Path folder;

  private static RowPins pins(long version) {
    return new RowPins("run-" + version, "flights", "table-1", version, null, "config", "code");
  }

  private TriggerResult decide(Triggers triggers, long version, Instant now) {
    TriggerResult decision = triggers.decide(pins(version), "trigger-" + version, DRIFT, true, now);
    triggers.record(pins(version), decision, now);
    return decision;
  }

  @Test
  void requestsCoolDownAndStayWithinTheirBudget() {
    Retrain settings =
        new Retrain(
            true,
            null,
            null,
            null,
            null,
            Duration.ofDays(1),
            new Retrain.Budget(2, Duration.ofDays(30)),
            Duration.ofHours(6));
    Triggers triggers =
        new Triggers(new ResultStore(TestingSpark.session(), folder.toString()), settings);
    assertThat(decide(triggers, 1, START).state()).isEqualTo(State.REQUESTED);
    assertThat(decide(triggers, 2, START.plus(Duration.ofDays(1)).minusSeconds(1)).state())
        .isEqualTo(State.COOLING_DOWN);
    assertThat(decide(triggers, 3, START.plus(Duration.ofDays(1))).state())
        .isEqualTo(State.REQUESTED);
    TriggerResult over = decide(triggers, 4, START.plus(Duration.ofDays(30)).minusSeconds(1));
    assertThat(over.state()).isEqualTo(State.OVER_BUDGET);
    assertThat(over.explanation())
        .isEqualTo("The budget is spent: 2 of 2 requests since 2025-12-31T23:59:59Z.");
    // The first request no longer counts.
    assertThat(decide(triggers, 5, START.plus(Duration.ofDays(30))).state())
        .isEqualTo(State.REQUESTED);
    // A decision stays, however often it is asked for.
    assertThat(decide(triggers, 4, START.plus(Duration.ofDays(90))).state())
        .isEqualTo(State.OVER_BUDGET);
  }
}
