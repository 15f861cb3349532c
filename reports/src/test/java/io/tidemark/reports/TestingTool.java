package io.tidemark.reports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the machine and keeps what it said. */
record TestingTool(int exitCode, String said) {
  private static final long MINUTES = 5;

  /** The repository's root. */
  static Path root() {
    return Path.of(System.getProperty("tidemark.root"));
  }

  /** Runs a command to its end, with this text as its input. */
  static TestingTool run(String input, List<String> command)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile("in", ".txt");
    Path out = Files.createTempFile("out", ".txt");
    try {
      Files.writeString(in, input, StandardCharsets.UTF_8);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end within " + MINUTES + " minutes");
      }
      return new TestingTool(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }
}
