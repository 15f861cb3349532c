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
    // Tables of a few thousand rows: to compile an expression, to plan it again while it runs and
    // to
    // keep statistics and checksums of tables costs more than half of the time here. The processes
    // of *IT and the tests of the other modules run with Spark's defaults.
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
}
