package io.tidemark.jobs.cli;

import io.tidemark.jobs.Invocation;
import io.tidemark.jobs.TriggerJob;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.VersionSelector;
import picocli.CommandLine.Command;

/** The decision on retraining alone. */
@Command(
    name = "trigger",
    description =
        "Decides on retraining by the newest results of a version and of the inference log, and records the decision with its reasons; asked again it is the same decision.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark trigger --config monitor.yaml",
      "  tidemark trigger -c monitor.yaml --version 5"
    })
final class TriggerCommand extends MonitorFileCommand {
  @Override
  int run() {
    Monitor monitor = options().load();
    VersionSelector version = options().selector();
    return report(
        new TriggerJob(spark(monitor), clock(), console())
            .execute(monitor, version, invocation(Invocation.Pinning.VERSION)));
  }
}
