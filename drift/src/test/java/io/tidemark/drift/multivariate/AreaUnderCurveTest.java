package io.tidemark.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AreaUnderCurveTest {

  @Test
  void theAreaIsTheShareOfPairsInOrderWithTiesAsHalves() {
    AreaUnderCurve curve = new AreaUnderCurve();
    curve.add(0.8, 0, 1);
    curve.add(0.1, 2, 0);
    curve.add(0.5, 1, 1);
    curve.add(0.5, 0, 1);

    // Of nine pairs seven are in order and two are ties.
    assertThat(curve.area()).isCloseTo(8.0 / 9, within(1e-15));
    assertThat(curve.deviation()).isCloseTo(Math.sqrt(7.0 / 108), within(1e-15));
  }

  @Test
  void aConstantScoreTellsNothing() {
    AreaUnderCurve curve = new AreaUnderCurve();
    curve.add(0.5, 100, 50);

    assertThat(curve.area()).isEqualTo(0.5);
    assertThat(curve.pValue()).isEqualTo(0.5);
    assertThat(curve.noise(0.05)).isCloseTo(0.5 + 1.6449 * curve.deviation(), within(1e-5));
  }

  @Test
  void theNoiseIsNoLargerThanTheLargestArea() {
    AreaUnderCurve curve = new AreaUnderCurve();
    curve.add(0.5, 1, 0);
    curve.add(0.6, 0, 1);

    assertThat(curve.area()).isEqualTo(1);
    assertThat(curve.noise(0.001)).isEqualTo(1);
  }

  @Test
  void randomScoresExceedTheNoiseAsOftenAsAlphaSays() {
    Random random = new Random(1);
    int runs = 4000;
    int beyond = 0;
    int below = 0;
    for (int run = 0; run < runs; run++) {
      AreaUnderCurve curve = new AreaUnderCurve();
      for (int i = 0; i < 80; i++) {
        curve.add(Math.rint(random.nextGaussian() * 100), 1, 0);
        curve.add(Math.rint(random.nextGaussian() * 100), i % 2, 1 - i % 2);
      }
      beyond += curve.area() > curve.noise(0.05) ? 1 : 0;
      below += curve.pValue() < 0.05 ? 1 : 0;
    }

    // Three standard deviations of so many tries at 5 %.
    assertThat(beyond / (double) runs).isCloseTo(0.05, within(0.0104));
    assertThat(below).isEqualTo(beyond);
  }
}
