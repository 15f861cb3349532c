package io.tidemark.jobs.cli;

import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.importers.Imported;
import io.tidemark.reports.Failure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that imports the files of one tool. It needs no Spark session and leaves no verdict.
 */
abstract class ImportFromCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--table",
      required = true,
      paramLabel = "TABLE",
      description = "The Delta table of the monitor: a path, URI or catalog name. It is not read.")
  private String table = "";

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Name of the monitor.")
  private String name = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Monitor file to write. Without it the monitor goes to standard output and the report to standard error.")
  private @Nullable Path out;

  @Option(names = "--force", description = "Replaces the file of --out if it exists.")
  private boolean force;

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private HelpOption help = new HelpOption();

  /** Reads the files of the tool. */
  abstract Imported read(String name, String table);

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      Imported imported = read(name, table);
      write(imported, spec.commandLine().getOut(), err);
      return ExitCodes.OK;
    } catch (TidemarkException e) {
      Failure failure =
          new Failure(e.code().name(), String.valueOf(e.getMessage()), e.reason(), e.nextStep());
      new Summary(err, spec.commandLine().getColorScheme().ansi()).failure(failure, null);
      return e.code().exitCode();
    }
  }

  private void write(Imported imported, PrintWriter stdout, PrintWriter err) {
    MonitorOutput output = new MonitorOutput("--out", force);
    Path file = out;
    if (file == null) {
      output.print(imported.yaml(), stdout);
      err.print(imported.report().text());
      err.flush();
      return;
    }
    output.save(file, imported.yaml());
    stdout.print(imported.report().text());
    stdout.println();
    stdout.println("monitor   " + file);
    stdout.flush();
  }
}
