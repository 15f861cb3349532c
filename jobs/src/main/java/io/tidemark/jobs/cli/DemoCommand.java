package io.tidemark.jobs.cli;

import io.tidemark.jobs.Invocation;
import io.tidemark.jobs.RunOutcome;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.demo.DemoJob;
import io.tidemark.jobs.store.RunFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The demonstration. */
@Command(
    name = "demo",
    description =
        "Writes six months of real flights as a Delta table, one of them with injected faults, and"
            + " runs the example monitor on each month against January.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark demo", "  tidemark demo --out /tmp/tidemark-demo"})
final class DemoCommand extends SparkCommand {
  @Option(
      names = "--examples",
      paramLabel = "DIR",
      defaultValue = "examples/flights",
      description = "Folder with flights.parquet and monitor.yaml. Default: ${DEFAULT-VALUE}.")
  private Path examples = Path.of("examples/flights");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "demo-out",
      description = "Output directory. Default: ${DEFAULT-VALUE}.")
  private String out = "demo-out";

  @Override
  int run() {
    Map<String, String> overrides =
        Map.of("out", MonitorOptions.quoted(out), "table", MonitorOptions.quoted(table()));
    String config = examples.resolve("monitor.yaml").toString();
    Monitor monitor = new MonitorLoader().load(config, overrides);
    SparkSession spark = spark();
    List<RunOutcome> outcomes =
        new DemoJob(spark, clock(), console())
            .execute(examples.resolve("flights.parquet").toString(), monitor, oneRun(config));
    RunOutcome last = outcomes.get(outcomes.size() - 1);
    if (last.error() != null) {
      return report(last);
    }
    PrintWriter writer = spec().commandLine().getOut();
    writer.println();
    summary().runs(outcomes.stream().map(RunOutcome::result).toList());
    RunFiles files = new RunFiles(spark.sparkContext().hadoopConfiguration(), out);
    writer.println();
    writer.println("report    " + files.overview());
    writer.println("results   " + files.storeRoot());
    writer.println("verdicts  " + out + "/runs/<run>/verdict.json");
    writer.flush();
    return last.exitCode();
  }

  /** What the demo does for each version. */
  private Invocation oneRun(String config) {
    return invocation(
        List.of("run", "--config", config, "--table", table(), "--out", out),
        Invocation.Pinning.REFERENCE);
  }

  private String table() {
    return out + "/lake/flights";
  }

  @Override
  String out() {
    return out;
  }

  @Override
  String name() {
    return "flights";
  }
}
