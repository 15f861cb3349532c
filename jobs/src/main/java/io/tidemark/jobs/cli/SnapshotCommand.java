package io.tidemark.jobs.cli;

import io.tidemark.jobs.SnapshotJob;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.VersionSelector;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Freezes a reference. */
@Command(
    name = "snapshot",
    description =
        "Freezes a version of the table as a reference. It outlives VACUUM and log clean-up of the table.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark snapshot --config monitor.yaml --version 0",
      "  tidemark snapshot -c monitor.yaml --timestamp 2001-02-01"
    })
final class SnapshotCommand extends MonitorFileCommand {
  @Override
  int run() {
    options().requireNoReference();
    Monitor monitor = options().load();
    VersionSelector version = options().selector();
    SnapshotJob.Snapshot snapshot =
        new SnapshotJob(spark(monitor), clock(), console()).execute(monitor, version);
    String state = snapshot.frozenNow() ? "frozen now" : "was frozen before";
    spec()
        .commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s  %,d rows of %s, %s%n",
            snapshot.referenceId(),
            snapshot.rows(),
            snapshot.table().label(),
            state)
        .flush();
    return 0;
  }
}
