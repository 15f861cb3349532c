package io.tidemark.jobs;

import io.tidemark.reports.Phase;
import io.tidemark.reports.SparkWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Runs the phases of a job: tells progress, names Spark's jobs after them, and keeps their
 * durations and what Spark did in them.
 */
final class Phases {
  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;
  private final WorkListener work;
  private final List<Ended> ended = new ArrayList<>();
  private boolean counting;
  private int begun;
  private @Nullable String current;

  /** A phase that has ended; two may have the same name. */
  private record Ended(String key, String name, long millis) {}

  Phases(SparkSession spark, Clock clock, Progress progress) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
    work = new WorkListener(spark.sparkContext());
  }

  /** Counts what Spark does, from the beginning of a run to its end. */
  <T> T counted(Supplier<T> run) {
    work.start();
    counting = true;
    try {
      return run.get();
    } finally {
      counting = false;
      work.stop();
    }
  }

  <T> T run(String name, String detail, Supplier<T> phase) {
    progress.begin(name, detail);
    spark.sparkContext().setJobGroup("tidemark-" + name, "tidemark " + name + ": " + detail, false);
    String outer = current;
    String key = Integer.toString(begun++);
    enter(key);
    Instant start = clock.instant();
    try {
      return phase.get();
    } finally {
      ended.add(new Ended(key, name, Duration.between(start, clock.instant()).toMillis()));
      enter(outer);
      spark.sparkContext().clearJobGroup();
    }
  }

  private void enter(@Nullable String key) {
    current = key;
    work.enter(key);
  }

  /** The phases so far, without what Spark did. */
  private List<Phase> timed() {
    return ended.stream().map(phase -> new Phase(phase.name(), phase.millis())).toList();
  }

  /**
   * What Spark did so far.
   *
   * @param phases the phases with it
   * @param total all of it, outside phases too; null if it is not known
   */
  record Work(List<Phase> phases, @Nullable SparkWork total) {}

  /** The phases so far with what Spark did. */
  Work work() {
    if (!counting) {
      return new Work(timed(), null);
    }
    if (!work.caughtUp()) {
      progress.note("what Spark did is not known: its queue of events did not catch up");
      return new Work(timed(), null);
    }
    return new Work(
        ended.stream()
            .map(phase -> new Phase(phase.name(), phase.millis(), work.of(phase.key())))
            .toList(),
        work.total());
  }
}
