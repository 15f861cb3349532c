package io.tidemark.jobs.cli;

import io.tidemark.jobs.registry.ModelsJob;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a champion back. */
@Command(
    name = "rollback",
    description =
        "Makes the previous champion the champion again. The model that is taken back needs a new approval where one is required.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark models rollback --config monitor.yaml",
      "  tidemark models rollback model-0123456789ab -c monitor.yaml --note \"too many alerts\""
    })
final class ModelsRollbackCommand extends RegistryCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description =
          "The champion to take back, so that nothing happens if it is another one by now. Default: whichever it is.")
  private @Nullable String model;

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for those who come after.")
  private @Nullable String note;

  @Override
  String change(ModelsJob job, String who) {
    return text("rollback", job.rollback(model, who, note));
  }
}
