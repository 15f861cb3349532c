package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.Rounds.Policy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private final AtomicLong clock = new AtomicLong();
  private final List<String> ran = new ArrayList<>();
  private final Rounds rounds = new Rounds(clock::get, () -> {}, line -> {});

  @Test
  void contestantsTakeTurnsAndWarmUpRunsAreNotReported() {
    List<Timing> timings =
        rounds.run(
            "stage",
            List.of(taking("a", 2), taking("b", 5)),
            new Policy(1, 1, 0),
            new Policy(3, 3, 0));

    assertThat(ran).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
    assertThat(timings).extracting(Timing::seconds).containsExactly(times(2, 3), times(5, 3));
  }

  @Test
  void roundsGoOnUntilTheTimeIsUsedUp() {
    List<Timing> timings =
        rounds.run("stage", List.of(taking("a", 2)), new Policy(0, 0, 0), new Policy(1, 9, 5));

    assertThat(timings.get(0).seconds()).isEqualTo(times(2, 3));
  }

  @Test
  void neverMoreRoundsThanTheMost() {
    List<Timing> timings =
        rounds.run("stage", List.of(taking("a", 2)), new Policy(0, 0, 0), new Policy(1, 2, 50));

    assertThat(timings.get(0).seconds()).isEqualTo(times(2, 2));
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertThat(Timing.median(List.of(4.0, 1.0, 9.0, 2.0))).isEqualTo(3);
    assertThat(Timing.median(List.of(4.0, 1.0, 9.0))).isEqualTo(4);
  }

  private static List<Double> times(double seconds, int runs) {
    return Collections.nCopies(runs, seconds);
  }

  private Contestant taking(String name, int seconds) {
    return new Contestant(
        name,
        1,
        1,
        () ->
            () -> {
              ran.add(name);
              clock.addAndGet(seconds * 1_000_000_000L);
            });
  }
}
