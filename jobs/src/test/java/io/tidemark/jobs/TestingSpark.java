package io.tidemark.jobs;

import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.sql.SparkSession;

/** The one session of this test JVM. */
public final class TestingSpark {
  private TestingSpark() {}

  /** Starts it on first use. */
  public static SparkSession session() {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.ui.retainedJobs", "20");
    System.setProperty("spark.ui.retainedStages", "20");
    System.setProperty("spark.ui.retainedTasks", "200");
    System.setProperty("spark.sql.ui.retainedExecutions", "10");
    System.setProperty("spark.driver.host", "127.0.0.1");
    System.setProperty("spark.driver.bindAddress", "127.0.0.1");
    System.setProperty("spark.sql.shuffle.partitions", "2");
    System.setProperty("spark.databricks.delta.snapshotPartitions", "2");
    // More than half of the time would go into these, for tables of a few thousand rows. *IT and
    // the other modules run with Spark's defaults.
    System.setProperty("spark.sql.codegen.wholeStage", "false");
    System.setProperty("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    System.setProperty("spark.sql.adaptive.enabled", "false");
    System.setProperty("spark.databricks.delta.stats.collect", "false");
    System.setProperty("spark.databricks.delta.writeChecksumFile.enabled", "false");
    // The tests' own VACUUM lists with as many tasks as this says; the default is 10,000.
    System.setProperty("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2");
    System.setProperty(
        "spark.sql.warehouse.dir", Path.of("target", "warehouse").toAbsolutePath().toString());
    return SparkSessions.start(false);
  }

  /** Lets a listener hear all that an action does, and nothing else. */
  public static void heard(SparkListener listener, Runnable action) throws TimeoutException {
    // Not session(): it gives the session these settings again, whatever a test has set.
    SparkContext context = SparkContext.getOrCreate();
    context.listenerBus().waitUntilEmpty();
    context.addSparkListener(listener);
    try {
      action.run();
      context.listenerBus().waitUntilEmpty();
    } finally {
      context.removeSparkListener(listener);
    }
  }
}
