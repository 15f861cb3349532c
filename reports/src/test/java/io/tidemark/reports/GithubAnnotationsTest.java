package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.machine.GithubAnnotations;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GithubAnnotationsTest {
  /** A workflow command: a property ends at a comma, all of them at two colons. */
  private static final Pattern COMMAND =
      Pattern.compile("::(error|warning|notice) title=([^:,\\r\\n]+)::([^\\r\\n]*)");

  static Stream<RunResult> results() {
    return ResultJsonTest.results();
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyLineIsOneCommandWhateverTheDataHolds(RunResult run) {
    assertThat(GithubAnnotations.lines(run))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches(COMMAND));
  }

  @Test
  void aMessageThatIsReadBackHasItsLineEndsColonsAndPercents() {
    String line =
        GithubAnnotations.lines(SampleResults.hostile("50 % a:b,c\r\n::error::x")).stream()
            .filter(l -> l.contains("checks"))
            .findFirst()
            .orElseThrow();

    Matcher command = COMMAND.matcher(line);
    assertThat(command.matches()).isTrue();
    assertThat(decoded(command.group(3))).isEqualTo("50 % a:b,c\r\n::error::x");
    assertThat(decoded(command.group(2)))
        .isEqualTo("Tidemark 50 % a:b,c ::error::x: checks 50 % a:b,c ::error::x FAIL");
  }

  @Test
  void failuresAreErrorsWarningsAreWarningsAndTheVerdictIsANotice() {
    List<String> lines = GithubAnnotations.lines(SampleResults.broken(6));

    assertThat(lines.get(0))
        .startsWith("::error title=Tidemark flights%3A checks isComplete(date)");
    assertThat(lines).filteredOn(l -> l.startsWith("::error")).hasSize(2);
    assertThat(lines).filteredOn(l -> l.startsWith("::warning")).hasSize(1);
    assertThat(lines.get(lines.size() - 1))
        .startsWith("::notice title=Tidemark flights%3A ERROR::");
  }

  @Test
  void moreThanGithubShowsAreCounted() {
    List<String> lines = GithubAnnotations.lines(SampleResults.wide(200, 0));

    assertThat(lines).filteredOn(l -> l.startsWith("::warning")).hasSize(10);
    assertThat(lines.get(9))
        .isEqualTo("::warning title=Tidemark flights::12 more, see the summary and the report");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
