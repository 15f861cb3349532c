package io.tidemark.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a real process in the repository's root and keeps what it said. */
public record TestingProcess(int exitCode, String out, String err) {
  private static final long MINUTES = 15;

  /** The repository's root. */
  public static Path root() {
    return Path.of(System.getProperty("tidemark.root"));
  }

  /** The argument of {@code java} that names options for JVMs that live shortly. */
  public static String quick() {
    return "@" + root().resolve("config/quick-jvm.args");
  }

  /** Runs a command; {@code environment} adds to this process's own, an empty value removes. */
  public static TestingProcess run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", ".txt");
    Path err = Files.createTempFile("err", ".txt");
    Process process =
        builder(environment, command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end within " + MINUTES + " minutes");
    }
    return new TestingProcess(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** Starts {@code bin/tidemark} with the embedded Spark and lets it run; nobody hears it. */
  public static Process start(Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(root().resolve("bin/tidemark").toString()));
    command.addAll(arguments);
    return builder(environment, command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static ProcessBuilder builder(Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(root().toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("TIDEMARK_JAVA_OPTIONS", quick());
    builder.environment().putAll(environment);
    builder.environment().values().removeIf(String::isEmpty);
    return builder;
  }

  /** Runs {@code bin/tidemark} with the embedded Spark. */
  public static TestingProcess tidemark(List<String> arguments)
      throws IOException, InterruptedException {
    return tidemark(Map.of(), arguments);
  }

  /** Runs {@code bin/tidemark}. */
  public static TestingProcess tidemark(Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(root().resolve("bin/tidemark").toString()));
    command.addAll(arguments);
    return run(environment, command);
  }

  /** All that was said, for failed assertions. */
  public String said() {
    return "exit " + exitCode + "\n--- out\n" + out + "\n--- err\n" + err;
  }

  /** The command line that runs a monitor on version 1 of a table. */
  public static List<String> runArguments(Object config, Object table, Object out) {
    return List.of(
        "run",
        "--config",
        config.toString(),
        "--table",
        table.toString(),
        "--out",
        out.toString(),
        "--version",
        "1");
  }
}
