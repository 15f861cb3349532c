package io.tidemark.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.cli.TidemarkCommandLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs a command in this JVM and keeps what it said and left behind. */
public record TestingCommand(int exitCode, String out, String err) {
  /** Runs {@code tidemark} with these arguments. */
  public static TestingCommand run(String... arguments) {
    TestingSpark.session();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        TidemarkCommandLine.create()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    int exitCode = command.execute(arguments);
    return new TestingCommand(exitCode, out.toString(), err.toString());
  }

  /** The only verdict below an output directory. */
  public static JsonNode onlyVerdict(Path out) throws IOException {
    List<Path> verdicts = verdicts(out);
    if (verdicts.size() != 1) {
      throw new AssertionError("expected one verdict below " + out + ", found " + verdicts);
    }
    return new ObjectMapper().readTree(verdicts.get(0).toFile());
  }

  /** All verdicts below an output directory. */
  public static List<Path> verdicts(Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      return files.filter(f -> f.endsWith("verdict.json")).sorted().toList();
    }
  }
}
