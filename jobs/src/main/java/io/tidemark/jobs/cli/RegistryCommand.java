package io.tidemark.jobs.cli;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.mlflow.Publication;
import io.tidemark.jobs.registry.Alias;
import io.tidemark.jobs.registry.Entry;
import io.tidemark.jobs.registry.ModelsJob;
import io.tidemark.jobs.registry.RegistryState;
import io.tidemark.jobs.registry.Who;
import io.tidemark.jobs.store.RunFiles;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that changes a monitor's registry. */
abstract class RegistryCommand extends SparkCommand {
  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The monitor file (YAML).")
  private String config = "monitor.yaml";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output directory instead of the monitor's `out`.")
  private @Nullable String out;

  @Mixin private EnvironmentOption environment = new EnvironmentOption();

  @Option(names = "--by", paramLabel = "WHO", description = Who.DESCRIPTION)
  private @Nullable String by;

  /** Does the work with a job on the monitor. */
  abstract String change(ModelsJob job, String who);

  @Override
  final int run() {
    Map<String, String> overrides = new LinkedHashMap<>();
    environment.addTo(overrides);
    if (out != null) {
      overrides.put("out", MonitorOptions.quoted(out));
    }
    Monitor monitor = new MonitorLoader().load(config, overrides);
    SparkSession spark = spark(monitor);
    RunFiles files = RunFiles.of(spark.sparkContext().hadoopConfiguration(), monitor);
    ModelsJob job = new ModelsJob(monitor, spark, files.store(spark), System.getenv(), clock());
    PrintWriter writer = spec().commandLine().getOut();
    writer.print(change(job, Who.of(by, System.getenv())));
    writer.flush();
    return ExitCodes.OK;
  }

  /** What a promotion or a rollback came to. */
  static String text(String what, ModelsJob.Outcome outcome) {
    RegistryState state = outcome.changed().state();
    StringBuilder text =
        new StringBuilder(
            String.format(
                "%-9s %s %s champion of %s in %s; previous: %s%n",
                what,
                named(outcome.changed().model()),
                outcome.changed().changed() ? "is now" : "was already",
                state.monitor(),
                state.environment(),
                state.holder(Alias.PREVIOUS).map(RegistryCommand::named).orElse("none")));
    for (Map.Entry<Alias, Publication> place : outcome.published().entrySet()) {
      text.append(
          String.format(
              "mlflow    %s is version %s of %s%n",
              place.getKey().key(), place.getValue().version(), place.getValue().model()));
    }
    return text.toString();
  }

  static String named(Entry model) {
    return model.modelId() + " (version " + model.version() + ")";
  }

  @Override
  final String out() {
    return Optional.ofNullable(out)
        .or(() -> MonitorLoader.out(config, environment.name()))
        .orElse(Monitor.DEFAULT_OUT);
  }

  @Override
  final String name() {
    return RunNames.of(config);
  }
}
