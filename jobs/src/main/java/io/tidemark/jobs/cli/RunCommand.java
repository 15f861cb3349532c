package io.tidemark.jobs.cli;

import io.tidemark.jobs.Part;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;

/** Everything a monitor asks for. */
@Command(
    name = "run",
    description =
        "Validates a version, compares it with the reference, evaluates the model, decides on retraining and writes a report.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark run --config monitor.yaml",
      "  tidemark run --config monitor.yaml --version 12 --out results",
      "  tidemark run -c monitor.yaml --timestamp 2001-05-01 --fail-on warn"
    })
final class RunCommand extends MonitorCommand {
  @Override
  Set<Part> parts() {
    return EnumSet.allOf(Part.class);
  }
}
