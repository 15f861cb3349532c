package io.tidemark.jobs.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.TestingSpark;
import io.tidemark.jobs.config.Retrain;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.reports.TriggerResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainingsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final RowPins PINS =
      new RowPins("run-1", "flights", "table-1", 3L, null, "config", "code");

  @TempDir private Path folder;

  @Test
  void aRequestIsCarriedOutOnceAndAgainOnlyAfterItFailedOrDied() {
    ResultStore store = new ResultStore(TestingSpark.session(), folder.toString());
    Triggers triggers =
        new Triggers(
            store,
            new Retrain(true, null, null, null, null, Duration.ZERO, null, Duration.ofHours(6)));
    triggers.record(
        PINS,
        new TriggerResult(
            TriggerResult.State.REQUESTED, "trigger-1", List.of("drift"), "asked", null),
        START);
    triggers.record(
        PINS,
        new TriggerResult(TriggerResult.State.HELD, "trigger-2", List.of("drift"), "held", null),
        START);
    Retrainings retrainings = new Retrainings(store, Duration.ofHours(6));
    assertThat(retrainings.open("others", null, START)).isEmpty();
    Retrainings.Request request = retrainings.open("flights", null, START).get(0);
    assertThat(request)
        .isEqualTo(new Retrainings.Request("trigger-1", "table-1", 3, START, List.of("drift")));

    Optional<Retrainings.Claim> first = retrainings.claim(PINS, request, "ann", null, START);
    assertThat(first).isPresent();
    assertThat(retrainings.claim(PINS, request, "bob", null, START)).isEmpty();
    assertThat(retrainings.open("flights", null, START.plus(Duration.ofHours(6)).minusSeconds(1)))
        .isEmpty();
    // Bob cannot know that Ann's machine died; whoever began it can.
    assertThat(retrainings.open("flights", "bob", START)).isEmpty();
    assertThat(retrainings.claim(PINS, request, "bob", "bob", START)).isEmpty();
    assertThat(retrainings.open("flights", "ann", START)).containsExactly(request);
    // No end by then: it died.
    Instant later = START.plus(Duration.ofHours(6));
    Retrainings.Claim second = retrainings.claim(PINS, request, "bob", null, later).orElseThrow();
    assertThat(second.attempt()).isEqualTo(2);
    Retrainings.Claim again = retrainings.claim(PINS, request, "bob", "bob", later).orElseThrow();
    assertThat(again.attempt()).isEqualTo(3);

    retrainings.end(PINS, again, Retrainings.State.FAILED, "bob", null, "the disk is full", later);
    Retrainings.Claim third = retrainings.claim(PINS, request, "bob", null, later).orElseThrow();
    retrainings.end(
        PINS, third, Retrainings.State.REFUSED, "bob", "model-1", "over_champion", later);
    assertThat(retrainings.open("flights", null, later.plus(Duration.ofDays(9)))).isEmpty();
    assertThat(retrainings.claim(PINS, request, "bob", "bob", later)).isEmpty();
  }
}
