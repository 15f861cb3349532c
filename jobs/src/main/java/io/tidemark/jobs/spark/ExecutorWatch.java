package io.tidemark.jobs.spark;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.network.util.JavaUtils;

/**
 * Ends the wait for executors that never come. Spark itself waits forever, and only its log says
 * so: a worker without enough memory, or a cluster that is gone, would look like a long run.
 */
final class ExecutorWatch {
  /** Spark setting: how long jobs may wait with not one executor there. */
  static final String PATIENCE = "spark.tidemark.executors.timeout";

  private static final String DEFAULT_PATIENCE = "10min";
  private static final long EVERY_MILLIS = 1_000;

  private final SparkContext context;
  private final Duration patience;
  private final String asked;
  private long waited;

  private ExecutorWatch(SparkContext context) {
    this.context = context;
    patience =
        Duration.ofMillis(
            JavaUtils.timeStringAsMs(context.getConf().get(PATIENCE, DEFAULT_PATIENCE)));
    asked =
        "an executor of "
            + context.getConf().get("spark.executor.memory", "1g")
            + " memory and "
            + context.getConf().get("spark.executor.cores", "any number of")
            + " cores was asked for from "
            + context.master();
  }

  /** Watches a session's cluster until the session ends; does nothing for a local one. */
  static void start(SparkContext context) {
    if (context.isLocal()) {
      return;
    }
    ExecutorWatch watch = new ExecutorWatch(context);
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "tidemark-executor-watch");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(
            () -> watch.look(timer), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look(ScheduledExecutorService timer) {
    if (context.isStopped()) {
      timer.shutdown();
      return;
    }
    SparkStatusTracker status = context.statusTracker();
    int[] jobs = status.getActiveJobIds();
    // The driver is one of them.
    if (jobs.length == 0 || status.getExecutorInfos().length > 1) {
      // Once it was given up, the next job is not waited for as long again.
      waited = status.getExecutorInfos().length > 1 ? 0 : waited;
      return;
    }
    waited += EVERY_MILLIS;
    if (waited >= patience.toMillis()) {
      String why =
          "because %s %d s; %s".formatted(ClusterErrors.NO_EXECUTORS, patience.toSeconds(), asked);
      for (int job : jobs) {
        context.cancelJob(job, why);
      }
    }
  }
}
