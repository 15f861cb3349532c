package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndexReportTest {

  static Stream<RunResult> results() {
    return ResultJsonTest.results();
  }

  @ParameterizedTest
  @MethodSource("results")
  void anIndexOfAnyRunKeepsThePageRules(RunResult result) {
    RunSummary run = RunSummary.of(result);
    PageRules.check(IndexReport.html(List.of(new MonitorState(run, 1)), List.of(run)));
  }

  @Test
  void theWorstStateStandsFirstAndLeadsToItsMonitor() {
    RunSummary calm = RunSummary.of(SampleResults.calm(4));
    RunSummary broken = RunSummary.of(SampleResults.broken(6));
    Page page =
        PageRules.check(
            IndexReport.html(
                List.of(new MonitorState(calm, 4), new MonitorState(broken, 1_200)),
                List.of(broken, calm)));

    assertThat(page.text())
        .contains("1 monitor needs somebody", "1 of 2 monitors has not passed: 1 error.")
        .contains("Begin with flights (dev): One check could not be evaluated")
        .contains("The newest 2 of 1,204 runs")
        .containsSubsequence("Outcome of the latest run", "Error", "1,200", "Pass", "Newest runs");
    assertThat(page.values("href"))
        .contains(
            "monitors/flights.dev.html",
            "runs/flights-run-6-4be19c.html",
            "runs/flights-run-4-4be19c.html");
  }

  @Test
  void whereNobodyMustDoAnythingThePageSaysSo() {
    RunSummary calm = RunSummary.of(SampleResults.calm(4));

    assertThat(
            PageRules.check(IndexReport.html(List.of(new MonitorState(calm, 4)), List.of(calm)))
                .text())
        .contains("Nothing must be done now", "The only monitor passed.")
        .doesNotContain("Begin with");
  }

  @Test
  void aMonitorShowsItsLastTenRunsInOrder() {
    List<RunSummary> runs =
        LongStream.rangeClosed(1, 12)
            .mapToObj(v -> RunSummary.of(v == 11 ? SampleResults.alarm(v) : SampleResults.calm(v)))
            .toList();

    Page page =
        PageRules.check(IndexReport.html(List.of(new MonitorState(runs.get(11), 12)), runs));

    assertThat(page.values("aria-label").stream().filter(l -> l.contains(", version ")))
        .hasSize(10)
        .startsWith("2026-03-05 06:00, version 3: pass")
        .endsWith("2026-03-13 06:00, version 11: drift", "2026-03-14 06:00, version 12: pass");
  }

  @Test
  void anEmptyStoreIsSaidInASentence() {
    assertThat(PageRules.check(IndexReport.html(List.of(), List.of())).text())
        .contains("The result store holds no runs yet.")
        .doesNotContain("Newest runs");
  }

  @Test
  void anIndexOfAThousandMonitorsStaysBelowAMegabyte() {
    RunSummary run = RunSummary.of(SampleResults.broken(6));

    String html =
        IndexReport.html(
            IntStream.range(0, 1_000)
                .mapToObj(i -> new MonitorState(ofMonitor(run, "flights-" + i), 10))
                .toList(),
            Collections.nCopies(200, run));

    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(1_000_000);
  }

  @Test
  void pathsOfPagesStayInTheirFolderAndApart() {
    assertThat(SitePaths.monitor("flights", "dev")).isEqualTo("monitors/flights.dev.html");
    assertThat(SitePaths.run("../../x/y")).isEqualTo("runs/.._2F.._2Fx_2Fy.html");
    assertThat(SitePaths.monitor("a-b", "c")).isNotEqualTo(SitePaths.monitor("a", "b-c"));
  }

  private static RunSummary ofMonitor(RunSummary run, String monitor) {
    return new RunSummary(
        run.runId(),
        monitor,
        run.environment(),
        run.command(),
        run.verdict(),
        run.headline(),
        run.startedAt(),
        run.tableVersion());
  }
}
