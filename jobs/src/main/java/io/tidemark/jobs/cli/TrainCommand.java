package io.tidemark.jobs.cli;

import io.tidemark.jobs.Part;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;

/** The model alone. */
@Command(
    name = "train",
    description =
        "Trains a model on the reference if the store has none yet, and evaluates it on a version.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark train --config monitor.yaml",
      "  tidemark train -c monitor.yaml --version 5 --set training.algorithm=gbt"
    })
final class TrainCommand extends MonitorCommand {
  @Override
  Set<Part> parts() {
    return EnumSet.of(Part.MODEL);
  }
}
