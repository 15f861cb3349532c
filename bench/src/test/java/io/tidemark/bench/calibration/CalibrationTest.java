package io.tidemark.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.drift.stats.CellTable;
import io.tidemark.drift.stats.Measure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void binomialDrawsHaveTheRightMeanAndVariance() {
    Draws draws = new Draws(1);
    for (double p : new double[] {0.001, 0.3, 0.5, 0.97}) {
      for (long size : new long[] {5, 1_000, 1_000_000}) {
        double[] counts = new double[4000];
        for (int i = 0; i < counts.length; i++) {
          counts[i] = draws.binomial(size, p);
        }
        double mean = Arrays.stream(counts).average().orElseThrow();
        double variance =
            Arrays.stream(counts).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        double expected = size * p * (1 - p);

        // Four standard errors, and room for the kurtosis of rare counts.
        assertThat(mean).isCloseTo(size * p, within(4 * Math.sqrt(expected / counts.length)));
        assertThat(variance / expected).isCloseTo(1, within(0.1 + 4 / Math.sqrt(4000 * expected)));
      }
    }
  }

  @Test
  void multinomialCountsAddUp() {
    Draws draws = new Draws(2);

    long[] counts = draws.multinomial(1_000_000, Situation.zipf(50, 1));

    assertThat(Arrays.stream(counts).sum()).isEqualTo(1_000_000);
    assertThat((double) counts[0] / counts[9]).isCloseTo(10, within(0.5));
    assertThat(draws.multinomial(10, new double[] {0, 1, 0})).containsExactly(0, 10, 0);
  }

  @Test
  void aSampleCountsEveryDistinctValue() {
    Sample sample = Sample.of(new double[] {3, 1, 1, 2}, new double[] {2, 5, 1});

    assertThat(sample.values()).containsExactly(1, 2, 3, 5);
    assertThat(sample.reference()).containsExactly(2, 1, 1, 0);
    assertThat(sample.current()).containsExactly(1, 1, 0, 1);
    assertThat(sample.deviation()).isCloseTo(Math.sqrt(2.75 / 3), within(1e-12));
  }

  @Test
  void binsAreThoseOfTheReference() {
    Sample sample = Column.still(Shape.NORMAL).draw(new Draws(3), 5_000, 700);

    CellTable bins = sample.bins(10);

    assertThat(bins.size()).isEqualTo(10);
    assertThat(bins.referenceTotal()).isEqualTo(5_000);
    assertThat(bins.currentTotal()).isEqualTo(700);
    for (int i = 0; i < 10; i++) {
      assertThat(bins.reference(i)).isBetween(490L, 510L);
    }
  }

  @Test
  void largeSidesAreCountsOfTheSameDistribution() {
    Column shifted = new Column(Shape.NORMAL, 1, 0.5);

    Sample sample = shifted.draw(new Draws(4), 1_000_000, 200_000);

    assertThat(Arrays.stream(sample.reference()).sum()).isEqualTo(1_000_000);
    assertThat(sample.deviation()).isCloseTo(1, within(0.01));
    double mean = 0;
    for (int i = 0; i < sample.values().length; i++) {
      mean += sample.values()[i] * sample.current()[i] / 200_000;
    }
    assertThat(mean).isCloseTo(0.5, within(0.02));
    Sample zeros = Column.still(Shape.ZERO_INFLATED).draw(new Draws(5), 1_000_000, 50);
    assertThat(zeros.values()[0]).isZero();
    assertThat(zeros.reference()[0] / 1e6).isCloseTo(0.7, within(0.01));
  }

  @Test
  void ratesDependOnTheSeedAlone() {
    Situation situation = Situation.numbers("normal", Column.still(Shape.NORMAL), 60, 90, 2, 10);

    Rates once = Rates.of(situation, 50, 7);
    Rates again = Rates.of(situation, 50, 7);

    assertThat(once.replicates()).isEqualTo(50);
    assertThat(once.keys()).hasSize(10);
    for (Situation.Key key : once.keys()) {
      assertThat(once.meanEffect(key)).isEqualTo(again.meanEffect(key));
      assertThat(once.belowAlpha(key)).isEqualTo(again.belowAlpha(key));
    }
  }

  @Test
  void heavyTailsAndFewRowsDoNotRaiseFalseAlarms() {
    for (long[] sizes : new long[][] {{50, 50}, {50, 1000}, {1000, 50}}) {
      Situation situation =
          Situation.numbers("tail", Column.still(Shape.LOGNORMAL), sizes[0], sizes[1], 10);

      Rates rates = Rates.of(situation, 400, 11);

      // 5 % and four binomial standard errors; Jensen-Shannon on 10 rows a bin a little more.
      for (Situation.Key key : rates.keys()) {
        assertThat(rates.belowAlpha(key)).as("%s at %s", key, sizes).isLessThan(0.10);
      }
    }
    Situation sparse =
        Situation.categories("sparse", Situation.zipf(50, 0), Situation.zipf(50, 0), 50, 50);
    Rates rates = Rates.of(sparse, 400, 12);
    for (Situation.Key key : rates.keys()) {
      assertThat(rates.belowAlpha(key)).as("%s", key).isLessThan(0.10);
    }
  }

  @Test
  void thePageShowsEveryMeasureAndTheDefects() {
    Situation still = Situation.nulls("nulls", 0.1, 0.1, 100, 100);
    Situation drifted = Situation.nulls("nulls", 0.1, 0.9, Grid.POWER_REFERENCE, 100);

    String page =
        CalibrationPage.of(
            "# Title\n\n",
            List.of(
                new Simulated("Still", List.of(new Simulated.Row(still, Rates.of(still, 20, 1))))),
            List.of(
                new Simulated(
                    "Drifted", List.of(new Simulated.Row(drifted, Rates.of(drifted, 20, 1))))),
            List.of(new KnownDefects.Row("defect", "theirs", "ours")));

    assertThat(page)
        .startsWith("# Title\n")
        .contains("### Still")
        .contains("| n | m | " + Measure.NULL_SHARE.label() + " |")
        .contains("| 100,000 | 100 | 100.0 |")
        .contains("| 100,000 | 100 | 100.0 / 0.0 / 0.0 |")
        .endsWith("| defect | theirs | ours |\n");
  }
}
