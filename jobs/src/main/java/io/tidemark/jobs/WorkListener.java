package io.tidemark.jobs;

import io.tidemark.reports.SparkWork;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.InputMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;

/**
 * Counts what Spark does for one run, by phase. Others may use the same Spark context meanwhile:
 * the run's jobs are known by a local property of the threads that start them. The only class that
 * knows Spark's listeners.
 */
final class WorkListener extends SparkListener {
  private static final String RUN = "tidemark.run";
  private static final String PHASE = "tidemark.phase";
  private static final String NO_PHASE = "";
  private static final int PATIENCE_SECONDS = 10;

  private final SparkContext context;
  private final String run = UUID.randomUUID().toString();
  private final Map<String, Counts> byPhase = new HashMap<>();
  private final Map<Integer, Counts> byStage = new HashMap<>();

  WorkListener(SparkContext context) {
    this.context = context;
  }

  private static final class Counts {
    private long jobs;
    private long tasks;
    private long bytes;
    private long rows;
  }

  /** Comes out of the queue of events after all that were there before. */
  private record Mark(CountDownLatch seen) implements SparkListenerEvent {
    @Override
    public boolean logEvent() {
      return false;
    }
  }

  /** From now on what this thread starts is counted. */
  void start() {
    context.addSparkListener(this);
    context.setLocalProperty(RUN, run);
  }

  /** Nothing is counted from now on. */
  void stop() {
    context.setLocalProperty(RUN, null);
    context.removeSparkListener(this);
  }

  /** What this thread starts belongs to this phase; null for none. */
  void enter(@Nullable String phase) {
    context.setLocalProperty(PHASE, phase);
  }

  /** Lets Spark's queue of events catch up; false if it does not. */
  boolean caughtUp() {
    Mark mark = new Mark(new CountDownLatch(1));
    context.listenerBus().post(mark);
    try {
      return mark.seen().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What was done in a phase. */
  synchronized SparkWork of(String phase) {
    return Optional.ofNullable(byPhase.get(phase))
        .map(c -> new SparkWork(c.jobs, c.tasks, c.bytes, c.rows))
        .orElse(new SparkWork(0, 0, 0, 0));
  }

  /** What was done in all phases, and outside them. */
  synchronized SparkWork total() {
    return byPhase.values().stream()
        .map(c -> new SparkWork(c.jobs, c.tasks, c.bytes, c.rows))
        .reduce(
            new SparkWork(0, 0, 0, 0),
            (a, b) ->
                new SparkWork(
                    a.jobs() + b.jobs(),
                    a.tasks() + b.tasks(),
                    a.bytesRead() + b.bytesRead(),
                    a.rowsRead() + b.rowsRead()));
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    Counts counts = counts(start.properties());
    if (counts != null) {
      counts.jobs++;
    }
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    Counts counts = counts(submitted.properties());
    if (counts != null) {
      byStage.put(submitted.stageInfo().stageId(), counts);
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    Counts counts = byStage.get(end.stageId());
    if (counts != null) {
      counts.tasks++;
      // A task that was lost leaves no metrics.
      if (end.taskMetrics() != null) {
        InputMetrics input = end.taskMetrics().inputMetrics();
        counts.bytes += input.bytesRead();
        counts.rows += input.recordsRead();
      }
    }
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof Mark mark) {
      mark.seen().countDown();
    }
  }

  private @Nullable Counts counts(@Nullable Properties properties) {
    return properties == null || !run.equals(properties.getProperty(RUN))
        ? null
        : byPhase.computeIfAbsent(properties.getProperty(PHASE, NO_PHASE), phase -> new Counts());
  }
}
