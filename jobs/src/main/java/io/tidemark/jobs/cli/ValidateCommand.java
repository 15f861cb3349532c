package io.tidemark.jobs.cli;

import io.tidemark.jobs.Part;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;

/** The checks alone. */
@Command(
    name = "validate",
    description = "Evaluates the checks on a version.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark validate --config monitor.yaml",
      "  tidemark validate -c monitor.yaml --table lake/flights --version 3"
    })
final class ValidateCommand extends MonitorCommand {
  @Override
  Set<Part> parts() {
    return EnumSet.of(Part.CHECKS);
  }
}
