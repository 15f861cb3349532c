package io.tidemark.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.drift.profile.CategoryTally;
import io.tidemark.drift.profile.ColumnTally;
import io.tidemark.drift.profile.NumericTally;
import io.tidemark.drift.profile.TestingTallies;
import io.tidemark.drift.reference.CategoricalProfile;
import io.tidemark.drift.reference.ColumnProfile;
import io.tidemark.drift.reference.NumericBins;
import io.tidemark.drift.reference.NumericProfile;
import io.tidemark.drift.stats.Evidence;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.Threshold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnMeasurementTest {
  private static final double ALPHA = 0.05;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @Test
  void aFloatingColumnHasEveryNumericMeasure() {
    double[] values = IntStream.range(0, 500).mapToDouble(i -> i).toArray();
    NumericProfile profile = profile("double", values, values);

    assertThat(measures(measure(profile, tally(profile, values))))
        .containsExactly(
            Measure.PSI,
            Measure.JENSEN_SHANNON,
            Measure.KS,
            Measure.WASSERSTEIN,
            Measure.TOTAL_VARIATION,
            Measure.L_INFINITY,
            Measure.NULL_SHARE,
            Measure.NAN_SHARE);
  }

  @Test
  void nanShareIsMeasuredOnOtherNumbersOnlyOnceThereIsOne() {
    double[] values = IntStream.range(0, 500).mapToDouble(i -> i).toArray();
    NumericProfile profile = profile("int", values, values);
    double[] broken = values.clone();
    Arrays.fill(broken, 0, 50, Double.NaN);

    assertThat(measures(measure(profile, tally(profile, values))))
        .doesNotContain(Measure.NAN_SHARE);
    ColumnMeasurement.Finding found =
        finding(measure(profile, tally(profile, broken)), Measure.NAN_SHARE);
    assertThat(found.evidence().effect()).isCloseTo(0.1, within(1e-12));
    assertThat(found.place()).isEqualTo("0.0% NaN in the reference, 10.0% in the current data");
  }

  @Test
  void wassersteinSaysHowMeanAndDeviationMoved() {
    double[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    NumericProfile profile = profile("double", values, values);
    double[] moved = Arrays.stream(values).map(x -> Math.min(9, x + 1)).toArray();

    ColumnMeasurement.Finding found =
        finding(measure(profile, tally(profile, moved)), Measure.WASSERSTEIN);

    assertThat(found.evidence().exact()).isTrue();
    assertThat(found.evidence().effect()).isCloseTo(0.9 / 3.02765, within(1e-6));
    assertThat(found.place())
        .isEqualTo(
            "mean 4.5 and deviation 3.02765 in the reference, mean 5.4 and deviation 2.87518 in the current data");
  }

  @Test
  void infinitiesAreNoPartOfWasserstein() {
    double[] values = {1, 2, 3, -INFINITE};
    NumericProfile profile = profile("double", values, 1, 2, 3);

    ColumnMeasurement measured = measure(profile, tally(profile, 1, 2, 3, 5, INFINITE, -INFINITE));

    // 1, 2, 3 v 1, 2, 3, 5: 1 to 2 gap 1/12, 2 to 3 gap 1/6, 3 to 5 gap 1/4, deviation 1.
    Evidence found = finding(measured, Measure.WASSERSTEIN).evidence();
    assertThat(found.effectLow()).isBetween(1 / 12.0 + 1 / 6.0, 0.75);
    assertThat(found.effectHigh()).isCloseTo(1 / 12.0 + 1 / 6.0 + 2 / 4.0, within(1e-12));
  }

  @Test
  void aColumnOfInfinitiesHasNoFiniteValues() {
    NumericProfile profile = profile("double", new double[] {INFINITE, -INFINITE});

    ColumnMeasurement measured = measure(profile, tally(profile, 1, INFINITE));

    assertThat(finding(measured, Measure.WASSERSTEIN).evidence().pValue()).isEqualTo(1);
    assertThat(finding(measured, Measure.WASSERSTEIN).place())
        .isEqualTo("the reference has no finite values");
  }

  @Test
  void aConstantReferenceHasNoUnitForWasserstein() {
    NumericProfile profile = profile("double", new double[] {7, 7, 7}, 7);

    assertThat(measures(measure(profile, tally(profile, 7, 8))))
        .contains(Measure.KS)
        .doesNotContain(Measure.WASSERSTEIN);
  }

  @Test
  void cellsOfWholeNumbersAreNarrowerAndThoseOfOneNumberArePoints() {
    double[] values = IntStream.rangeClosed(1, 9).mapToDouble(i -> i).toArray();
    // Between 1 and 2 there is nothing, between 2 and 4 only 3, between 4 and 9 there are 5 to 8.
    NumericProfile profile = profile("bigint", values, 1, 2, 4, 9);
    NumericTally current = tally(profile, -5, 1, 2, 3, 3, 4, 12, 20);

    NumericCells cells = NumericCells.of(profile, current, true);

    assertThat(cells.low()).containsExactly(-5, 1, 1, 2, 3, 4, 5, 9, 10);
    assertThat(cells.high()).containsExactly(0, 1, 1, 2, 3, 4, 8, 9, 20);
    assertThat(cells.hasTies()).isTrue();
    Evidence plain = NumericCells.of(profile, current, false).wasserstein(1, ALPHA);
    Evidence whole = cells.wasserstein(1, ALPHA);
    assertThat(whole.effectLow()).isGreaterThanOrEqualTo(plain.effectLow());
    assertThat(whole.effectHigh()).isLessThan(plain.effectHigh());
  }

  @Test
  void wholeNumbersMakeKsExactWhereCellsHoldOneNumber() {
    double[] values = IntStream.range(0, 100).mapToDouble(i -> i % 5 + 1).toArray();
    NumericProfile profile = profile("int", values, 1, 3, 5);
    NumericTally current = tally(profile, values);

    assertThat(finding(measure(profile, current), Measure.KS).evidence().exact()).isFalse();
    ColumnMeasurement whole = ColumnMeasurement.of(profile, current, true, ALPHA);
    assertThat(finding(whole, Measure.KS).evidence().exact()).isTrue();
    assertThat(finding(whole, Measure.WASSERSTEIN).evidence().exact()).isTrue();
    // A reference of other numbers is not made whole by whole numbers now.
    NumericProfile broken = profile("double", values, 1, 3, 5);
    assertThat(
            finding(ColumnMeasurement.of(broken, current, true, ALPHA), Measure.KS)
                .evidence()
                .exact())
        .isFalse();
  }

  @Test
  void intervalsHoldTheDistancesOfTheValuesThemselves() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      boolean whole = seed % 2 == 0;
      double[] reference = draw(random, 400, 20, whole);
      double[] current = draw(random, 300, 22, whole);
      double[] all =
          DoubleStream.concat(Arrays.stream(reference), Arrays.stream(current)).toArray();
      double[] few = Arrays.stream(reference).filter(x -> random.nextInt(20) == 0).toArray();
      NumericProfile exact = profile("int", reference, all);
      NumericProfile coarse = profile("int", reference, ends(few, reference));

      NumericCells points = NumericCells.of(exact, tally(exact, current), false);
      NumericCells cells = NumericCells.of(coarse, tally(coarse, current), whole);

      Evidence truth = points.wasserstein(3, ALPHA);
      assertThat(truth.exact()).isTrue();
      Evidence found = cells.wasserstein(3, ALPHA);
      assertThat(truth.effect()).isBetween(found.effectLow() - 1e-9, found.effectHigh() + 1e-9);
      Evidence ks = cells.kolmogorovSmirnov(ALPHA);
      assertThat(points.kolmogorovSmirnov(ALPHA).effect())
          .isBetween(ks.effectLow() - 1e-12, ks.effectHigh() + 1e-12);
      assertThat(cells.unsettledWasserstein(3, Threshold.NONE)).isEmpty();
      Threshold inside = new Threshold(found.effectHigh() / 2, found.effectHigh());
      assertThat(cells.unsettledWasserstein(3, inside)).isNotEmpty();
      Threshold above = new Threshold(Math.nextUp(ks.effectHigh()), 2);
      assertThat(cells.unsettledKolmogorovSmirnov(above)).isEmpty();
    }
  }

  @Test
  void unseenShareIsMeasuredOnlyWhereTheReferenceKeptAllItsCategories() {
    CategoryTally current = TestingTallies.categories(List.of("a", "b"), "a", "a", "b", "new");
    ColumnMeasurement complete = measure(categories(0), current);
    ColumnMeasurement partial = measure(categories(5), current);

    assertThat(measures(complete))
        .containsExactly(
            Measure.PSI,
            Measure.JENSEN_SHANNON,
            Measure.CHI_SQUARE,
            Measure.TOTAL_VARIATION,
            Measure.L_INFINITY,
            Measure.NULL_SHARE,
            Measure.UNSEEN_SHARE);
    assertThat(finding(complete, Measure.UNSEEN_SHARE).evidence().effect()).isEqualTo(0.25);
    assertThat(finding(complete, Measure.UNSEEN_SHARE).place())
        .isEqualTo("0.0% unseen in the reference, 25.0% in the current data: new 25.0%");
    assertThat(finding(complete, Measure.L_INFINITY).place())
        .isEqualTo("largest part in unseen: 0.0% of the reference, 25.0% of the current data");
    assertThat(measures(partial)).doesNotContain(Measure.UNSEEN_SHARE);
  }

  private static CategoricalProfile categories(long other) {
    return new CategoricalProfile(
        "v",
        "string",
        new ColumnSummary(100 + other, 0, 0, null, null, null, null),
        List.of(new CategoricalProfile.Category("a", 60), new CategoricalProfile.Category("b", 40)),
        other);
  }

  private static double[] draw(Random random, int size, double range, boolean whole) {
    return IntStream.range(0, size)
        .mapToDouble(i -> random.nextDouble() * range)
        .map(x -> whole ? Math.rint(x) : x)
        .toArray();
  }

  private static double[] ends(double[] some, double[] values) {
    return DoubleStream.concat(
            Arrays.stream(some),
            DoubleStream.of(
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow()))
        .toArray();
  }

  /** Freezes values on these cuts. */
  private static NumericProfile profile(String type, double[] values, double... cuts) {
    NumericTally tally =
        TestingTallies.numbers(Arrays.stream(cuts).sorted().distinct().toArray(), values);
    List<Long> cells = Arrays.stream(tally.cells()).boxed().toList();
    return new NumericProfile(
        "v",
        type,
        tally.summary(),
        Arrays.stream(tally.cuts()).boxed().toList(),
        cells,
        NumericBins.freeze(tally.cells(), 10));
  }

  private static NumericTally tally(NumericProfile profile, double... values) {
    double[] cuts = profile.cuts().stream().mapToDouble(Double::doubleValue).toArray();
    return TestingTallies.numbers(cuts, values);
  }

  private static ColumnMeasurement measure(ColumnProfile profile, ColumnTally current) {
    return ColumnMeasurement.of(profile, current, false, ALPHA);
  }

  private static List<Measure> measures(ColumnMeasurement measured) {
    List<Measure> found = new ArrayList<>();
    measured.findings().forEach(finding -> found.add(finding.evidence().measure()));
    return found;
  }

  private static ColumnMeasurement.Finding finding(ColumnMeasurement measured, Measure measure) {
    return measured.findings().stream()
        .filter(finding -> finding.evidence().measure() == measure)
        .findFirst()
        .orElseThrow();
  }
}
