package io.tidemark.jobs;

import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.spark.SparkStart;
import io.tidemark.jobs.spark.SparkVersions;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark: the one spark-submit gives, or an embedded local one. */
public final class SparkSessions {
  private SparkSessions() {}

  /**
   * Returns the session of this process.
   *
   * @param verbose false keeps Spark to errors, true to warnings
   * @throws TidemarkException if this is another Spark than Tidemark is built for, or its master
   *     cannot be reached
   */
  public static SparkSession start(boolean verbose) {
    SparkVersions.require();
    Level level = verbose ? Level.WARN : Level.OFF;
    Configurator.setRootLevel(level);
    // Reads what spark-submit passed as system properties.
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      embedded(conf);
    }
    conf.setIfMissing("spark.app.name", "tidemark")
        .set("spark.sql.session.timeZone", "UTC")
        .set("spark.sql.extensions", withDelta(conf.get("spark.sql.extensions", "")))
        .setIfMissing(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    SparkSession spark = SparkStart.session(conf);
    Configurator.setRootLevel(level);
    return spark;
  }

  /** Extensions that the cluster brings stay. */
  private static String withDelta(String extensions) {
    String delta = "io.delta.sql.DeltaSparkSessionExtension";
    if (extensions.contains(delta)) {
      return extensions;
    }
    return extensions.isEmpty() ? delta : extensions + "," + delta;
  }

  private static void embedded(SparkConf conf) {
    String cores = Integer.toString(Math.max(2, Runtime.getRuntime().availableProcessors()));
    conf.setMaster("local[" + cores + "]")
        .setIfMissing("spark.ui.enabled", "false")
        // No one looks at the history of jobs in an embedded session; kept, it grows with every
        // run.
        .setIfMissing("spark.ui.retainedJobs", "20")
        .setIfMissing("spark.ui.retainedStages", "20")
        .setIfMissing("spark.ui.retainedTasks", "200")
        .setIfMissing("spark.sql.ui.retainedExecutions", "10")
        // The embedded catalog dies with the process: nothing of it belongs into the working
        // directory.
        .setIfMissing(
            "spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/tidemark-warehouse")
        .setIfMissing("spark.driver.host", "127.0.0.1")
        .setIfMissing("spark.driver.bindAddress", "127.0.0.1")
        .setIfMissing("spark.sql.shuffle.partitions", cores)
        .setIfMissing("spark.default.parallelism", cores)
        .setIfMissing("spark.databricks.delta.snapshotPartitions", cores);
  }
}
