package io.tidemark.jobs.cli;

import io.tidemark.jobs.error.ExitCodes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is to ask of a table's schema. */
@Command(
    name = "schema",
    description = "Tells how a table's schema changed.",
    subcommands = SchemaDiffCommand.class)
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private HelpOption help = new HelpOption();

  /** Without the name of a command there is nothing to do. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCodes.CONFIGURATION;
  }
}
