package io.tidemark.jobs.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pauses that a server asks for. */
class RetriesTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final Deque<HttpFailure> failures = new ArrayDeque<>();

  private String tried(int attempts) throws HttpFailure {
    return new Retries(attempts, pauses::add)
        .run(
            () -> {
              HttpFailure failure = failures.poll();
              if (failure != null) {
                throw failure;
              }
              return "taken";
            });
  }

  private static HttpFailure busy(Duration retryAfter) {
    return new HttpFailure("busy", true, null, retryAfter, null);
  }

  @Test
  void aPauseThatIsAskedForIsKeptUnlessTheUsualOneIsLonger() throws Exception {
    failures.add(busy(Duration.ofSeconds(3)));
    failures.add(busy(Duration.ZERO));

    assertThat(tried(3)).isEqualTo("taken");
    assertThat(pauses).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(1));
  }

  @Test
  void whoAsksForTooLongAPauseIsGivenUpAtOnce() {
    failures.add(busy(Duration.ofHours(1)));

    assertThatThrownBy(() -> tried(4))
        .isInstanceOf(HttpFailure.class)
        .hasMessage("busy (it asks for a pause of 3600 s, which is too long)");
    assertThat(pauses).isEmpty();
  }
}
