package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverviewReportTest {

  static Stream<RunResult> results() {
    return ResultJsonTest.results();
  }

  @ParameterizedTest
  @MethodSource("results")
  void anOverviewOfAnyRunKeepsThePageRules(RunResult result) {
    PageRules.check(OverviewReport.html(List.of(new RunEntry(result, null))));
  }

  @Test
  void aHistoryShowsLatestStateTimelineQualityAndHeatMap() {
    Page page = PageRules.check(OverviewReport.html(SampleResults.history()));

    assertThat(page.text())
        .contains("1 monitor, 7 runs.")
        .contains("Version 7 passed all checks and looks like its reference.")
        .contains("load of day 5", "2 of 5", "0 of 5", "2 of 7")
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

    assertThat(PageRules.check(OverviewReport.html(runs)).text())
        .contains("AUC by table version: on the current version v1 0.723, v2 0.722");
  }

  @Test
  void runsStandNewestVersionFirstWhateverTheirOrder() {
    List<RunEntry> runs = new ArrayList<>(SampleResults.history());
    String html = OverviewReport.html(runs);
    Collections.reverse(runs);

    assertThat(html.substring(html.indexOf("All runs by table version")))
        .containsSubsequence("load of day 7", "load of day 6", "load of day 5", "load of day 1");
    assertThat(OverviewReport.html(runs)).isEqualTo(html);
  }

  @Test
  void theNewestRunThatIsNotAPassIsShownInFull() {
    Page page = PageRules.check(OverviewReport.html(SampleResults.history()));

    assertThat(page.text())
        .contains("Newest run that needs attention, in full")
        .contains("One check could not be evaluated and one failed: version 6 is not fit to use.")
        .contains("did you mean `arr_time`?")
        .doesNotContain("did you mean `dest`?");
  }

  @Test
  void theNewestRunIsShownInFullWhenAllPassed() {
    Page page =
        PageRules.check(
            OverviewReport.html(
                List.of(
                    new RunEntry(SampleResults.calm(1), null),
                    new RunEntry(SampleResults.calm(2), null))));

    assertThat(page.text())
        .contains("Newest run, in full", "flights-run-2-4be19c")
        .doesNotContain("flights-run-1-4be19c");
  }

  @Test
  void aRunWithoutAVersionStandsWhereItHappened() {
    List<RunEntry> runs = new ArrayList<>(SampleResults.history());
    runs.add(new RunEntry(SampleResults.error(), null));

    Page page = PageRules.check(OverviewReport.html(runs));

    assertThat(page.text())
        .contains("The table could not be read", "TABLE_NOT_FOUND")
        .contains("dev, version –");
  }

  @Test
  void anEmptyStoreIsSaidInASentence() {
    Page page = PageRules.check(OverviewReport.html(List.of()));

    assertThat(page.text()).contains("The result store holds no runs yet.");
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
}
