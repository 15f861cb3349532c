package io.tidemark.jobs.mlflow;

import java.time.Duration;

/** Tries again what may pass, with growing pauses, a bounded number of times. */
final class Retries {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final int attempts;
  private final Sleeper sleeper;

  Retries(int attempts, Sleeper sleeper) {
    this.attempts = attempts;
    this.sleeper = sleeper;
  }

  /** Waits. */
  interface Sleeper {
    void sleep(Duration pause) throws InterruptedException;
  }

  /** Something that can be done again without harm. */
  interface Step<T> {
    T run() throws MlflowFailure;
  }

  /**
   * Does a step.
   *
   * @throws MlflowFailure of the last attempt, or of the first that cannot pass
   */
  <T> T run(Step<T> step) throws MlflowFailure {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      try {
        return step.run();
      } catch (MlflowFailure e) {
        if (!e.passing()) {
          throw e;
        }
        if (attempt >= attempts) {
          throw new MlflowFailure(
              e.getMessage() + " (tried " + attempts + (attempts == 1 ? " time)" : " times)"),
              false,
              null,
              e);
        }
      }
      wait(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
    }
  }

  private void wait(Duration pause) throws MlflowFailure {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MlflowFailure("the process was asked to stop", false, null, e);
    }
  }
}
