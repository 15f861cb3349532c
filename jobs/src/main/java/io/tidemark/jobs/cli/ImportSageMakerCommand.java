package io.tidemark.jobs.cli;

import io.tidemark.jobs.importers.Imported;
import io.tidemark.jobs.importers.SageMakerImport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Imports a baseline of SageMaker Model Monitor. */
@Command(
    name = "sagemaker",
    description = "Writes a monitor from a data quality baseline of SageMaker Model Monitor.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark import sagemaker --constraints constraints.json \\",
      "    --table lake/loans --name loans --out loans.yaml"
    })
final class ImportSageMakerCommand extends ImportFromCommand {
  @Option(
      names = "--constraints",
      required = true,
      paramLabel = "FILE",
      description = "constraints.json of the baseline.")
  private Path constraints = Path.of("constraints.json");

  @Option(
      names = "--statistics",
      paramLabel = "FILE",
      description = "statistics.json of the baseline, for suggestions written as comments.")
  private @Nullable Path statistics;

  @Override
  Imported read(String name, String table) {
    return SageMakerImport.of(constraints, statistics, name, table);
  }
}
