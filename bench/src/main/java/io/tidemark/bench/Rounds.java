package io.tidemark.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Times contestants in turn: a, b, a, b and so on, so that what else the machine does meets all of
 * them alike.
 */
final class Rounds {
  private final LongSupplier nanoTime;
  private final Runnable before;
  private final Consumer<String> progress;

  /**
   * @param nanoTime the clock
   * @param before runs before every run, not timed
   * @param progress told of every run
   */
  Rounds(LongSupplier nanoTime, Runnable before, Consumer<String> progress) {
    this.nanoTime = nanoTime;
    this.before = before;
    this.progress = progress;
  }

  /**
   * How often to run.
   *
   * @param least rounds at least
   * @param most rounds at most
   * @param seconds between the two, further rounds begin while less time than this was measured
   */
  record Policy(int least, int most, double seconds) {
    Policy {
      if (least < 0 || most < least) {
        throw new IllegalArgumentException(
            "rounds need 0 <= least <= most, but are %d to %d".formatted(least, most));
      }
    }
  }

  /** Warms up, then measures; the timings are in the order of the contestants. */
  List<Timing> run(String stage, List<Contestant> contestants, Policy warmUp, Policy measured) {
    rounds(stage + ", warm-up", contestants, warmUp);
    List<List<Double>> seconds = rounds(stage, contestants, measured);
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; i < contestants.size(); i++) {
      timings.add(Timing.of(stage, contestants.get(i), seconds.get(i)));
    }
    return timings;
  }

  private List<List<Double>> rounds(String stage, List<Contestant> contestants, Policy policy) {
    List<List<Double>> seconds = new ArrayList<>();
    contestants.forEach(contestant -> seconds.add(new ArrayList<>()));
    double total = 0;
    for (int round = 0;
        round < policy.most() && (round < policy.least() || total < policy.seconds());
        round++) {
      for (int i = 0; i < contestants.size(); i++) {
        double taken = time(contestants.get(i));
        seconds.get(i).add(taken);
        total += taken;
        progress.accept(
            "%s: %s, %d rows x %d columns: %.2f s"
                .formatted(
                    stage,
                    contestants.get(i).name(),
                    contestants.get(i).rows(),
                    contestants.get(i).columns(),
                    taken));
      }
    }
    return seconds;
  }

  private double time(Contestant contestant) {
    Runnable run = contestant.prepare().get();
    before.run();
    long start = nanoTime.getAsLong();
    run.run();
    return (nanoTime.getAsLong() - start) / 1e9;
  }
}
