package io.tidemark.jobs.cli;

import io.tidemark.jobs.error.ExitCodes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** From the files of other tools to a monitor file. */
@Command(
    name = "import",
    description =
        "Writes a monitor file from the files of another tool, and reports what it means.",
    subcommands = {ImportSageMakerCommand.class, ImportGreatExpectationsCommand.class})
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private HelpOption help = new HelpOption();

  /** Without the name of a tool there is nothing to import. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCodes.CONFIGURATION;
  }
}
