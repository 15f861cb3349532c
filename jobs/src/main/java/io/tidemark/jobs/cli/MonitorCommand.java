package io.tidemark.jobs.cli;

import io.tidemark.jobs.Invocation;
import io.tidemark.jobs.MonitorJob;
import io.tidemark.jobs.Part;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.VersionSelector;
import java.util.Set;
import picocli.CommandLine.Mixin;

/** A command that looks at one version with a monitor. */
abstract class MonitorCommand extends MonitorFileCommand {
  @Mixin private MonitorOptions.FailOnOption failOn = new MonitorOptions.FailOnOption();

  /** What to compute. */
  abstract Set<Part> parts();

  private Invocation.Pinning pinning() {
    return parts().contains(Part.DRIFT) ? Invocation.Pinning.REFERENCE : Invocation.Pinning.VERSION;
  }

  @Override
  final int run() {
    Monitor monitor = options().load();
    VersionSelector version = options().selector();
    MonitorParts.require(monitor, parts(), options().config());
    MonitorJob.Options jobOptions =
        new MonitorJob.Options(
            monitor, version, spec().name(), parts(), failOn.failOn(), invocation(pinning()));
    return report(new MonitorJob(spark(monitor), clock(), console(), jobOptions).execute());
  }
}
