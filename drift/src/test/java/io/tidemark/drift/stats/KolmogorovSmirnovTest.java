package io.tidemark.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KolmogorovSmirnovTest {
  private static final double ALPHA = 0.05;

  @Test
  void onlyCellsThatCouldReachAThresholdAreUnsettled() {
    // D is at least 0.2 at the first cut; the cells could reach 0.2, 0.35 and 0.65.
    CellTable cells = CellTable.of(new long[] {0, 50, 15, 0, 35}, new long[] {10, 20, 0, 25, 45});

    Evidence found = KolmogorovSmirnov.compare(cells, ALPHA);
    assertThat(found.effectLow()).isCloseTo(0.35, within(1e-12));
    assertThat(found.effectHigh()).isCloseTo(0.45, within(1e-12));
    assertThat(KolmogorovSmirnov.unsettled(cells, new Threshold(0.1, 0.4))).containsExactly(4);
    assertThat(KolmogorovSmirnov.unsettled(cells, new Threshold(0.1, 0.35))).isEmpty();
    assertThat(KolmogorovSmirnov.unsettled(cells, new Threshold(0.1, 0.46))).isEmpty();
    assertThat(KolmogorovSmirnov.unsettled(cells, new Threshold(0.36, 0.44))).containsExactly(4);
    assertThat(KolmogorovSmirnov.unsettled(cells, Threshold.NONE)).isEmpty();
  }

  @Test
  void knowingTheUnsettledCellsSettlesTheVerdict() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double[] reference = random.doubles(400).toArray();
      double[] current = random.doubles(300).map(x -> x * (0.8 + 0.2 * x)).toArray();
      double[] cuts = random.doubles(10).sorted().distinct().toArray();
      double truth = compare(all(reference, current), reference, current).effect();
      Threshold near = new Threshold(truth * (0.5 + random.nextDouble()), truth * 1.6);

      int[] unsettled =
          KolmogorovSmirnov.unsettled(
              CellTable.of(FineCells.count(cuts, reference), FineCells.count(cuts, current)), near);
      double[] split = split(cuts, unsettled, all(reference, current));

      Evidence found = compare(split, reference, current);
      assertThat(VerdictRule.isRounded(found, near)).isFalse();
      assertThat(near.warns(found.effectLow())).isEqualTo(near.warns(truth));
      assertThat(near.drifts(found.effectHigh())).isEqualTo(near.drifts(truth));
    }
  }

  @Test
  void aCellOfOneWholeNumberIsAPoint() {
    // Cuts at 1 and 3: between them there is only 2.
    CellTable cells = CellTable.of(new long[] {0, 5, 5, 0, 0}, new long[] {0, 0, 5, 5, 0});
    double infinite = Double.POSITIVE_INFINITY;

    Evidence unknown = KolmogorovSmirnov.compare(cells, ALPHA);
    Evidence whole =
        KolmogorovSmirnov.compare(
            new double[] {-infinite, 1, 2, 3, 4},
            new double[] {0, 1, 2, 3, infinite},
            cells,
            ALPHA);

    assertThat(unknown.exact()).isFalse();
    assertThat(whole.exact()).isTrue();
    assertThat(whole.effect()).isEqualTo(0.5);
    assertThat(
            KolmogorovSmirnov.unsettled(
                new double[] {-infinite, 1, 2, 3, 4},
                new double[] {0, 1, 2, 3, infinite},
                cells,
                new Threshold(0.6, 0.7)))
        .isEmpty();
  }

  @Test
  void boundsThatDoNotFitAreRefused() {
    CellTable cells = CellTable.of(new long[] {1}, new long[] {1});

    assertThatThrownBy(
            () -> KolmogorovSmirnov.compare(new double[0], new double[] {1}, cells, ALPHA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are 1 cells but 0 lower and 1 upper bounds");
  }

  private static Evidence compare(double[] cuts, double[] reference, double[] current) {
    return KolmogorovSmirnov.compare(
        CellTable.of(FineCells.count(cuts, reference), FineCells.count(cuts, current)), ALPHA);
  }

  private static double[] all(double[]... sides) {
    return Arrays.stream(sides).flatMapToDouble(Arrays::stream).sorted().distinct().toArray();
  }

  /** Adds the values inside the wanted open cells to the cuts. */
  private static double[] split(double[] cuts, int[] wanted, double[] values) {
    double[] inside =
        Arrays.stream(values)
            .filter(
                x -> {
                  int cell = 2 * (-Arrays.binarySearch(cuts, x) - 1);
                  return Arrays.stream(wanted).anyMatch(i -> i == cell);
                })
            .toArray();
    return all(cuts, inside);
  }
}
