package io.tidemark.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.drift.Bin;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.ColumnSummary;
import io.tidemark.drift.Importance;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnViewTest {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  @Test
  void theMeasureThatCameFurthestTellsMostHoweverSmallItsEffect() {
    ColumnView view =
        view(
            measure(Measure.PSI, 0.3, 0.1, 0.25, Verdict.DRIFT),
            measure(Measure.KS, 0.22, 0.05, 0.1, Verdict.DRIFT),
            measure(Measure.NULL_SHARE, 0.03, 0.02, 0.05, Verdict.WARN),
            measure(Measure.JENSEN_SHANNON, 0.01, 0.05, 0.1, Verdict.PASS),
            measure(Measure.TOTAL_VARIATION, 0.9, NEVER, NEVER, Verdict.PASS));

    assertThat(view.telling()).extracting(MeasureResult::measure).isEqualTo(Measure.KS);
    assertThat(view.multiple()).isEqualTo("2.20 × drift");
    assertThat(view.others()).isEqualTo("PSI, null share");
    assertThat(view.effects())
        .isEqualTo("PSI 0.300, KS 0.220, null share 0.030, JS distance 0.010");
  }

  @Test
  void aWorseVerdictTellsMoreThanALargerEffect() {
    ColumnView view =
        view(
            measure(Measure.KS, 0.9, 0.05, 0.1, Verdict.INSUFFICIENT_DATA),
            measure(Measure.PSI, 0.12, 0.1, 0.25, Verdict.WARN));

    assertThat(view.telling()).extracting(MeasureResult::measure).isEqualTo(Measure.PSI);
    assertThat(view.multiple()).isEqualTo("0.48 × drift");
  }

  @Test
  void aColumnWithoutAMeasureThatDecidesHasNothingToSortBy() {
    ColumnView view = view(measure(Measure.PSI, Double.NaN, NEVER, NEVER, Verdict.PASS));

    assertThat(view.telling()).isNull();
    assertThat(view.multiple()).isEmpty();
    assertThat(view.reach()).isEqualTo("0.000000");
    assertThat(ColumnView.sortable(Double.NaN)).isEmpty();
  }

  @Test
  void theSmallHistogramDrawsBothSidesOnOneScaleAndNamesWhatMovedMost() {
    MiniChart chart =
        MiniChart.of(
            List.of(
                new Bin("a", Bin.Role.CATEGORY, 50, 20),
                new Bin("b", Bin.Role.CATEGORY, 50, 60),
                new Bin("null", Bin.Role.NULL, 0, 20)));

    assertThat(chart.width()).isEqualTo(12);
    assertThat(chart.reference()).isEqualTo("M0 20V4h4V4h4V20h4V20z");
    assertThat(chart.current()).isEqualTo("M0 14h4V1h4V14h4");
    assertThat(chart.title()).isEqualTo("a: 50.0% → 20.0%");
  }

  @Test
  void theWidestGapOfTheDistributionFunctionsIsMarkedAndPutInWords() {
    XyChart chart =
        CumulativeChart.of(
                column(
                    List.of(
                        new Bin("(-∞, 1]", Bin.Role.INTERVAL, 50, 10),
                        new Bin("2", Bin.Role.INTERVAL, 25, 30),
                        new Bin("(2, +∞)", Bin.Role.INTERVAL, 25, 60),
                        new Bin("null", Bin.Role.NULL, 900, 0)),
                    measure(Measure.KS, 0.41, 0.05, 0.1, Verdict.DRIFT)))
            .orElseThrow();

    assertThat(chart.reading())
        .isEqualTo(
            "Widest gap at 1: 50.0% of the reference, 10.0% now, a difference of 0.400. The curves"
                + " are known at these edges only; KS, measured on finer cells, is 0.410.");
    assertThat(chart.guide()).isEqualTo("M136 125L136 205.8");
    assertThat(chart.across()).extracting(XyChart.Tick::label).containsExactly("", "1", "2", "+∞");
    assertThat(chart.curves())
        .extracting(XyChart.Curve::side)
        .containsExactly(Side.REFERENCE, Side.CURRENT);
  }

  @Test
  void thereAreNoDistributionFunctionsWithoutNumbersOnBothSides() {
    List<Bin> empty =
        List.of(
            new Bin("(-∞, 1]", Bin.Role.INTERVAL, 5, 0),
            new Bin("(1, +∞)", Bin.Role.INTERVAL, 5, 0));

    assertThat(CumulativeChart.of(column(empty))).isEmpty();
    assertThat(CumulativeChart.of(column(List.of(new Bin("a", Bin.Role.CATEGORY, 1, 1)))))
        .isEmpty();
  }

  @Test
  void aMeasureOverVersionsStandsAgainstItsThresholds() {
    TrendChart chart =
        TrendChart.of(
            column(List.of()),
            List.of(
                new TrendChart.Sample(3, measure(Measure.PSI, 0.02, 0.1, 0.25, Verdict.PASS)),
                new TrendChart.Sample(4, measure(Measure.PSI, 0.2, 0.1, 0.25, Verdict.WARN)),
                new TrendChart.Sample(7, measure(Measure.PSI, 9, 0.1, 0.25, Verdict.DRIFT))));

    assertThat(chart.title())
        .isEqualTo(
            "x: PSI by table version: v3 0.020, v4 0.200, v7 9.000; warning from 0.100, drift from"
                + " 0.250");
    assertThat(chart.dots())
        .extracting(TrendChart.Dot::tone)
        .containsExactly(Tone.GOOD, Tone.WARN, Tone.BAD);
    assertThat(chart.versions())
        .extracting(TrendChart.Tick::label)
        .containsExactly("v3", "v4", "v7");
    assertThat(chart.dots().get(1).y()).isBetween(chart.drift(), chart.warn());
    assertThat(chart.dots().get(2).y()).isLessThan(chart.drift()).isPositive();
  }

  @Test
  void manyVersionsAreMarkedSparselyTheNewestAlways() {
    List<TrendChart.Sample> samples =
        IntStream.rangeClosed(1, 24)
            .mapToObj(
                v -> new TrendChart.Sample(v, measure(Measure.PSI, 0.01, 0.1, 0.25, Verdict.PASS)))
            .toList();

    assertThat(TrendChart.of(column(List.of()), samples).versions())
        .extracting(TrendChart.Tick::label)
        .containsExactly("v4", "v8", "v12", "v16", "v20", "v24");
  }

  @Test
  void differencesOfQuantilesAreAsWideAsWhatIsKnownOfThem() {
    List<SummaryRows.Row> rows =
        SummaryRows.of(summary(200, 20, 1, 4, 4.5), summary(100, 5, 3, 6, 6));

    assertThat(rows)
        .contains(
            new SummaryRows.Row("Rows", "200", "100", "-50.0%"),
            new SummaryRows.Row("Nulls", "20 (10.0%)", "5 (5.0%)", "-5.0 points"),
            new SummaryRows.Row("Smallest", "1", "3", "+2"),
            new SummaryRows.Row("Median", "4 to 4.5", "6", "+1.5 to +2"));
    assertThat(rows)
        .extracting(SummaryRows.Row::name)
        .containsSubsequence("Smallest", "Median", "Largest", "Mean", "Standard deviation");
    assertThat(SummaryRows.brief(summary(200, 20, 1, 4, 4.5), summary(100, 5, 3, 6, 6)))
        .isEqualTo(
            "Nulls 20 (10.0%) → 5 (5.0%), mean 5, median 4 to 4.5 → 6, smallest 1 → 3, largest 9");
  }

  @Test
  void aMissingSideHasNoDifference() {
    assertThat(SummaryRows.of(summary(200, 20, 1, 4, 4.5), null))
        .allSatisfy(row -> assertThat(row.difference()).isEqualTo("–"));
    assertThat(SummaryRows.of(null, null)).isEmpty();
    assertThat(SummaryRows.brief(null, null)).isEmpty();
  }

  private static ColumnSummary summary(
      long rows, long nulls, double smallest, double low, double high) {
    return new ColumnSummary(
        rows,
        nulls,
        0,
        smallest,
        9.0,
        5.0,
        2.0,
        new ColumnSummary.Numbers(
            0L, 0L, 0L, null, null, List.of(new ColumnSummary.Quantile(0.5, low, high))),
        null,
        null);
  }

  private static ColumnView view(MeasureResult... measures) {
    return ColumnView.of("column-1", column(List.of(), measures), null, true);
  }

  private static ColumnDrift column(List<Bin> bins, MeasureResult... measures) {
    return new ColumnDrift(
        "x",
        ColumnKind.NUMERIC,
        "int",
        Importance.NORMAL,
        null,
        null,
        bins,
        List.of(measures),
        Verdict.PASS,
        null);
  }

  private static MeasureResult measure(
      Measure measure, double effect, double warn, double drift, Verdict verdict) {
    return new MeasureResult(
        measure, effect, effect, effect, effect, 0.5, 0.5, 0.01, 0.02, warn, drift, verdict, null);
  }
}
