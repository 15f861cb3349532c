package io.tidemark.jobs.cli;

import io.tidemark.jobs.mlflow.Publication;
import io.tidemark.jobs.registry.ModelsJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Publishes a model. */
@Command(
    name = "publish",
    description =
        "Publishes a model and the aliases on the MLflow server of the monitor, again if an attempt failed. What is there already is not added twice.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark models publish champion --config monitor.yaml"})
final class ModelsPublishCommand extends RegistryCommand {
  @Parameters(
      paramLabel = "MODEL",
      description = "A model's id or version, or champion, challenger, previous.")
  private String model = "";

  @Override
  String change(ModelsJob job, String who) {
    Publication publication = job.publish(model, who);
    return String.format(
        "published %s is version %s of %s, run %s%n",
        model, publication.version(), publication.model(), publication.runId());
  }
}
