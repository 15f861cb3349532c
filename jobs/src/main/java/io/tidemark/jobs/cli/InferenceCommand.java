package io.tidemark.jobs.cli;

import io.tidemark.jobs.InferenceJob;
import io.tidemark.jobs.Invocation;
import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.config.Inference;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Problem;
import io.tidemark.jobs.delta.VersionSelector;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The model in use, by its log. */
@Command(
    name = "monitor",
    description =
        "Looks at the log of a model in use by windows of time: latency, errors, quality, estimated"
            + " quality and drift of its outputs.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark monitor --config monitor.yaml",
      "  tidemark monitor -c monitor.yaml --version 12 --set inference.last=7",
      "  tidemark monitor -c monitor.yaml --fail-on never"
    })
final class InferenceCommand extends MonitorFileCommand {
  @Mixin private MonitorOptions.FailOnOption failOn = new MonitorOptions.FailOnOption();

  @Override
  int run() {
    options().requireNoReference("it is `inference.reference` in the monitor file");
    Monitor monitor = options().load();
    VersionSelector version = options().selector();
    InferenceJob.Options jobOptions =
        new InferenceJob.Options(
            monitor,
            require(monitor),
            version,
            spec().name(),
            failOn.failOn(),
            invocation(Invocation.Pinning.VERSION));
    return report(new InferenceJob(spark(monitor), clock(), console(), jobOptions).execute());
  }

  private Inference require(Monitor monitor) {
    Inference inference = monitor.inference();
    if (inference == null) {
      throw new ConfigException(
          List.of(
              new Problem(
                  options().config(),
                  0,
                  "the monitor has no `inference`; add its log with `time` and `prediction`")));
    }
    return inference;
  }
}
