package io.tidemark.jobs.cli;

import io.tidemark.jobs.registry.Changed;
import io.tidemark.jobs.registry.ModelsJob;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers for a model. */
@Command(
    name = "approve",
    description =
        "Records that you answer for a model, so that it may be promoted where an approval is required.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark models approve challenger --config monitor.yaml",
      "  tidemark models approve 3 -c monitor.yaml --by ann --note \"reviewed the slices\""
    })
final class ModelsApproveCommand extends RegistryCommand {
  @Parameters(
      paramLabel = "MODEL",
      description = "A model's id or version, or champion, challenger, previous.")
  private String model = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for those who come after.")
  private @Nullable String note;

  @Override
  String change(ModelsJob job, String who) {
    Changed changed = job.approve(model, who, note);
    return String.format(
        "approved  %s %s approved for %s%n",
        named(changed.model()),
        changed.changed() ? "is now" : "was already",
        changed.state().environment());
  }
}
