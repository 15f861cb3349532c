package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftAndModelPagesTest {

  @Test
  void aLineOfTheTableSaysWhatMovedByWhichMeasureAndHowFarBeyondItsThreshold() {
    Page page = PageRules.check(SampleResults.html(SampleResults.alarm(5)));

    assertThat(text(page, "id=\"drift\"", "id=\"windows\""))
        .containsSubsequence("destination", "delay", "numeric", "int", "critical", "KS")
        .contains("also PSI, JS distance, null share", "0.221", "2.21 ×", "0.009")
        .contains("KS 0.221, warning 0.050, drift 0.100, noise 0.006, smallest detectable 0.009");
    assertThat(page.values("data-verdict"))
        .containsExactly("Error", "Drift", "Drift", "Warning", "Pass");
    assertThat(drawings(page, "mini")).hasSize(4);
  }

  @Test
  void aColumnThatDriftedShowsItsBinsDistributionsVersionsAndSlices() {
    Page page = PageRules.check(RunReport.html(SampleResults.alarm(5), SampleDrift.past(5)));

    assertThat(text(page, "id=\"column-2\"", "id=\"column-3\""))
        .containsSubsequence(
            "10.5% → 16.2%",
            "Cumulative distribution",
            "Widest gap at 0: 57.5% of the reference, 41.3% now",
            "KS over versions",
            "v1 0.004, v2 0.004, v3 0.004, v4 0.004, v5 0.221; warning from 0.050, drift from 0.100",
            "Slices that bring in its PSI",
            "origin = ORD",
            "61.0%",
            "Median",
            "1.25 to 1.5",
            "20.75 to 21",
            "+19.25 to +19.75");
    assertThat(text(page, "id=\"column-3\"", "id=\"column-4\""))
        .contains("PSI over versions", ">208 more<", "origin = ATL")
        .doesNotContain("Cumulative distribution");
  }

  @Test
  void theFirstRunHasNoVersionsToLookBackOn() {
    assertThat(SampleResults.html(SampleResults.alarm(5))).doesNotContain("over versions");
  }

  @Test
  void laterRunsAndRunsOfTheSameVersionAreNotLookedBackOn() {
    List<RunResult> others = List.of(SampleResults.calm(6), SampleResults.calm(5));

    assertThat(RunReport.html(SampleResults.alarm(5), others)).doesNotContain("over versions");
  }

  @Test
  void featuresThatMatterAndMovedAreNamedAndMarked() {
    Page page = PageRules.check(SampleResults.html(SampleResults.alarm(5)));

    assertThat(page.text())
        .contains(
            "These features matter and moved: distance (31.0% of the importance), origin (12.0% of"
                + " the importance).");
    assertThat(text(page, "id=\"features\"", "id=\"model-card\""))
        .containsSubsequence("hour", "34.0%", "no column of this name", "distance", "PSI 0.121")
        .containsSubsequence("origin", "12.0%", "PSI 0.814", "yes", "weekday", "1.0%");
  }

  @Test
  void calmFeaturesAreSaidToBeCalm() {
    assertThat(SampleResults.html(SampleResults.calm(4)))
        .contains("No feature that matters, with 5.0% of the importance or more, has moved.");
  }

  @Test
  void withoutAComparisonFeaturesHaveTheirImportanceAlone() {
    assertThat(SampleResults.html(SampleModels.accepted()))
        .contains("This run did not compare the columns with a reference")
        .doesNotContain("Matters and moved");
  }

  @Test
  void challengerAndChampionAreDrawnOnTheSameRows() {
    Page page = PageRules.check(SampleResults.html(SampleModels.refused()));

    assertThat(text(page, "id=\"golden\"", "id=\"fairness\""))
        .contains("ROC curve: champion, AUC 0.690; challenger, AUC 0.710")
        .contains("Precision-recall curve: champion", "Calibration")
        .contains("Champion, on the golden rows", "Challenger, on the golden rows");
  }

  private static List<Map<String, String>> drawings(Page page, String css) {
    return page.all("svg").stream()
        .map(Page.Element::attributes)
        .filter(a -> css.equals(a.get("class")))
        .toList();
  }

  private static String text(Page page, String from, String to) {
    return page.html().substring(page.html().indexOf(from), page.html().indexOf(to));
  }
}
