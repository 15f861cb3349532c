package io.tidemark.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.drift.Bin;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.training.Metric;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartsTest {

  @Test
  void anEffectStandsBetweenItsThresholds() {
    EffectBar bar = EffectBar.of(measure(0.2, 0.1, 0.25, 0.01));

    assertThat(bar.noise()).isLessThan(bar.warn());
    assertThat(bar.fill()).isBetween(bar.warn(), bar.drift());
    assertThat(bar.drift()).isLessThan(EffectBar.WIDTH);
    assertThat(bar.beyond()).isFalse();
    assertThat(bar.title())
        .isEqualTo("PSI 0.200, warning 0.100, drift 0.250, noise 0.010, smallest detectable 0.010");
    assertThat(bar.detectable()).isEqualTo(bar.noise());
  }

  @Test
  void aHugeEffectIsCutAndMarkedSoThatTheThresholdsStayLegible() {
    EffectBar bar = EffectBar.of(measure(40, 0.1, 0.25, 0.01));

    assertThat(bar.fill()).isEqualTo(EffectBar.WIDTH);
    assertThat(bar.beyond()).isTrue();
    assertThat(bar.drift()).isEqualTo(EffectBar.WIDTH / 3);
  }

  @Test
  void whatIsNotANumberIsNotDrawn() {
    EffectBar bar = EffectBar.of(measure(Double.NaN, Double.NaN, Double.NaN, Double.NaN));

    assertThat(bar.fill()).isZero();
    assertThat(bar.warn()).isEqualTo(-1);
    assertThat(bar.drift()).isEqualTo(-1);
    assertThat(bar.noise()).isZero();
    assertThat(bar.detectable()).isEqualTo(-1);
    assertThat(EffectBar.of(measure(Double.POSITIVE_INFINITY, 0.1, 0.2, 0)).beyond()).isTrue();
  }

  @Test
  void barsAreSharesOfTheirOwnSide() {
    BinChart chart =
        BinChart.of(
            "x",
            List.of(
                new Bin("[0, 1)", Bin.Role.INTERVAL, 25, 500),
                new Bin("[1, 2)", Bin.Role.INTERVAL, 75, 500),
                new Bin("null", Bin.Role.NULL, 0, 0)));

    assertThat(chart.rows()).hasSize(2);
    assertThat(chart.rows().get(1).reference()).isEqualTo(132);
    assertThat(chart.rows().get(0).current()).isEqualTo(88);
    assertThat(chart.rows().get(0).shares()).isEqualTo("25.0% → 50.0%");
    assertThat(chart.ticks())
        .extracting(BinChart.Tick::label)
        .containsExactly("0%", "20%", "40%", "60%");
  }

  @Test
  void anEmptySideHasNoBars() {
    BinChart chart = BinChart.of("x", List.of(new Bin("a", Bin.Role.CATEGORY, 3, 0)));

    assertThat(chart.rows().get(0).current()).isZero();
    assertThat(chart.rows().get(0).shares()).isEqualTo("100% → –");
  }

  @Test
  void manyIntervalsAreJoinedInOrder() {
    List<Bin> bins =
        IntStream.range(0, 50).mapToObj(i -> new Bin("b" + i, Bin.Role.INTERVAL, 1, 2)).toList();

    BinChart chart = BinChart.of("x", bins);

    assertThat(chart.rows()).hasSize(25);
    assertThat(chart.rows().get(0).label()).isEqualTo("b0 … b1");
    assertThat(chart.rows().get(24).label()).isEqualTo("b48 … b49");
  }

  @Test
  void theCategoryThatMovedMostIsShownHoweverSmall() {
    List<Bin> bins =
        IntStream.range(0, 100)
            .mapToObj(i -> new Bin("c" + i, Bin.Role.CATEGORY, 1000 - i, i == 99 ? 8000 : 1000 - i))
            .toList();

    BinChart chart = BinChart.of("x", bins);

    assertThat(chart.rows()).hasSize(13);
    assertThat(chart.rows()).extracting(BinChart.Row::label).contains("c0", "c99", "88 more");
    assertThat(chart.rows().get(12).current()).isZero();
    assertThat(chart.rows().get(12).shares()).startsWith("8");
  }

  @Test
  void pointsWithoutAValueAreLeftOut() {
    LineChart chart =
        LineChart.of(
            Metric.AUC,
            List.of(
                new LineChart.Sample(1, 0.7, 0.72),
                new LineChart.Sample(2, Double.NaN, 0.72),
                new LineChart.Sample(3, 0.6, 0.72)));

    assertThat(chart.current()).hasSize(2);
    assertThat(chart.heldOut()).hasSize(3);
    assertThat(chart.versions())
        .extracting(LineChart.Tick::label)
        .containsExactly("v1", "v2", "v3");
    assertThat(chart.current().get(0).y()).isLessThan(chart.current().get(1).y());
    assertThat(chart.current()).allSatisfy(p -> assertThat(p.y()).isBetween(0, LineChart.BOTTOM));
  }

  @Test
  void aChartWithoutAnyValueStillHasItsAxes() {
    LineChart chart =
        LineChart.of(Metric.AUC, List.of(new LineChart.Sample(1, Double.NaN, Double.NaN)));

    assertThat(chart.ticks()).isNotEmpty();
    assertThat(chart.current()).isEmpty();
  }

  private static MeasureResult measure(double effect, double warn, double drift, double noise) {
    return new MeasureResult(
        Measure.PSI,
        effect,
        effect,
        effect,
        effect,
        0.5,
        0.5,
        noise,
        noise,
        warn,
        drift,
        Verdict.WARN,
        null);
  }
}
