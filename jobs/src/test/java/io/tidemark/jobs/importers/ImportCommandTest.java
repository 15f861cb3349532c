package io.tidemark.jobs.importers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.cli.TidemarkCommandLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as a user calls them. They start no Spark session. */
class ImportCommandTest {
  @TempDir private Path folder;

  private record Outcome(int exitCode, String out, String err) {}

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        TidemarkCommandLine.create()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .execute(arguments);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  private static Outcome importSuite(String... more) {
    List<String> arguments = new ArrayList<>(List.of("import", "great-expectations"));
    arguments.addAll(List.of("--suite", TestingInputs.file("suite-new.json").toString()));
    arguments.addAll(List.of("--table", "lake/t", "--name", "m"));
    arguments.addAll(Arrays.asList(more));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void withoutOutTheMonitorIsOutputAndTheReportIsNot() {
    Outcome outcome = importSuite();

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEqualTo(TestingInputs.text("suite-new.expected.yaml"));
    assertThat(outcome.err()).isEqualTo(TestingInputs.text("suite-new.expected.txt"));
  }

  @Test
  void withOutTheFileHoldsTheMonitorAndTheReportIsOutput() throws IOException {
    Path file = folder.resolve("monitor.yaml");
    Outcome outcome = importSuite("--out", file.toString());

    assertThat(outcome.exitCode()).isZero();
    assertThat(file).hasContent(TestingInputs.text("suite-new.expected.yaml"));
    assertThat(outcome.out())
        .startsWith(TestingInputs.text("suite-new.expected.txt"))
        .endsWith("monitor   " + file + System.lineSeparator());
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void aFileIsReplacedOnlyByForce() throws IOException {
    Path file = Files.writeString(folder.resolve("monitor.yaml"), "mine, and longer\n".repeat(999));
    Outcome refused = importSuite("--out", file.toString());
    String kept = Files.readString(file);
    Outcome forced = importSuite("--out", file.toString(), "--force");

    assertThat(refused.exitCode()).isEqualTo(20);
    assertThat(refused.err())
        .contains("BAD_ARGUMENT: file `" + file + "` exists and was left as it is")
        .contains("next:  ")
        .contains("--force");
    assertThat(kept).startsWith("mine");
    assertThat(forced.exitCode()).isZero();
    assertThat(file).hasContent(TestingInputs.text("suite-new.expected.yaml"));
  }

  @Test
  void aFolderThatIsNotThereIsAnErrorOfTheOutput() {
    Outcome outcome = importSuite("--out", folder.resolve("none/m.yaml").toString());

    assertThat(outcome.exitCode()).isEqualTo(22);
    assertThat(outcome.err()).contains("OUTPUT_NOT_WRITABLE: ").contains("next:  ");
  }

  @Test
  void aFileOfAnotherToolIsAnErrorWithItsKeys() {
    Path suite = TestingInputs.file("suite-new.json");
    Outcome outcome =
        run(
            "import",
            "sagemaker",
            "--constraints",
            suite.toString(),
            "--table",
            "lake/t",
            "--name",
            "m");

    assertThat(outcome.exitCode()).isEqualTo(20);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("NOT_IMPORTABLE: ")
        .contains("has no list `features`")
        .contains("cause: its keys are name, ")
        .contains("next:  name the right file with --constraints");
  }

  @Test
  void aTableIsRequired() {
    Outcome outcome = run("import", "sagemaker", "--constraints", "c.json", "--name", "m");

    assertThat(outcome.exitCode()).isEqualTo(20);
    assertThat(outcome.err()).contains("Missing required option: '--table=TABLE'");
  }

  @Test
  void aNameThatNoMonitorCanHaveIsAnError() {
    String suite = TestingInputs.file("suite-new.json").toString();
    Outcome outcome =
        run(
            "import",
            "great-expectations",
            "--suite",
            suite,
            "--table",
            "lake/t",
            "--name",
            "not a name");

    assertThat(outcome.exitCode()).isEqualTo(20);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("BAD_ARGUMENT: `monitor` is `not a name`");
  }

  @Test
  void importAloneShowsTheToolsItKnows() {
    Outcome outcome = run("import");

    assertThat(outcome.exitCode()).isEqualTo(20);
    assertThat(outcome.err()).contains("sagemaker").contains("great-expectations");
  }
}
