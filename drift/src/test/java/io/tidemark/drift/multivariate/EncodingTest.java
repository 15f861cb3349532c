package io.tidemark.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.drift.multivariate.ColumnSelection.Kind;
import io.tidemark.drift.multivariate.ColumnSelection.Selected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EncodingTest {
  private static final long NULL = ColumnSelection.NULL_CODE;

  private static SampledRow row(double number, long code) {
    return new SampledRow(false, true, new double[] {number}, new long[] {code});
  }

  private static List<Selected> columns() {
    return List.of(
        new Selected("s", Kind.STRING, 0, 0, false), new Selected("n", Kind.NUMBER, 1, 1, false));
  }

  @Test
  void numbersHaveMeanZeroAndVarianceOneAndTheRestBecomesTheMean() {
    List<SampledRow> rows = IntStream.rangeClosed(1, 10_001).mapToObj(i -> row(i, i % 2)).toList();

    Encoding encoding = Encoding.fit(rows, columns());

    assertThat(encoding.columns()).containsExactly("s", "n");
    assertThat(encoding.ranks(row(5001, 0))[1]).isCloseTo(0, within(1e-12));
    double[] all = rows.stream().mapToDouble(r -> encoding.ranks(r)[1]).toArray();
    assertThat(Arrays.stream(all).map(z -> z * z).average()).hasValueCloseTo(1.0, within(0.001));
    assertThat(encoding.ranks(row(Double.NaN, 0))[1]).isZero();
    assertThat(encoding.ranks(row(1e100, 0))[1]).isEqualTo(Encoding.CLIP);
    assertThat(encoding.ranks(row(-1e100, 0))[1]).isEqualTo(-Encoding.CLIP);
  }

  @Test
  void oneValueOutOfAllProportionLeavesTheScaleAsItWas() {
    List<SampledRow> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      rows.add(row(i, i % 2));
    }
    double before = Encoding.fit(rows, columns()).ranks(row(900, 0))[1];
    rows.add(row(1e12, 0));

    assertThat(Encoding.fit(rows, columns()).ranks(row(900, 0))[1]).isCloseTo(before, within(0.01));
  }

  @Test
  void aNumberThatIsZeroButForOneRowIsStillAFeature() {
    List<SampledRow> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      rows.add(row(i == 7 ? 1 : 0, 1));
    }

    Encoding encoding = Encoding.fit(rows, columns());

    assertThat(encoding.columns()).containsExactly("n");
    assertThat(encoding.width()).isEqualTo(1);
    assertThat(encoding.ranks(row(1, 1))[0]).isEqualTo(Encoding.CLIP);
  }

  @Test
  void aStringHasOneIndicatorForEachFrequentCategoryAndOneForAllOthers() {
    List<SampledRow> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(row(i, i < 150 ? NULL : i < 250 ? 5 : 6));
    }

    Encoding encoding = Encoding.fit(rows, columns());

    assertThat(encoding.width()).isEqualTo(5);
    assertThat(IntStream.range(0, 5).map(encoding::owner)).containsExactly(0, 0, 0, 0, 1);
    assertThat(encoding.ranks(row(0, NULL))[0]).isZero();
    assertThat(encoding.ranks(row(0, 5))[0]).isEqualTo(1);
    assertThat(encoding.ranks(row(0, 6))[0]).isEqualTo(2);
    assertThat(encoding.ranks(row(0, 77))[0]).isEqualTo(3);
    double squares =
        rows.stream()
            .map(encoding::vector)
            .mapToDouble(v -> v[0] * v[0] + v[1] * v[1] + v[2] * v[2] + v[3] * v[3])
            .average()
            .orElseThrow();
    assertThat(squares).isCloseTo(1, within(1e-9));
  }

  @Test
  void ofManyCategoriesTheMostFrequentTwentyAreKept() {
    List<SampledRow> rows = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      rows.add(row(i, i % 2 == 0 ? 1 : i));
    }

    Encoding encoding = Encoding.fit(rows, columns());

    assertThat(encoding.width()).isEqualTo(22);
    // Of equally frequent ones those with the lowest code.
    assertThat(encoding.ranks(row(0, 1))[0]).isZero();
    assertThat(encoding.ranks(row(0, 3))[0]).isEqualTo(1);
    assertThat(encoding.ranks(row(0, 1999))[0]).isEqualTo(20);
  }

  @Test
  void sharesAddUpByColumnAndAreAlikeWhereThereIsNothingToShare() {
    List<SampledRow> rows = IntStream.range(0, 100).mapToObj(i -> row(i, i % 2)).toList();
    Encoding encoding = Encoding.fit(rows, columns());

    assertThat(encoding.width()).isEqualTo(4);
    assertThat(encoding.shares(new double[] {1, 2, 0, 1})).containsExactly(0.75, 0.25);
    assertThat(encoding.shares(new double[4])).containsExactly(0.5, 0.5);
  }
}
