package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorReportTest {

  static Stream<RunResult> results() {
    return ResultJsonTest.results();
  }

  @ParameterizedTest
  @MethodSource("results")
  void thePageOfAMonitorWithAnyRunKeepsThePageRules(RunResult result) {
    PageRules.check(MonitorReport.html(List.of(new RunEntry(result, null)), 1));
  }

  @Test
  void aHistoryShowsLatestStateRowsQualityHeatMapAndRuns() {
    Page page = PageRules.check(html(SampleResults.history()));

    assertThat(page.text())
        .contains("Version 10 passed all checks and looks like its reference.")
        .contains("What to do next: Nothing to do.")
        .contains("load of day 5", "2 of 5", "0 of 5", "2 of 7")
        .contains("Rows by table version: v1 ", "101k")
        .contains("AUC by table version: on the current version v1 0.723, v2 0.722")
        .contains("PSI against the reference", "▲", "0.312", "0.814")
        .contains("Requested", "Held", "Not needed");
    assertThat(page.values("href")).contains("runs/5/report.html", "runs/6/report.html");
  }

  @Test
  void aModelThatIsTriedIsNotTheQualityOfTheOneInUse() {
    List<RunEntry> runs = new ArrayList<>(SampleResults.history());
    RunResult used = runs.get(1).result();
    RunResult tried = SampleModels.accepted();
    runs.add(
        new RunEntry(
            tried.toBuilder()
                .time(used.startedAt().plusSeconds(60), used.finishedAt().plusSeconds(60))
                .pins(used.pins())
                .build(),
            null));

    assertThat(PageRules.check(html(runs)).text())
        .contains("AUC by table version: on the current version v1 0.723, v2 0.722");
  }

  @Test
  void commitsThatNoRunLookedAtAreListedAndThoseWithoutDataChangeSaySo() {
    String html = html(SampleResults.history());

    assertThat(Page.of(html).text().substring(Page.of(html).text().indexOf("Run on this version")))
        .containsSubsequence(
            "10",
            "WRITE",
            "Pass",
            "9",
            "OPTIMIZE",
            "No data change",
            "8",
            "MERGE",
            "Not looked at",
            "7",
            "0",
            "CREATE TABLE",
            "No data change");
    assertThat(html).contains("<tr class=\"quiet\" data-verdict=\"No data change\">");
  }

  @Test
  void runsStandNewestVersionFirstWhateverTheirOrder() {
    List<RunEntry> runs = new ArrayList<>(SampleResults.history());
    String html = html(runs);
    Collections.reverse(runs);

    assertThat(html.substring(html.indexOf("All runs by table version")))
        .containsSubsequence("load of day 10", "load of day 7", "load of day 6", "load of day 1");
    assertThat(html(runs)).isEqualTo(html);
  }

  @Test
  void aRunWithoutAVersionStandsWhereItHappened() {
    List<RunEntry> runs = new ArrayList<>(SampleResults.history());
    runs.add(new RunEntry(SampleResults.error(), null));

    assertThat(PageRules.check(html(runs)).text())
        .contains("Error: flights", "The table could not be read");
  }

  @Test
  void thePageOfThousandsOfRunsShowsTheNewestAndStaysSmall() {
    List<RunEntry> runs =
        LongStream.rangeClosed(1, 200)
            .mapToObj(v -> new RunEntry(SampleResults.alarm(v), "../runs/" + v + ".html"))
            .toList();

    String html = MonitorReport.html(runs, 10_000);

    assertThat(PageRules.check(html).text()).contains("The newest 200 of 10,000 runs");
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(500_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "https://x", "//x/y", "/etc", "\\\\x", " data:x", " "})
  void aLinkOutOfTheFolderOfReportsIsRefused(String href) {
    assertThatThrownBy(() -> new RunEntry(SampleResults.calm(1), href))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "link to the report of run flights-run-1-4be19c is '"
                + href
                + "', but must be a path relative to the overview, such as runs/1/report.html");
  }

  private static String html(List<RunEntry> runs) {
    return MonitorReport.html(runs, runs.size());
  }
}
