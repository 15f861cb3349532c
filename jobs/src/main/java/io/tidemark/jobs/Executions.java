package io.tidemark.jobs;

import io.tidemark.drift.multivariate.MultivariateOptions;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.TrainingSettings;
import io.tidemark.reports.Execution;
import io.tidemark.reports.Pins;
import io.tidemark.reports.SparkWork;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Looks up how and where a run is executed. */
final class Executions {
  private Executions() {}

  /** What is known on this session. */
  static Execution of(
      SparkSession spark,
      Invocation invocation,
      Monitor monitor,
      @Nullable Pins pins,
      @Nullable SparkWork work) {
    SparkContext context = spark.sparkContext();
    return new Execution(
        invocation.arguments(),
        invocation.replay(pins),
        CodeVersion.current(),
        context.version(),
        io.delta.package$.MODULE$.VERSION(),
        CodeVersion.deequ(),
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " ("
            + System.getProperty("os.arch")
            + ")",
        Runtime.getRuntime().availableProcessors(),
        context.defaultParallelism(),
        context.master(),
        seeds(monitor),
        work);
  }

  private static Map<String, Long> seeds(Monitor monitor) {
    Map<String, Long> seeds = new LinkedHashMap<>();
    if (monitor.training() != null) {
      seeds.put("training", TrainingSettings.seed(monitor.training()));
    }
    if (monitor.drift().multivariate() != null) {
      seeds.put("columns together", MultivariateOptions.standard().seed());
    }
    return seeds;
  }
}
