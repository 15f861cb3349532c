package io.tidemark.jobs.http;

import java.time.Duration;

/**
 * Tries again what may pass, with growing pauses, a bounded number of times. A server that asks for
 * a longer pause gets it, up to the longest; one that asks for more is given up.
 */
public final class Retries {
  /** No pause is longer, whatever a server asks for. */
  public static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private final int attempts;
  private final Sleeper sleeper;

  /**
   * Retries.
   *
   * @param attempts how often something is tried at most
   */
  public Retries(int attempts, Sleeper sleeper) {
    this.attempts = attempts;
    this.sleeper = sleeper;
  }

  /** Retries that wait for real. */
  public static Retries of(int attempts) {
    return new Retries(attempts, pause -> Thread.sleep(pause.toMillis()));
  }

  /** Waits. */
  public interface Sleeper {
    /** Waits for this long. */
    void sleep(Duration pause) throws InterruptedException;
  }

  /** Something that can be done again without harm. */
  public interface Step<T> {
    /** Does it. */
    T run() throws HttpFailure;
  }

  /**
   * Does a step.
   *
   * @throws HttpFailure of the last attempt, or of the first that cannot pass
   */
  public <T> T run(Step<T> step) throws HttpFailure {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      Duration asked;
      try {
        return step.run();
      } catch (HttpFailure e) {
        asked = e.retryAfter() == null ? Duration.ZERO : e.retryAfter();
        if (!e.passing()) {
          throw e;
        }
        if (attempt >= attempts) {
          throw givenUp(e, "tried " + attempt + (attempt == 1 ? " time" : " times"));
        }
        if (asked.compareTo(LONGEST_PAUSE) > 0) {
          throw givenUp(e, "it asks for a pause of " + asked.toSeconds() + " s, which is too long");
        }
      }
      wait(longer(pause, asked));
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  private static HttpFailure givenUp(HttpFailure last, String why) {
    return new HttpFailure(last.getMessage() + " (" + why + ")", false, null, last);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? other : one;
  }

  private void wait(Duration pause) throws HttpFailure {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      throw HttpFailure.interrupted(e);
    }
  }
}
