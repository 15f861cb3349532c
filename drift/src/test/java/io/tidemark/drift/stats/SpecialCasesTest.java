package io.tidemark.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class SpecialCasesTest {
  private static final double ALPHA = 0.05;

  /** The measures that take any cells. */
  private static final List<BiFunction<CellTable, Double, Evidence>> CELL_MEASURES =
      List.of(
          PopulationStability::compare,
          JensenShannon::compare,
          ChiSquare::compare,
          TotalVariation::compare,
          LInfinity::compare);

  @Test
  void aSideWithoutRowsLeavesTheEffectUnknown() {
    for (BiFunction<CellTable, Double, Evidence> measure : CELL_MEASURES) {
      for (CellTable cells :
          List.of(
              CellTable.of(new long[] {3, 4}, new long[] {0, 0}),
              CellTable.of(new long[] {0, 0}, new long[] {3, 4}),
              CellTable.of(new long[] {0, 0}, new long[] {0, 0}),
              CellTable.of(new long[0], new long[0]))) {
        Evidence found = measure.apply(cells, ALPHA);

        assertThat(found.effectLow()).isZero();
        assertThat(found.effectHigh()).isGreaterThanOrEqualTo(1);
        assertThat(found.pValue()).isEqualTo(1);
        assertThat(found.peak()).isNull();
      }
    }
  }

  @Test
  void ksWithoutValuesOnASideIsUnknown() {
    Evidence found = KolmogorovSmirnov.compare(cells(new long[] {1, 2, 3}, 0, 0, 0), ALPHA);

    assertThat(found).isEqualTo(Evidence.unknown(Measure.KS));
    assertThat(ShareDifference.compare(Measure.NULL_SHARE, 0, 0, 1, 2, ALPHA))
        .isEqualTo(Evidence.unknown(Measure.NULL_SHARE));
  }

  @Test
  void oneCellOnBothSidesHasNoEffectButKeepsNoise() {
    for (BiFunction<CellTable, Double, Evidence> measure : CELL_MEASURES) {
      Evidence found = measure.apply(cells(new long[] {0, 5000, 0}, 0, 1, 0), ALPHA);

      assertThat(found.effect()).isZero();
      assertThat(found.pValue()).isEqualTo(1);
      assertThat(found.noise()).isPositive();
      assertThat(found.smallestDetectable()).isGreaterThanOrEqualTo(found.noise());
      assertThat(found.peak()).isNull();
    }
  }

  @Test
  void cellsEmptyOnBothSidesChangeNothing() {
    for (BiFunction<CellTable, Double, Evidence> measure : CELL_MEASURES) {
      Evidence without = measure.apply(cells(new long[] {50, 60, 70}, 90, 40, 50), ALPHA);
      Evidence with = measure.apply(cells(new long[] {50, 60, 70, 0, 0}, 90, 40, 50, 0, 0), ALPHA);

      assertThat(with).isEqualTo(without);
    }
  }

  @Test
  void disjointSupportsAreAsFarApartAsCanBe() {
    CellTable disjoint = cells(new long[] {500, 500, 0, 0}, 0, 0, 400, 600);

    assertThat(JensenShannon.compare(disjoint, ALPHA).effect()).isCloseTo(1, within(1e-12));
    assertThat(ChiSquare.compare(disjoint, ALPHA).effect()).isCloseTo(1, within(1e-12));
    assertThat(PopulationStability.compare(disjoint, ALPHA).effect()).isGreaterThan(6).isFinite();
    assertThat(KolmogorovSmirnov.compare(cells(new long[] {0, 9, 0}, 0, 0, 9), ALPHA).effect())
        .isEqualTo(1);
  }

  @Test
  void aNewCategoryWithHalfTheMassIsThePeakOfEveryMeasure() {
    CellTable cells = cells(new long[] {300, 700, 0}, 150, 350, 500);

    for (BiFunction<CellTable, Double, Evidence> measure : CELL_MEASURES) {
      Evidence found = measure.apply(cells, ALPHA);
      assertThat(found.peak()).isEqualTo(2);
      assertThat(found.effect()).isGreaterThan(0.3);
      assertThat(found.pValue()).isLessThan(1e-20);
    }
  }

  @Test
  void psiNoiseIsTheScaledChiSquareQuantile() {
    Evidence found = PopulationStability.compare(cells(new long[] {250, 750}, 300, 700), ALPHA);

    // chi2_1 at 0.95 is 3.841459.
    assertThat(found.noise()).isCloseTo(0.002 * 3.841459, within(1e-7));
  }

  @Test
  void jensenShannonNoiseIsTheScaledChiSquareQuantile() {
    Evidence found = JensenShannon.compare(cells(new long[] {250, 750}, 300, 700), ALPHA);

    // Up to terms of the order 1/n.
    assertThat(found.noise())
        .isCloseTo(Math.sqrt(0.002 / 8 * 3.841459 / Math.log(2)), withinPercentage(0.1));
  }

  @Test
  void jensenShannonNoiseIsBelowTheChiSquareOfManyNearlyEmptyCells() {
    // Every category once on one side: the same two samples, as unlike as can be.
    long[] once = new long[400];
    long[] other = new long[400];
    for (int i = 0; i < once.length; i++) {
      once[i] = i % 2;
      other[i] = 1L - i % 2;
    }
    Evidence found = JensenShannon.compare(CellTable.of(once, other), ALPHA);

    assertThat(found.effect()).isCloseTo(1, within(1e-12));
    assertThat(found.pValue()).isGreaterThan(ALPHA);
  }

  @Test
  void disjointSidesHaveTotalVariationOne() {
    CellTable disjoint = cells(new long[] {500, 500, 0, 0}, 0, 0, 400, 600);

    assertThat(TotalVariation.compare(disjoint, ALPHA).effect()).isEqualTo(1);
    assertThat(LInfinity.compare(disjoint, ALPHA).effect()).isEqualTo(0.6);
    assertThat(LInfinity.compare(disjoint, ALPHA).pValue()).isLessThan(1e-100);
  }

  @Test
  void twoCellsHaveTheTwoProportionTestTwiceAsLInfinity() {
    Evidence found = LInfinity.compare(cells(new long[] {5000, 5000}, 5150, 4850), ALPHA);
    Evidence share = ShareDifference.compare(Measure.NULL_SHARE, 5000, 10_000, 5150, 10_000, ALPHA);

    assertThat(found.effect()).isCloseTo(share.effect(), within(1e-12));
    assertThat(found.pValue()).isCloseTo(2 * share.pValue(), withinPercentage(0.1));
    assertThat(TotalVariation.compare(cells(new long[] {5000, 5000}, 5150, 4850), ALPHA).effect())
        .isCloseTo(share.effect(), within(1e-12));
  }

  @Test
  void theNoiseIsTheEffectWhosePValueIsAlpha() {
    long[] reference = {400, 300, 150, 80, 40, 20, 6, 3, 1, 0};
    for (long shift = 0; shift <= 60; shift++) {
      long[] current = {400, 300 - shift, 150 + shift, 80, 40, 20, 6, 2, 1, 1};
      CellTable cells = CellTable.of(reference, current);
      for (BiFunction<CellTable, Double, Evidence> measure : CELL_MEASURES) {
        Evidence found = measure.apply(cells, ALPHA);
        assertThat(found.effect() > found.noise())
            .as("%s at %s", found.measure(), shift)
            .isEqualTo(found.pValue() < ALPHA);
      }
    }
  }

  @Test
  void rareCellsArePooledAndNothingIsDropped() {
    // Rare cells 3 + 2 v 2 + 3 expect 5 on both sides together.
    Evidence split = ChiSquare.compare(cells(new long[] {95, 100, 3, 2}, 100, 95, 2, 3), ALPHA);
    Evidence pooled = ChiSquare.compare(cells(new long[] {95, 100, 5}, 100, 95, 5), ALPHA);

    assertThat(split.statistic()).isEqualTo(pooled.statistic());
    assertThat(split.noise()).isEqualTo(pooled.noise());
  }

  @Test
  void aPoolThatIsStillRareTakesInTheNextRarestCell() {
    Evidence split = ChiSquare.compare(cells(new long[] {90, 30, 1}, 80, 40, 0), ALPHA);
    Evidence pooled = ChiSquare.compare(cells(new long[] {90, 31}, 80, 40), ALPHA);

    assertThat(split.statistic()).isEqualTo(pooled.statistic());
  }

  @Test
  void chiSquareIsUnknownWhenEverythingIsRare() {
    assertThat(ChiSquare.compare(cells(new long[] {2, 1}, 1, 2), ALPHA))
        .isEqualTo(Evidence.unknown(Measure.CHI_SQUARE));
  }

  @Test
  void countsOfBillionsStayFinite() {
    long billion = 1_000_000_000L;
    CellTable cells = cells(new long[] {billion, 2 * billion, billion}, billion, billion, billion);

    for (BiFunction<CellTable, Double, Evidence> measure : CELL_MEASURES) {
      Evidence found = measure.apply(cells, ALPHA);
      assertThat(found.effect()).isBetween(0.05, 0.2);
      assertThat(found.pValue()).isZero();
      assertThat(found.noise()).isBetween(1e-12, 1e-3);
    }
    Evidence ks = KolmogorovSmirnov.compare(cells, ALPHA);
    assertThat(ks.effectLow()).isCloseTo(1.0 / 12, within(1e-12));
    assertThat(ks.effectHigh()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(ks.pValue()).isZero();
  }

  @Test
  void ksIsExactWhereOpenCellsHoldNoReference() {
    Evidence found =
        KolmogorovSmirnov.compare(cells(new long[] {0, 50, 0, 50, 0}, 10, 20, 30, 20, 20), ALPHA);

    assertThat(found.exact()).isTrue();
    // At the first cut: 0.5 v 0.3; below the second 0.5 v 0.6; at the second 1 v 0.8.
    assertThat(found.effect()).isCloseTo(0.2, within(1e-12));
    assertThat(found.peak()).isEqualTo(1);
  }

  @Test
  void ksIntervalHoldsTheTrueDistanceAndIsNoWiderThanTheLargestReferenceCell() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double[] reference = random.doubles(300).map(x -> Math.rint(x * 100)).toArray();
      double[] current = random.doubles(200).map(x -> Math.rint(x * x * 110)).toArray();
      double[] all = union(reference, current);
      double[] cuts = random.doubles(1 + random.nextInt(20)).map(x -> x * 100).sorted().toArray();
      long[] coarse = FineCells.count(cuts, reference);
      double truth =
          KolmogorovSmirnov.compare(
                  CellTable.of(FineCells.count(all, reference), FineCells.count(all, current)),
                  ALPHA)
              .effect();

      Evidence found =
          KolmogorovSmirnov.compare(CellTable.of(coarse, FineCells.count(cuts, current)), ALPHA);

      double widest = Arrays.stream(coarse).max().orElseThrow() / 300.0;
      assertThat(truth).isBetween(found.effectLow(), found.effectHigh());
      assertThat(found.effectHigh() - found.effectLow()).isLessThanOrEqualTo(widest + 1e-12);
    }
  }

  @Test
  void ksUpperEndIsReachedByTheWorstArrangement() {
    // One open cell with everything: anything between 0 and 1 is possible.
    Evidence found = KolmogorovSmirnov.compare(cells(new long[] {10}, 10), ALPHA);

    assertThat(found.effectLow()).isZero();
    assertThat(found.effectHigh()).isEqualTo(1);
    assertThat(found.effect()).isEqualTo(0.5);
  }

  @Test
  void noiseOfASharesDifferenceIsAtLeastOneRow() {
    Evidence found = ShareDifference.compare(Measure.NULL_SHARE, 0, 10_000, 0, 20, ALPHA);

    assertThat(found.effect()).isZero();
    assertThat(found.pValue()).isEqualTo(1);
    assertThat(found.noise()).isEqualTo(0.05);
  }

  @Test
  void cellsThatDoNotMatchAreRefused() {
    assertThatThrownBy(() -> cells(new long[] {1}, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the reference has 1 cells but the current side has 2: both must be counted on the same frozen cells");
    assertThatThrownBy(() -> cells(new long[] {1}, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cell 0 of the current side has the negative count -1");
    assertThatThrownBy(() -> KolmogorovSmirnov.compare(cells(new long[] {1, 1}, 1, 1), ALPHA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("KS needs 2k + 1 alternating open and point cells, but there are 2");
    assertThatThrownBy(() -> ShareDifference.compare(Measure.NULL_SHARE, 3, 2, 0, 1, ALPHA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the reference side has 3 hits in 2 rows");
  }

  @Test
  void pValuesOutsideZeroToOneAreRefused() {
    assertThat(BenjaminiHochberg.adjust(new double[0])).isEmpty();
    assertThatThrownBy(() -> BenjaminiHochberg.adjust(new double[] {0.5, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("p-value 1 is NaN");
  }

  private static CellTable cells(long[] reference, long... current) {
    return CellTable.of(reference, current);
  }

  private static double[] union(double[] a, double[] b) {
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return Arrays.stream(all).sorted().distinct().toArray();
  }
}
