package io.tidemark.jobs.cli;

import io.tidemark.jobs.Invocation;
import io.tidemark.jobs.ReproduceJob;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.registry.ModelNames;
import io.tidemark.jobs.store.RunFiles;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds a model again. */
@Command(
    name = "reproduce",
    description =
        "Trains a kept model again, from the table version and the settings that it was trained with, and proves that it is the same: same rows, same quality, same predictions.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark reproduce champion --config monitor.yaml",
      "  tidemark reproduce model-0123456789ab -c monitor.yaml --table /elsewhere/flights"
    })
final class ReproduceCommand extends SparkCommand {
  @Parameters(
      paramLabel = "MODEL",
      description = "A model's id or version, or champion, challenger, previous.")
  private String model = "";

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Where the table is now. Default: where it was when the model was trained.")
  private @Nullable String table;

  @Override
  int run() {
    Monitor monitor = store.requireMonitor(Map.of());
    SparkSession spark = spark(monitor);
    RunFiles files = RunFiles.of(spark.sparkContext().hadoopConfiguration(), monitor);
    String id =
        new ModelNames(files.store(spark), clock())
            .id(monitor.monitor(), monitor.environment(), model);
    return report(
        new ReproduceJob(spark, clock(), console())
            .execute(
                new ReproduceJob.Options(
                    monitor, id, table, invocation(Invocation.Pinning.NOTHING))));
  }

  @Override
  String out() {
    return store.outBeforeLoading();
  }

  @Override
  String name() {
    return "reproduce";
  }
}
