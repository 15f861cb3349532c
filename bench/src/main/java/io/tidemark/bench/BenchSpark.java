package io.tidemark.bench;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The Spark session of the benchmark: two cores, no network, nothing written outside target. */
final class BenchSpark {
  private BenchSpark() {}

  static SparkSession start(Path directory) {
    return SparkSession.builder()
        .master("local[2]")
        .appName("tidemark-bench")
        .config("spark.ui.enabled", false)
        .config("spark.ui.retainedJobs", "20")
        .config("spark.ui.retainedStages", "20")
        .config("spark.ui.retainedTasks", "200")
        .config("spark.sql.ui.retainedExecutions", "10")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.warehouse.dir", directory.resolve("warehouse").toString())
        .config("spark.local.dir", directory.resolve("spark-local").toString())
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.databricks.delta.snapshotPartitions", "2")
        .getOrCreate();
  }
}
