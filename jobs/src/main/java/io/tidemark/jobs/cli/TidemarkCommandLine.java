package io.tidemark.jobs.cli;

import io.tidemark.jobs.error.ExitCodes;
import picocli.CommandLine;

/** The configured command line. */
public final class TidemarkCommandLine {
  private TidemarkCommandLine() {}

  /** A new command line; bad arguments end with {@link ExitCodes#CONFIGURATION}. */
  public static CommandLine create() {
    return new CommandLine(new TidemarkCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExitCodeExceptionMapper(error -> ExitCodes.CRASH)
        .setParameterExceptionHandler(TidemarkCommandLine::badArguments)
        .setExecutionStrategy(TidemarkCommandLine::execute);
  }

  private static int execute(CommandLine.ParseResult parsed) {
    if (!parsed.hasSubcommand()
        && !parsed.isUsageHelpRequested()
        && !parsed.isVersionHelpRequested()) {
      CommandLine top = parsed.commandSpec().commandLine();
      top.usage(top.getErr());
      return ExitCodes.CONFIGURATION;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int badArguments(CommandLine.ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    command.getErr().println(command.getColorScheme().errorText("error: " + error.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(error, command.getErr());
    command.getErr().println("next:  " + command.getCommandSpec().qualifiedName() + " --help");
    command.getErr().flush();
    return ExitCodes.CONFIGURATION;
  }
}
