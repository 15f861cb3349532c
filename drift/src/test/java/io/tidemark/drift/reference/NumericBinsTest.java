package io.tidemark.drift.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumericBinsTest {

  @Test
  void decilesOfTenEqualValuesAreClosedOnTheRight() {
    List<Integer> starts = NumericBins.freeze(new long[] {0, 5, 0, 5, 0, 5, 0, 5, 0}, 2);

    assertThat(NumericBins.labels(starts, List.of(1.0, 2.0, 3.0, 4.0)))
        .containsExactly("(-∞, 2]", "(2, +∞)");
    assertThat(NumericBins.sum(starts, new long[] {1, 2, 3, 4, 5, 6, 7, 8, 9}))
        .containsExactly(10, 35);
  }

  @Test
  void aValueWithMoreThanABinsMassHasItsOwnBin() {
    // Half zeros, then 1 to 5 alike.
    long[] cells = {0, 50, 0, 10, 0, 10, 0, 10, 0, 10, 0, 10, 0};
    List<Integer> starts = NumericBins.freeze(cells, 4);

    assertThat(NumericBins.labels(starts, List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0)))
        .containsExactly("(-∞, 0)", "0", "(0, 3]", "(3, +∞)");
  }

  @Test
  void aConstantHasABinWithOpenOnesAround() {
    List<Integer> starts = NumericBins.freeze(new long[] {0, 7, 0}, 10);

    assertThat(NumericBins.labels(starts, List.of(-2.5)))
        .containsExactly("(-∞, -2.5)", "-2.5", "(-2.5, +∞)");
  }

  @Test
  void withoutValuesThereIsOneBin() {
    List<Integer> starts = NumericBins.freeze(new long[] {0}, 10);

    assertThat(NumericBins.labels(starts, List.of())).containsExactly("(-∞, +∞)");
  }

  @Test
  void massBetweenCutsIsBinnedUpToTheNextCut() {
    List<Integer> starts = NumericBins.freeze(new long[] {0, 1, 60, 1, 37, 1, 0}, 2);

    assertThat(NumericBins.labels(starts, List.of(0.0, 10.0, 20.0)))
        .containsExactly("(-∞, 10]", "(10, +∞)");
  }

  @Test
  void numbersAreShortForPeople() {
    assertThat(NumericBins.number(3)).isEqualTo("3");
    assertThat(NumericBins.number(-0.0)).isEqualTo("0");
    assertThat(NumericBins.number(0.1 + 0.2)).isEqualTo("0.3");
    assertThat(NumericBins.number(1234.56789)).isEqualTo("1234.57");
    assertThat(NumericBins.number(1.5e-9)).isEqualTo("1.5E-9");
    assertThat(NumericBins.number(1.7e300)).isEqualTo("1.7E+300");
  }
}
