package io.tidemark.jobs.cli;

import io.tidemark.jobs.registry.ModelsJob;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a model into use. */
@Command(
    name = "promote",
    description =
        "Makes a model the champion of its environment; the champion before becomes the previous one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark models promote challenger --config monitor.yaml",
      "  tidemark models promote 3 -c monitor.yaml -e production --note \"better in winter\""
    })
final class ModelsPromoteCommand extends RegistryCommand {
  @Parameters(
      paramLabel = "MODEL",
      description = "A model's id or version, or champion, challenger, previous.")
  private String model = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for those who come after.")
  private @Nullable String note;

  @Override
  String change(ModelsJob job, String who) {
    return text("promoted", job.promote(model, who, note));
  }
}
