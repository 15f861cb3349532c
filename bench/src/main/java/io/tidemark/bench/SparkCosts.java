package io.tidemark.bench;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * What a piece of work costs Spark.
 *
 * @param jobs jobs it started
 * @param tasks tasks it ran
 * @param largestTaskResultBytes the largest serialised result that a task sent to the driver
 */
record SparkCosts(int jobs, int tasks, long largestTaskResultBytes) {

  static SparkCosts of(SparkContext context, Runnable work) {
    Listener listener = new Listener();
    waitForListeners(context);
    context.addSparkListener(listener);
    try {
      work.run();
      waitForListeners(context);
    } finally {
      context.removeSparkListener(listener);
    }
    return new SparkCosts(listener.jobs.get(), listener.tasks.get(), listener.largest.get());
  }

  private static void waitForListeners(SparkContext context) {
    try {
      context.listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark did not report its tasks in time", e);
    }
  }

  private static final class Listener extends SparkListener {
    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicInteger tasks = new AtomicInteger();
    private final AtomicLong largest = new AtomicLong();

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      jobs.incrementAndGet();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      tasks.incrementAndGet();
      largest.accumulateAndGet(end.taskMetrics().resultSize(), Math::max);
    }
  }
}
