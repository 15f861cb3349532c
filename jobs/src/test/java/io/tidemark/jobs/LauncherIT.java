package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a real process. */
class LauncherIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"run", "validate", "snapshot", "drift", "train", "report", "history", "demo"})
  void everyCommandHasHelpWithExamples(String command) throws Exception {
    TestingProcess process = TestingProcess.tidemark(List.of(command, "--help"));

    assertThat(process.exitCode()).as(process.said()).isZero();
    assertThat(process.out())
        .contains("Usage: tidemark " + command, "Examples:", "  tidemark " + command);
    assertThat(process.err()).isEmpty();
  }

  @Test
  void theTopLevelHelpListsTheExitCodes() throws Exception {
    TestingProcess process = TestingProcess.tidemark(List.of("--help"));

    assertThat(process.exitCode()).isZero();
    assertThat(process.out()).contains("Exit codes:").containsPattern("(?m)^ *21 +table, version");
  }

  @Test
  void noCommandIsABadArgument() throws Exception {
    assertThat(TestingProcess.tidemark(List.of()).exitCode()).isEqualTo(20);
  }

  @Test
  void shellCompletionIsAScriptThatBashAccepts() throws Exception {
    TestingProcess process = TestingProcess.tidemark(List.of("generate-completion"));
    Path script = Files.writeString(folder.resolve("completion.bash"), process.out());

    TestingProcess bash = TestingProcess.run(Map.of(), List.of("bash", "-n", script.toString()));

    assertThat(bash.exitCode()).as(bash.said()).isZero();
    assertThat(process.out()).contains("complete -F").contains("tidemark");
  }

  @Test
  void aMissingTableEndsWithItsExitCodeAndOneQuietMessage() throws Exception {
    Path out = folder.resolve("out");
    Path monitor =
        Files.writeString(folder.resolve("m.yaml"), "monitor: m\ntable: " + folder + "/none\n");

    TestingProcess process =
        TestingProcess.tidemark(
            List.of("validate", "-c", monitor.toString(), "--out", out.toString()));

    assertThat(process.exitCode()).as(process.said()).isEqualTo(21);
    assertThat(process.err())
        .contains("error TABLE_NOT_FOUND: there is no table at `" + folder + "/none`")
        .doesNotContain("\tat ", "WARN", "INFO");
    assertThat(process.out()).isEmpty();
    assertThat(TestingCommand.onlyVerdict(out).path("verdict").asText()).isEqualTo("ERROR");
  }

  @Test
  void verboseShowsTheStackTrace() throws Exception {
    Path none = folder.resolve("none.yaml");

    TestingProcess process =
        TestingProcess.tidemark(
            List.of(
                "validate",
                "-c",
                none.toString(),
                "--out",
                folder.resolve("out").toString(),
                "--verbose"));

    assertThat(process.exitCode()).as(process.said()).isEqualTo(20);
    assertThat(process.err())
        .contains("TidemarkException: monitor file")
        .contains("\tat io.tidemark.");
  }

  @Test
  void aSparkHomeWithoutSparkSubmitIsNamed() throws Exception {
    TestingProcess process =
        TestingProcess.tidemark(Map.of("SPARK_HOME", folder.toString()), List.of("history"));

    assertThat(process.exitCode()).isEqualTo(20);
    assertThat(process.err())
        .contains("SPARK_HOME is " + folder + ", but there is no bin/spark-submit");
  }

  @Test
  void anotherSparkIsRefusedByItsVersion() throws Exception {
    Files.writeString(folder.resolve("spark-version-info.properties"), "version=4.0.1\n");

    TestingProcess process = java(Map.of(), "history");

    assertThat(process.exitCode()).as(process.said()).isEqualTo(20);
    assertThat(process.err())
        .contains("error SPARK_UNSUPPORTED: this is Spark 4.0.1 with Scala 2.12.18")
        .doesNotContain("\tat ");
  }

  @Test
  void aJvmThatOthersUseTooIsNotEndedButToldByAnException() throws Exception {
    TestingProcess process =
        java(Map.of("DATABRICKS_RUNTIME_VERSION", "16.4"), "run", "--config", "none.yaml");

    assertThat(process.exitCode()).as(process.said()).isEqualTo(1);
    assertThat(process.err())
        .contains("error FILE_NOT_READABLE: ", "tidemark ended with exit code 20; verdict.json");
  }

  /** The jar without a launcher, what is in the test's folder before it. */
  private TestingProcess java(Map<String, String> environment, String... arguments)
      throws Exception {
    Path target = TestingProcess.root().resolve("jobs/target");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "@" + TestingProcess.root().resolve("config/jvm-opens.args"),
                "-cp",
                folder + ":" + target.resolve("tidemark.jar") + ":" + target.resolve("spark/*"),
                "io.tidemark.jobs.cli.Tidemark"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--out", folder.resolve("out").toString()));
    return TestingProcess.run(environment, command);
  }
}
