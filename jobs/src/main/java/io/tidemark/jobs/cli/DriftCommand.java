package io.tidemark.jobs.cli;

import io.tidemark.jobs.Part;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;

/** The comparison alone. */
@Command(
    name = "drift",
    description = "Compares a version with the reference.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark drift --config monitor.yaml --version 3",
      "  tidemark drift -c monitor.yaml --reference ref-0123456789ab",
      "  tidemark drift -c monitor.yaml --set drift.alpha=0.01"
    })
final class DriftCommand extends MonitorCommand {
  @Override
  Set<Part> parts() {
    return EnumSet.of(Part.DRIFT);
  }
}
