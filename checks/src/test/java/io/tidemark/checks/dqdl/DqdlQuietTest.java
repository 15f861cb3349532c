package io.tidemark.checks.dqdl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checks.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DqdlQuietTest {
  @TempDir Path directory;

  /** A process of its own: in this one the classes may have been initialised by another test. */
  @Test
  void readingRulesPrintsNothingAndHidesNothing() throws Exception {
    Path printed = directory.resolve("printed");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    java, "-cp", System.getProperty("java.class.path"), ReadsRules.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();

    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(printed)).isEqualTo("1 0%nafter%n".formatted());
  }

  /** Reads good rules and bad ones. */
  public static final class ReadsRules {
    private ReadsRules() {}

    public static void main(String[] args) {
      DqdlRuleset good = Dqdl.read("Rules = [ RowCount > 1 ]", Severity.ERROR);
      DqdlRuleset bad = Dqdl.read("Rules = [ RowCount ? \"x\", ]", Severity.ERROR);
      System.out.println(good.rules().size() + " " + bad.rules().size());
      System.err.println("after");
    }
  }
}
