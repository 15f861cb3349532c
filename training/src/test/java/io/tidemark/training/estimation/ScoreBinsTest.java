package io.tidemark.training.estimation;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.training.TestingSpark;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ScoreBinsTest {

  @Test
  void sparkPutsAScoreIntoTheSameBinAsJava() {
    List<Row> rows =
        TestingSpark.table(
                "SELECT id / 999D AS score FROM range(1000) UNION ALL SELECT 1e-300D UNION ALL SELECT 1e-8D")
            .select(col("score"), ScoreBins.of(col("score")))
            .collectAsList();

    assertThat(rows).hasSize(1_002);
    assertThat(rows).allMatch(row -> row.getInt(1) == ScoreBins.of(row.getDouble(0)));
  }

  @Test
  void noBinIsWiderThanItsPromise() {
    double begin = 0;
    for (double score = 0.0001; score < 1; score += 0.0001) {
      if (ScoreBins.of(score) != ScoreBins.of(begin)) {
        assertThat(score - begin).isLessThan(0.0127);
        begin = score;
      }
    }
    assertThat(ScoreBins.of(0)).isEqualTo(-400);
    assertThat(ScoreBins.of(1)).isEqualTo(399);
  }
}
