package io.tidemark.jobs;

import java.nio.file.Path;
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
    // Many runs in one process generate the same code; the default of 100 forgets it between them.
    System.setProperty("spark.sql.codegen.cache.maxEntries", "2000");
    // They take a fifth of a small write; nothing here reads them. The processes of *IT keep them.
    System.setProperty("spark.databricks.delta.stats.collect", "false");
    // VACUUM lists with as many tasks as this says; the default of 10,000 is for clusters.
    System.setProperty("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2");
    System.setProperty(
        "spark.sql.warehouse.dir", Path.of("target", "warehouse").toAbsolutePath().toString());
    return SparkSessions.start(false);
  }
}
