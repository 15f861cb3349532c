package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.machine.PrometheusMetric;
import io.tidemark.reports.machine.PrometheusText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrometheusTextTest {

  static Stream<RunResult> results() {
    return Stream.concat(
        Stream.of(
            SampleResults.alarm(5),
            SampleResults.error(),
            SampleModels.refused(),
            SampleInference.monitored(),
            SampleInference.scored(),
            SampleResults.wide(150, 20)),
        Hostile.texts().map(SampleResults::hostile));
  }

  @ParameterizedTest
  @MethodSource("results")
  void promtoolFindsNothingToSayOfAnyRun(RunResult run) throws Exception {
    TestingTool promtool =
        TestingTool.run(PrometheusText.render(run), List.of("promtool", "check", "metrics"));

    assertThat(promtool.exitCode()).as(promtool.said()).isZero();
    assertThat(promtool.said()).isEmpty();
  }

  @Test
  void promtoolRefusesADuplicateSoItsSilenceMeansSomething() throws Exception {
    String text = PrometheusText.render(SampleResults.calm(1));

    assertThat(TestingTool.run(text + "x{ 1\n", List.of("promtool", "check", "metrics")).exitCode())
        .isNotZero();
  }

  @Test
  void countsCoverTheColumnsThatHaveNoSeriesOfTheirOwn() {
    List<String> lines = PrometheusText.render(SampleResults.wide(150, 0)).lines().toList();

    assertThat(lines).filteredOn(l -> l.startsWith("tidemark_drift_column_verdict{")).hasSize(100);
    assertThat(lines)
        .contains(
            "tidemark_drift_columns{monitor=\"flights\",environment=\"dev\",command=\"run\",verdict=\"DRIFT\"}"
                + " 15",
            "tidemark_series_left_out{monitor=\"flights\",environment=\"dev\",command=\"run\",of=\"columns\"}"
                + " 50");
  }

  @Test
  void twoLongNamesThatBeginAlikeHaveTwoSeries() {
    String long1 = "c".repeat(500) + "1";
    String long2 = "c".repeat(500) + "2";
    String text =
        PrometheusText.render(SampleResults.hostile(long1))
            + PrometheusText.render(SampleResults.hostile(long2));

    assertThat(text.lines().filter(l -> l.startsWith("tidemark_check_status{")).distinct())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.length()).isLessThan(2_000));
  }

  @Test
  void noSampleCarriesATimeAndNoValueThatIsNotDefinedIsExported() {
    String text = PrometheusText.render(SampleModels.hostile("x"));

    assertThat(text.lines().filter(l -> !l.startsWith("#")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches("[a-z_]+\\{.*\\} -?[0-9.E+-]+"));
  }

  @Test
  void theTableOfTheDocumentationIsThatOfTheCode() throws IOException {
    String table =
        Arrays.stream(PrometheusMetric.values())
            .map(
                m ->
                    "| `%s` | %s | %s |\n"
                        .formatted(
                            m.key(),
                            m.labels().stream()
                                .map(l -> "`" + l + "`")
                                .collect(Collectors.joining(", ")),
                            m.help()))
            .collect(Collectors.joining());

    assertThat(Files.readString(TestingTool.root().resolve("docs/outputs.md")))
        .contains("| name | labels of its own | value |\n| --- | --- | --- |\n" + table + "\n");
  }
}
