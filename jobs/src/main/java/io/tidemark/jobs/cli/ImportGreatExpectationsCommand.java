package io.tidemark.jobs.cli;

import io.tidemark.jobs.importers.GreatExpectationsImport;
import io.tidemark.jobs.importers.Imported;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Imports a suite of Great Expectations. */
@Command(
    name = "great-expectations",
    description = "Writes a monitor from an expectation suite of Great Expectations, old or 1.x.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark import great-expectations --suite suite.json --table lake/orders \\",
      "    --name orders --out orders.yaml"
    })
final class ImportGreatExpectationsCommand extends ImportFromCommand {
  @Option(
      names = "--suite",
      required = true,
      paramLabel = "FILE",
      description = "The suite as a JSON file.")
  private Path suite = Path.of("suite.json");

  @Override
  Imported read(String name, String table) {
    return GreatExpectationsImport.of(suite, name, table);
  }
}
