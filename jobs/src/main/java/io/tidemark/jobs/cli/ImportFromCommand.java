package io.tidemark.jobs.cli;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.importers.Imported;
import io.tidemark.reports.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    Path file = out;
    if (file == null) {
      requirePrintable(imported.yaml());
      stdout.print(imported.yaml());
      stdout.flush();
      err.print(imported.report().text());
      err.flush();
      return;
    }
    save(file, imported.yaml());
    stdout.print(imported.report().text());
    stdout.println();
    stdout.println("monitor   " + file);
    stdout.flush();
  }

  /** A column name that comes out as question marks would be another column. */
  private static void requirePrintable(String yaml) {
    Charset charset = Charset.defaultCharset();
    if (!charset.newEncoder().canEncode(yaml)) {
      throw new TidemarkException(
          ErrorCode.BAD_ARGUMENT,
          "the monitor has characters that standard output cannot hold",
          "its encoding is " + charset,
          "write the monitor to a file with --out",
          null);
    }
  }

  private void save(Path file, String yaml) {
    OpenOption[] options =
        force
            ? new OpenOption[] {
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE
            }
            : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    try {
      Files.writeString(file, yaml, options);
    } catch (FileAlreadyExistsException e) {
      throw new TidemarkException(
          ErrorCode.BAD_ARGUMENT,
          "file `" + file + "` exists and was left as it is",
          null,
          "name another file with --out, or replace it with --force",
          e);
    } catch (IOException e) {
      throw new TidemarkException(
          ErrorCode.OUTPUT_NOT_WRITABLE,
          "the monitor file `" + file + "` cannot be written",
          e.toString(),
          "check that its folder exists and that this user may write there",
          e);
    }
  }
}
