package io.tidemark.jobs;

import io.tidemark.reports.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the phases of a job: tells progress, names Spark's jobs after them, and keeps their
 * durations.
 */
final class Phases {
  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;
  private final List<Phase> done = new ArrayList<>();

  Phases(SparkSession spark, Clock clock, Progress progress) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
  }

  <T> T run(String name, String detail, Supplier<T> work) {
    progress.begin(name, detail);
    spark.sparkContext().setJobGroup("tidemark-" + name, "tidemark " + name + ": " + detail, false);
    Instant start = clock.instant();
    try {
      return work.get();
    } finally {
      done.add(new Phase(name, Duration.between(start, clock.instant()).toMillis()));
      spark.sparkContext().clearJobGroup();
    }
  }

  List<Phase> done() {
    return List.copyOf(done);
  }
}
