package io.tidemark.jobs.cli;

import io.tidemark.jobs.Invocation;
import io.tidemark.jobs.PromoteJob;
import io.tidemark.jobs.StorageCredentials;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.registry.Who;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a model from one environment to another. */
@Command(
    name = "promote",
    description =
        "Brings a model from one environment to another: copies it into the other's result store, judges it there by the other's gates, and makes it the champion. Where the other environment asks for an approval, it must have one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark promote --from staging --to prod --config monitor.yaml",
      "  tidemark models approve challenger -c monitor.yaml -e prod --by ann"
    })
final class PromoteCommand extends SparkCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      defaultValue = "champion",
      description =
          "A model's id or version, or champion, challenger, previous, in --from. Default: ${DEFAULT-VALUE}.")
  private String model = "champion";

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description =
          "The monitor file (YAML), with `environments`: a path, or a URI such as s3a://bucket/monitor.yaml.")
  private String config = "monitor.yaml";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "NAME",
      description = "Environment that has the model.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "NAME",
      description = "Environment that gets it.")
  private String to = "";

  @Option(names = "--by", paramLabel = "WHO", description = Who.DESCRIPTION)
  private @Nullable String by;

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for those who come after.")
  private @Nullable String note;

  @Override
  int run() {
    if (from.equals(to)) {
      throw VersionOptions.badArgument(
          "--from and --to are both "
              + to
              + "; within one environment use `tidemark models promote`");
    }
    Monitor source = load(from);
    Monitor target = load(to);
    StorageCredentials.requireOneValueEach(source, target);
    SparkSession spark = spark(source);
    StorageCredentials.apply(target, spark.sparkContext().hadoopConfiguration(), System.getenv());
    PromoteJob.Outcome outcome =
        new PromoteJob(spark, clock(), console(), System.getenv())
            .execute(
                new PromoteJob.Options(
                    source,
                    target,
                    model,
                    Who.of(by, System.getenv()),
                    note,
                    invocation(Invocation.Pinning.NOTHING)));
    int code = report(outcome.run());
    if (outcome.registry() != null) {
      PrintWriter out = spec().commandLine().getOut();
      out.print(RegistryCommand.text("promoted", outcome.registry()));
      out.flush();
    }
    return code;
  }

  private Monitor load(String environment) {
    Map<String, String> overrides = new LinkedHashMap<>();
    overrides.put("environment", MonitorOptions.quoted(environment));
    return new MonitorLoader().load(config, overrides);
  }

  @Override
  String out() {
    return MonitorLoader.out(config, to).orElse(Monitor.DEFAULT_OUT);
  }

  @Override
  String name() {
    return RunNames.of(config);
  }
}
