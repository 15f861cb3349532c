package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.drift.DriftResult;
import io.tidemark.drift.stats.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunReportTest {

  static Stream<RunResult> results() {
    return ResultJsonTest.results();
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyPageKeepsThePageRules(RunResult result) {
    PageRules.check(SampleResults.html(result));
  }

  @ParameterizedTest
  @MethodSource("results")
  void theSameResultGivesTheSamePage(RunResult result) {
    assertThat(SampleResults.html(result)).isEqualTo(SampleResults.html(result));
  }

  @Test
  void anAlarmShowsVerdictNextStepPinsChecksDriftModelAndRetraining() {
    Page page = PageRules.check(SampleResults.html(SampleResults.alarm(5)));

    assertThat(page.text())
        .contains("2 of 5 columns drifted from the reference; 1 check warned")
        .contains("Retrain the model: the data moved away from its reference (delay, origin).")
        .contains("2026-03-07 04:30:00 UTC", "load of day 5", "cancelled = false", "100,685")
        .contains("completeness(delay)", ">= 0.95", "0.9321", "6.8% of the rows have no delay")
        .contains("The critical column delay drifted", "53.0%", "30.0%")
        .contains("Largest gap at 6", "0.221 [0.219, 0.224]", "[48.5, ∞)")
        .contains("did you mean `dest`?")
        .contains("Gradient-boosted trees", "delay > 15", "0.722", "0.641", "-0.081")
        .contains("AUC on the current version is 0.641, below the floor of 0.680.")
        .contains("retrain-flights-5-7c1e", "c0ffee5eed", "44.9 s")
        .doesNotContain("null,", "Not part of this run", "What went wrong");
  }

  @Test
  void columnsWithProblemsStandFirstAndTheirWorstChecksBeforeTheOthers() {
    String checks = section(SampleResults.html(SampleResults.broken(6)), "checks", "drift");

    assertThat(checks)
        .containsSubsequence(
            "Whole table",
            "1 of 2 checks did not pass",
            "satisfies(arrival",
            "hasSize",
            "isComplete(date)",
            "0.99962",
            "completeness(delay)",
            "completeness(origin)");
  }

  @Test
  void driftedColumnsStandFirstAndOpen() {
    Page page = PageRules.check(SampleResults.html(SampleResults.alarm(5)));
    List<Boolean> open =
        page.all("details").stream().map(d -> d.attributes().containsKey("open")).toList();

    assertThat(open).containsExactly(true, true, true, false, false);
    assertThat(section(page.html(), "columns", "model"))
        .containsSubsequence("destination", "delay", "origin", "distance", "date");
  }

  @Test
  void aCategoryColumnShowsItsTopCategoriesAndTheRestTogether() {
    String html = SampleResults.html(SampleResults.alarm(5));

    assertThat(html).contains(">208 more<", ">unseen<", "0% → 10.3%", "11,480 rows in categories");
  }

  @Test
  void partsThatARunDoesNotHaveAreSaidInASentenceAndTakeNoSection() {
    Page page = PageRules.check(SampleResults.html(SampleResults.checksOnly()));

    assertThat(page.values("id")).contains("checks").doesNotContain("drift", "model", "retraining");
    assertThat(page.text())
        .contains("Not part of this run: drift, a model, retraining.")
        .contains("Nothing to do.")
        .doesNotContain("Commit message", "Where the time went", "could not be compared");
  }

  @Test
  void aRunThatFailedEarlySaysWhyAndWhatToDo() {
    Page page = PageRules.check(SampleResults.html(SampleResults.error()));

    assertThat(page.text())
        .contains("TABLE_NOT_FOUND", "the folder holds no `_delta_log`")
        .contains("Check `table.path` in monitors/flights.yaml, line 4.")
        .contains("The run ended before the table and its version were known.")
        .contains("The run ended before it came to data quality, drift, a model, retraining.")
        .doesNotContain("Table version", "Not part of this run", "Cause");
  }

  @Test
  void everyHostileTextIsShownAsText() {
    Hostile.texts()
        .filter(t -> t.length() < 80 && !t.contains("\u0000"))
        .forEach(
            text ->
                assertThat(PageRules.check(SampleResults.html(SampleResults.hostile(text))).text())
                    .contains(text));
  }

  @Test
  void aDriftResultWithoutColumnsIsShown() {
    DriftResult none = new DriftResult(0, 0, List.of(), 0, 0.3, Verdict.PASS, "No columns.");

    Page page =
        PageRules.check(SampleResults.html(SampleResults.calm(1).toBuilder().drift(none).build()));

    assertThat(page.text()).contains("No columns.").doesNotContain("Columns in detail");
  }

  @Test
  void aPageOfTwoHundredColumnsAndAYearOfWindowsStaysBelowOneMegabyte() {
    String html = SampleResults.html(SampleResults.wide(200, 366));

    assertThat(PageRules.check(html).all("details")).hasSize(200);
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(1_000_000);
  }

  @Test
  void thatHoldsEvenIfAllOfThemDriftedAndThereAreManyVersions() {
    List<RunResult> past = SampleDrift.past(60, v -> SampleResults.wide(v, 200, 0, 3));

    String html = RunReport.html(SampleResults.wide(60, 200, 366, 1), past);

    assertThat(PageRules.check(html).text())
        .contains("The 40 columns that moved most have charts and tables; the other 160");
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(1_000_000);
  }

  @Test
  void rolesAreShownWhereThereAreOthersThanFeatures() {
    assertThat(drift(SampleResults.alarm(5)))
        .containsSubsequence(
            "Features",
            "1 of 2 drifted, 53.0% of the weight",
            "Target",
            "delay",
            "Prediction",
            "score");
    assertThat(drift(SampleResults.calm(1))).doesNotContain("of the weight\nTarget", "Prediction");
  }

  @Test
  void windowsAreShownAsSmallChartsAndAsATable() {
    Page page = PageRules.check(SampleResults.html(SampleResults.alarm(5)));

    assertThat(page.text())
        .contains("31 windows of 1 day, from 2026-03-01 to 2026-03-31")
        .contains("delay: PSI of each window, largest 0.420 in 2026-03-08")
        .containsSubsequence(
            "Windows that did not pass; 28 others are not listed",
            "2026-03-08",
            "57.0%",
            "delay (PSI 0.420)");
    assertThat(page.all("svg").stream().filter(s -> "wins".equals(s.attributes().get("class"))))
        .hasSize(2);
  }

  @Test
  void manyWindowsAreCutToThoseThatDidNotPass() {
    String text = PageRules.check(SampleResults.html(SampleResults.wide(3, 366))).text();

    assertThat(text)
        .contains("Windows that did not pass; 333 others are not listed", "2026-03-08")
        .doesNotContain("2026-03-09 ");
  }

  @Test
  void slicesAreRankedAndTheOnesThatDriveAColumnNamed() {
    assertThat(drift(SampleResults.alarm(5)))
        .containsSubsequence(
            "origin = ATL",
            "37.0%",
            "delay",
            "0.312",
            "origin = ORD",
            "61.0%",
            "origin = DFW",
            "16.0%")
        .contains("all other values of origin", "-3.0%")
        .containsSubsequence(
            "Verdict of each slice, the worst first",
            "origin = ORD",
            "delay 0.620",
            "origin = DFW",
            "origin = SEA, carrier is null",
            "fewer than 1,000");
  }

  @Test
  void columnsTogetherShowEffectNoiseAndWhatContributes() {
    assertThat(drift(SampleResults.alarm(5)))
        .containsSubsequence(
            "Columns together", "On 50,000 rows of the reference and 50,120 of the current version")
        .containsSubsequence(
            "PCA reconstruction error",
            "0.031",
            "domain classifier AUC",
            "0.713",
            "0.507",
            "0.0004",
            "0.550 / 0.650")
        .containsSubsequence(
            "Columns that tell the sides apart: domain classifier AUC",
            "delay",
            "71.0%",
            "origin",
            "25.0%");
  }

  @Test
  void aColumnsDetailsHaveQuantilesWithTheirIntervalAndShapes() {
    assertThat(section(SampleResults.html(SampleResults.alarm(5)), "columns", "model"))
        .contains("Zeros", "5,400 (5.4%)", "Negative", "Infinite", "Distinct, about", "1,021")
        .contains(
            "1% quantile", "Median", "1.25 to 1.5", "20.75 to 21", "99% quantile", "171 to 174")
        .contains("Skewness", "5.31", "Excess kurtosis", "61.22", "Length", "3 to 4, mean 3.004");
  }

  @Test
  void aMeasureWithoutThresholdsIsShownInTheDetailsOnlyAndDecidesNothing() {
    String html = SampleResults.html(SampleResults.alarm(5));

    assertThat(section(html, "drift", "windows")).doesNotContain("total variation");
    assertThat(section(html, "columns", "model"))
        .containsSubsequence(">–</td>", "total variation", "0.083", ">–</td>")
        .doesNotContain("∞ / ∞", "– / –");
  }

  @Test
  void aRunWithNothingToCompareWithSaysWhy() {
    RunResult run = SampleResults.notComparedYet();

    assertThat(PageRules.check(SampleResults.html(run)).text())
        .contains("There is nothing to compare with yet: `data/flights@0` is the first version")
        .contains("The next version can be compared with this one.")
        .doesNotContain("Not part of this run: drift");
  }

  @Test
  void allVersionsOfAReferenceAreNamed() {
    RunResult run = SampleResults.trailing();

    assertThat(PageRules.check(SampleResults.html(run)).text())
        .contains("(versions 4, 3, 1)", "frozen from versions 4, 3, 1", "trailing 3");
  }

  private static String drift(RunResult run) {
    String html = SampleResults.html(run);
    return Page.of(html).text().substring(Page.of(html).text().indexOf("Drifted share of"));
  }

  private static String section(String html, String id, String nextId) {
    return html.substring(html.indexOf("id=\"" + id + "\""), html.indexOf("id=\"" + nextId + "\""));
  }
}
