package io.tidemark.jobs.cluster;

import io.tidemark.jobs.TestingProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A spark-submit that can be watched while it runs. */
final class TestingSubmit implements AutoCloseable {
  /** The settings that the deployment guide recommends. */
  static final List<String> RECOMMENDED =
      List.of(
          "--properties-file",
          TestingProcess.root().resolve("examples/spark-settings.conf").toString());

  /** Ten minutes: a machine with other work to do takes long. */
  private static final int TRIES = 12_000;

  private final Process process;
  private final Path out;
  private final Path err;

  private TestingSubmit(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Submits Tidemark's jar.
   *
   * @param options of spark-submit
   * @param arguments of Tidemark
   */
  static TestingSubmit start(
      Path sparkHome, Map<String, String> environment, List<String> options, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of(sparkHome.resolve("bin/spark-submit").toString()));
    command.addAll(options);
    command.add("--class");
    command.add("io.tidemark.jobs.cli.Tidemark");
    command.add(TestingProcess.root().resolve("jobs/target/tidemark.jar").toString());
    command.addAll(arguments);
    Path out = Files.createTempFile("submit", ".out");
    Path err = Files.createTempFile("submit", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(TestingProcess.root().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new TestingSubmit(builder.start(), out, err);
  }

  /** Waits until the run says something on standard error, and is still running then. */
  void awaitLine(String text) throws Exception {
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      if (Files.readString(err).contains(text)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("never said `" + text + "`\n" + Files.readString(err));
  }

  /** Waits for the end. */
  TestingProcess finish() throws Exception {
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      close();
      throw new AssertionError("did not end\n" + Files.readString(err));
    }
    return new TestingProcess(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
