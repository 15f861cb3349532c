package io.tidemark.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.drift.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class RowSampleTest {

  @Test
  void rowsThatBothSidesHoldAreInTheSameHalfOnBoth() {
    Dataset<Row> reference = rows(1, 1000, 1e9).unionAll(repeated(300));
    Dataset<Row> current = reference.unionAll(rows(2, 200, 1e9)).unionAll(repeated(100));

    assertThat(shareInSameHalf(reference, current)).isEqualTo(1);
  }

  @Test
  void rowsThatAreAlikeByChanceDrawForEachSide() {
    // Of 2,500 different rows 1,000 on either side.
    assertThat(shareInSameHalf(rows(1, 1000, 50), rows(2, 1000, 50))).isCloseTo(0.5, within(0.15));
  }

  @Test
  void rowsOfWhichThereAreSeveralAreInBothHalves() {
    try (RowSample sample = sample(repeated(400), repeated(600))) {
      RowSample.Parts parts = sample.parts();

      assertThat(parts.reference()).isEqualTo(400);
      assertThat(parts.current()).isEqualTo(600);
      assertThat(parts.referenceFitting()).isBetween(160L, 240L);
      assertThat(parts.currentFitting()).isBetween(250L, 350L);
    }
  }

  private static Dataset<Row> rows(int seed, int count, double values) {
    return TestSpark.session()
        .range(0, count, 1, 2)
        .select(
            functions.floor(functions.rand(seed).multiply(values)).as("a"),
            functions.floor(functions.rand(seed + 20L).multiply(values)).as("b"));
  }

  private static Dataset<Row> repeated(int count) {
    return TestSpark.session().range(count).selectExpr("7L a", "8L b");
  }

  /** Of the rows that occur once on either side, the share that is in one half on both. */
  private static double shareInSameHalf(Dataset<Row> reference, Dataset<Row> current) {
    Map<List<Double>, Integer> halves = new HashMap<>();
    try (RowSample sample = sample(reference, current)) {
      for (SampledRow row : sample.rows().collect()) {
        int place = (row.isCurrent() ? 2 : 0) + (row.isFitting() ? 0 : 1);
        // One digit for each place a row may be in.
        int digit = (int) Math.pow(10, place);
        halves.merge(List.of(row.number(0), row.number(1)), digit, Integer::sum);
      }
    }
    double same = halves.values().stream().filter(List.of(101, 1010)::contains).count();
    double other = halves.values().stream().filter(List.of(1001, 110)::contains).count();
    assertThat(same + other).isGreaterThan(50);
    return same / (same + other);
  }

  private static RowSample sample(Dataset<Row> reference, Dataset<Row> current) {
    ColumnSelection selection =
        ColumnSelection.of(reference.schema(), current.schema(), List.of("a", "b"));
    return RowSample.draw(reference, current, selection, MultivariateOptions.standard());
  }
}
