package io.tidemark.jobs.cli;

import io.tidemark.jobs.Invocation;
import io.tidemark.jobs.MonitorJob;
import io.tidemark.jobs.Part;
import io.tidemark.jobs.TrainJob;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.registry.Who;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The model alone. */
@Command(
    name = "train",
    description =
        "Trains a model on the reference if the store has none yet, evaluates it on a version, judges it by the gates, and registers it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark train --config monitor.yaml",
      "  tidemark train -c monitor.yaml --reference 3 --promote",
      "  tidemark train -c monitor.yaml --version 5 --set training.algorithm=gbt"
    })
final class TrainCommand extends MonitorFileCommand {
  @Mixin private MonitorOptions.FailOnOption failOn = new MonitorOptions.FailOnOption();

  @Option(
      names = "--promote",
      description =
          "Makes the model the champion if every gate lets it through. Default: it becomes the challenger.")
  private boolean promote;

  @Option(names = "--by", paramLabel = "WHO", description = Who.DESCRIPTION)
  private @Nullable String by;

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for those who come after.")
  private @Nullable String note;

  @Override
  int run() {
    Monitor monitor = options().load();
    VersionSelector version = options().selector();
    Set<Part> parts = EnumSet.of(Part.MODEL);
    MonitorParts.require(monitor, parts, options().config());
    TrainJob.Options training =
        new TrainJob.Options(
            new MonitorJob.Options(
                monitor,
                version,
                spec().name(),
                parts,
                failOn.failOn(),
                invocation(Invocation.Pinning.REFERENCE)),
            promote,
            Who.of(by, System.getenv()),
            note);
    return reportTraining(
        new TrainJob(spark(monitor), clock(), console(), System.getenv()).execute(training));
  }
}
