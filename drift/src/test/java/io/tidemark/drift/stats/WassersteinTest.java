package io.tidemark.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WassersteinTest {
  private static final double ALPHA = 0.05;

  @Test
  void theIntervalHoldsTheTrueDistanceAndTheExtremeArrangementsReachItsEnds() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Coarse coarse = new Coarse(random, 2 + random.nextInt(15));
      double[] reference = random.doubles(200).map(x -> 100 * x).toArray();
      double[] current = random.doubles(150).map(x -> 100 * x * x).toArray();

      Evidence found = coarse.compare(coarse.table(reference, current));

      double truth = exact(reference, current);
      assertThat(truth).isBetween(found.effectLow() - 1e-9, found.effectHigh() + 1e-9);
    }
  }

  @Test
  void theUpperEndIsReachedByValuesAtTheEndsOfTheCells() {
    // One cell [0, 10] with everything: all of one side may lie at 0 and all of the other at 10.
    Evidence found =
        Wasserstein.compare(
            new double[] {0}, new double[] {10}, table(new long[] {7}, 9), 2, ALPHA);

    assertThat(found.effectLow()).isZero();
    assertThat(found.effectHigh()).isEqualTo(5);
    assertThat(found.exact()).isFalse();
  }

  @Test
  void theLowerEndCountsTheGapThatNoArrangementCloses() {
    // At 0 stand 3/4 v 1/4; inside (0, 8) the reference can only go up to 1, the other to 1/2.
    Evidence found =
        Wasserstein.compare(
            new double[] {0, 0, 8},
            new double[] {0, 8, 8},
            table(new long[] {3, 1, 0}, 1, 1, 2),
            1,
            ALPHA);

    assertThat(found.effectLow()).isEqualTo(8 * 0.25);
    assertThat(found.effectHigh()).isEqualTo(8 * 0.75);
  }

  @Test
  void pointsWithSpaceBetweenAreExact() {
    Evidence found =
        Wasserstein.compare(
            new double[] {1, 2, 10},
            new double[] {1, 2, 10},
            table(new long[] {5, 5, 0}, 5, 0, 5),
            2,
            ALPHA);

    assertThat(found.exact()).isTrue();
    assertThat(found.effect()).isEqualTo(8 * 0.5 / 2);
    assertThat(found.peak()).isEqualTo(1);
  }

  @Test
  void aSideWithoutValuesLeavesTheDistanceUnknown() {
    double[] at = {1, 2};

    for (CellTable cells :
        new CellTable[] {
          table(new long[] {3, 4}, 0, 0),
          table(new long[] {0, 0}, 3, 4),
          table(new long[] {0, 0}, 0, 0)
        }) {
      assertThat(Wasserstein.compare(at, at, cells, 1, ALPHA))
          .isEqualTo(Evidence.unknown(Measure.WASSERSTEIN));
      assertThat(Wasserstein.unsettled(at, at, cells, 1, Threshold.ofDrift(0.1))).isEmpty();
    }
    assertThat(Wasserstein.compare(new double[0], new double[0], table(new long[0]), 1, ALPHA))
        .isEqualTo(Evidence.unknown(Measure.WASSERSTEIN));
  }

  @Test
  void withoutASpreadOnlyEqualSidesCanBeCompared() {
    double[] at = {1, 2};
    for (double scale : new double[] {0, Double.NaN}) {
      Evidence same = Wasserstein.compare(at, at, table(new long[] {9, 0}, 5, 0), scale, ALPHA);
      assertThat(same.effectHigh()).isZero();
      assertThat(same.noise()).isZero();
      assertThat(same.pValue()).isEqualTo(1);

      assertThat(Wasserstein.compare(at, at, table(new long[] {9, 0}, 5, 1), scale, ALPHA))
          .isEqualTo(Evidence.unknown(Measure.WASSERSTEIN));
    }
  }

  @Test
  void oneRowIsNoEvidence() {
    double[] at = {-1, 0, 1, 1000};

    Evidence found =
        Wasserstein.compare(at, at, table(new long[] {5, 10, 5, 0}, 0, 0, 0, 1), 1, ALPHA);

    assertThat(found.effect()).isEqualTo(1000);
    // One of 21 rows is the far one by chance in 1 of 21 cases.
    assertThat(found.pValue()).isBetween(0.01, 0.1);
  }

  @Test
  void oneFarValueAmongAMillionIsAnyEffectButNoEvidence() {
    double[] at = {0, 1, 1e9};

    Evidence found =
        Wasserstein.compare(
            at, at, table(new long[] {500_000, 500_000, 0}, 500_000, 499_999, 1), 0.5, ALPHA);

    assertThat(found.effect()).isCloseTo(2000, within(1.0));
    assertThat(found.pValue()).isGreaterThan(0.2);
    assertThat(found.noise()).isGreaterThan(1000);
  }

  @Test
  void countsOfBillionsStayFinite() {
    double[] at = {0, 1, 2};
    long billion = 1_000_000_000L;

    Evidence found =
        Wasserstein.compare(
            at,
            at,
            table(new long[] {billion, 2 * billion, billion}, billion, billion, billion),
            1,
            ALPHA);

    assertThat(found.effect()).isCloseTo(1 / 6.0, within(1e-12));
    assertThat(found.pValue()).isLessThan(1e-50);
    assertThat(found.noise()).isBetween(1e-6, 1e-3);
  }

  @Test
  void aDistanceBeyondDoubleIsInfiniteAndNoEvidence() {
    double[] at = {-Double.MAX_VALUE, 0, Double.MAX_VALUE};

    Evidence found = Wasserstein.compare(at, at, table(new long[] {0, 9, 0}, 5, 0, 5), 1e-9, ALPHA);

    assertThat(found.effectLow()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(found.pValue()).isEqualTo(1);
  }

  @Test
  void theNoiseOfAnEvenDistributionIsThatOfTheBridgesArea() {
    int size = 4000;
    double[] at = new double[size];
    long[] each = new long[size];
    for (int i = 0; i < size; i++) {
      at[i] = (i + 0.5) / size;
      each[i] = 100;
    }
    CellTable cells = CellTable.of(each, each);
    BridgeIntegral bridge = new BridgeIntegral(at, at, cells, 1);

    // Mean sqrt(2 pi) / 8 and variance 7/60 - pi/32 of the area under |Brownian bridge|
    // (Shepp, 1982, doi:10.1214/aop/1176993926); the signed area has variance 1/12.
    double unit = Math.sqrt(2 / 400_000.0);
    assertThat(bridge.mean(0, 360))
        .isCloseTo(unit * Math.sqrt(2 * Math.PI) / 8, withinPercentage(1));
    assertThat(bridge.variance(0, 360))
        .isCloseTo(unit * unit * (7 / 60.0 - Math.PI / 32), withinPercentage(1));
    assertThat(bridge.largestDeviation()).isCloseTo(unit / Math.sqrt(12), withinPercentage(1));
  }

  @Test
  void theNoiseIsTheDistanceWhosePValueIsAlpha() {
    for (double far : new double[] {3, 30, 3000}) {
      double[] at = {-far, -1, 0, 1, 2, far, 2 * far};
      CellTable cells = table(new long[] {1, 200, 300, 200, 90, 8, 1}, 0, 10, 20, 10, 5, 1, 0);
      LognormalMixture chance = new BridgeIntegral(at, at, cells, 1).chance();

      assertThat(chance.tail(chance.quantile(ALPHA))).isCloseTo(ALPHA, withinPercentage(1));
      assertThat(chance.tail(0)).isEqualTo(1);
      assertThat(chance.tail(1e9)).isLessThan(1e-6);
    }
  }

  @Test
  void theLastDigitsOfTheScaleMoveNothingButLastDigits() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      double[] at = random.doubles(20).map(x -> 100 * x).sorted().toArray();
      long[] reference = random.longs(20, 1, 100).toArray();
      CellTable cells = table(reference, random.longs(20, 0, 9).toArray());
      double scale = 1 + 30 * random.nextDouble();
      Evidence expected = Wasserstein.compare(at, at, cells, scale, ALPHA);

      for (double near : new double[] {Math.nextUp(scale), Math.nextDown(scale)}) {
        Evidence found = Wasserstein.compare(at, at, cells, near, ALPHA);

        assertThat(found.pValue()).isEqualTo(expected.pValue());
        assertThat(found.noise()).isCloseTo(expected.noise(), withinPercentage(1e-12));
        assertThat(found.effect()).isCloseTo(expected.effect(), withinPercentage(1e-12));
      }
    }
  }

  @Test
  void aMeanOfRowsNextToAWholeNumberIsNotTakenForARowMore() {
    Hypergeometric falls = new Hypergeometric(table(new long[] {849}, 81));

    for (double rows = 1; rows < 60; rows++) {
      double mean = falls.meanDifference(rows);
      assertThat(falls.meanDifference(rows + 1e-9)).isCloseTo(mean, withinPercentage(1e-5));
      assertThat(falls.meanDifference(rows - 1e-9)).isCloseTo(mean, withinPercentage(1e-5));
      assertThat(falls.none(rows + 0.5)).isBetween(falls.none(rows + 1), falls.none(rows));
    }
  }

  @Test
  void nothingIsUnsettledWhereNoThresholdLiesInside() {
    double[] low = {0, 0, 8};
    double[] high = {0, 8, 8};
    CellTable cells = table(new long[] {3, 1, 0}, 1, 1, 2);

    // The distance lies between 2 and 6.
    assertThat(Wasserstein.unsettled(low, high, cells, 1, new Threshold(1, 2))).isEmpty();
    assertThat(Wasserstein.unsettled(low, high, cells, 1, new Threshold(1, 6.1))).isEmpty();
    assertThat(Wasserstein.unsettled(low, high, cells, 1, Threshold.NONE)).isEmpty();
    assertThat(Wasserstein.unsettled(low, high, cells, 1, new Threshold(1, 6))).containsExactly(1);
    assertThat(Wasserstein.unsettled(low, high, cells, 1, new Threshold(2.1, 7)))
        .containsExactly(1);
  }

  @Test
  void knowingTheUnsettledCellsSettlesTheVerdict() {
    int most = 0;
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Coarse coarse = new Coarse(random, 30);
      double[] reference = random.doubles(2000).map(x -> 100 * x).toArray();
      double[] current = random.doubles(1500).map(x -> 101 * x + 2 * x * x).toArray();
      double truth = exact(reference, current);
      Threshold near = new Threshold(truth * (0.5 + random.nextDouble()), truth * 1.6);

      int rounds = 0;
      CellTable cells = coarse.table(reference, current);
      int[] unsettled = coarse.unsettled(cells, near);
      while (unsettled.length > 0) {
        coarse = coarse.splitAtAll(unsettled, reference, current);
        cells = coarse.table(reference, current);
        unsettled = coarse.unsettled(cells, near);
        rounds++;
      }

      Evidence found = coarse.compare(cells);
      assertThat(VerdictRule.isRounded(found, near)).isFalse();
      assertThat(near.drifts(found.effectLow())).isEqualTo(near.drifts(truth));
      assertThat(near.warns(found.effectLow())).isEqualTo(near.warns(truth));
      most = Math.max(most, rounds);
    }
    assertThat(most).isLessThanOrEqualTo(2);
  }

  @Test
  void onlyAsManyCellsAsNeededAreUnsettledWidestFirst() {
    // Three open cells of widths 1, 10 and 2, each with the same mass; the distance is 0 to 13/3.
    double[] low = {0, 1, 11};
    double[] high = {1, 11, 13};
    CellTable cells = table(new long[] {5, 5, 5}, 5, 5, 5);

    assertThat(Wasserstein.unsettled(low, high, cells, 1, new Threshold(2.5, 9)))
        .containsExactly(1);
    assertThat(Wasserstein.unsettled(low, high, cells, 1, new Threshold(1.9, 9)))
        .containsExactly(1, 2);
    assertThat(Wasserstein.unsettled(low, high, cells, 1, new Threshold(1e-6, 9)))
        .containsExactly(0, 1, 2);
  }

  @Test
  void boundsThatDoNotFitAreRefused() {
    double[] at = {1, 2};

    assertThatThrownBy(
            () ->
                Wasserstein.compare(new double[] {1}, at, table(new long[] {1, 1}, 1, 1), 1, ALPHA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are 2 cells but 1 lower and 2 upper bounds");
    assertThatThrownBy(
            () ->
                Wasserstein.compare(
                    new double[] {3, 2},
                    new double[] {3, 2},
                    table(new long[] {1, 1}, 1, 1),
                    1,
                    ALPHA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cells must ascend, but cell 1 is [2.0, 2.0]");
    assertThatThrownBy(
            () ->
                Wasserstein.compare(
                    at,
                    new double[] {1, Double.POSITIVE_INFINITY},
                    table(new long[] {1, 1}, 1, 1),
                    1,
                    ALPHA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Wasserstein-1 needs cells with finite ends, but they range from 1.0 to Infinity");
  }

  private static CellTable table(long[] reference, long... current) {
    return CellTable.of(reference, current);
  }

  private static double exact(double[] reference, double[] current) {
    double[] all = new double[reference.length + current.length];
    System.arraycopy(reference, 0, all, 0, reference.length);
    System.arraycopy(current, 0, all, reference.length, current.length);
    Coarse points = new Coarse(Arrays.stream(all).sorted().distinct().toArray());
    Evidence found = points.compare(points.table(reference, current));
    assertThat(found.exact()).isTrue();
    return found.effect();
  }

  /** Alternating cells between cuts in [-1, 105]. */
  private static final class Coarse {
    private final double[] cuts;
    private final double[] low;
    private final double[] high;

    Coarse(double[] cuts) {
      this.cuts = cuts;
      low = new double[2 * cuts.length + 1];
      high = new double[2 * cuts.length + 1];
      for (int i = 0; i < low.length; i++) {
        low[i] = i == 0 ? Math.min(-1, cuts[0]) : cuts[(i - 1) / 2];
        high[i] = i + 1 == low.length ? Math.max(105, cuts[cuts.length - 1]) : cuts[i / 2];
      }
    }

    Coarse(Random random, int cuts) {
      this(random.doubles(cuts).map(x -> 100 * x).sorted().distinct().toArray());
    }

    CellTable table(double[] reference, double[] current) {
      return CellTable.of(FineCells.count(cuts, reference), FineCells.count(cuts, current));
    }

    Evidence compare(CellTable cells) {
      return Wasserstein.compare(low, high, cells, 1, ALPHA);
    }

    int[] unsettled(CellTable cells, Threshold threshold) {
      return Wasserstein.unsettled(low, high, cells, 1, threshold);
    }

    /** Makes every value of these cells a cut. */
    Coarse splitAtAll(int[] wanted, double[]... sides) {
      double[] inside =
          Arrays.stream(sides)
              .flatMapToDouble(Arrays::stream)
              .filter(x -> Arrays.stream(wanted).anyMatch(i -> x > low[i] && x < high[i]))
              .toArray();
      double[] all = Arrays.copyOf(cuts, cuts.length + inside.length);
      System.arraycopy(inside, 0, all, cuts.length, inside.length);
      return new Coarse(Arrays.stream(all).sorted().distinct().toArray());
    }
  }
}
