package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class OverlapTest {
  private static Dataset<Row> rows(int from, int to) {
    return TestingSpark.table(
        """
        select id, if(id %% 3 = 0, null, id) a, if(id %% 4 = 0, double('NaN'), -0D) x,
          map('k', id) m, struct(map('k', id) as m) s
        from range(%d, %d, 1, 3)
        """
            .formatted(from, to));
  }

  @Test
  void goldenRowsThatWereTrainedOnAreCountedByKeyOrByAllSharedColumns() {
    Dataset<Row> golden = rows(90, 200);
    assertThat(Overlap.count(golden, rows(0, 100), List.of("id"))).isEqualTo(10);
    assertThat(Overlap.count(golden, rows(0, 100), List.of())).isEqualTo(10);
    assertThat(Overlap.count(golden.withColumn("more", golden.col("id")), rows(0, 100), List.of()))
        .isEqualTo(10);
    assertThat(Overlap.count(golden, rows(0, 90), List.of())).isZero();
    assertThat(Overlap.count(golden.limit(0), rows(0, 90), List.of("id"))).isZero();
  }

  @Test
  void nullAndNaNEqualThemselvesAndRepeatedGoldenRowsCountEach() {
    Dataset<Row> golden = rows(90, 92).union(rows(90, 92));
    assertThat(Overlap.count(golden, rows(0, 100), List.of("a"))).isEqualTo(4);
    assertThat(Overlap.count(golden, rows(4, 5), List.of("x"))).isZero();
    assertThat(Overlap.count(rows(8, 9), rows(4, 5), List.of("x"))).isEqualTo(1);
  }

  @Test
  void columnsThatAreMissingAreSaid() {
    assertThatThrownBy(() -> Overlap.count(rows(0, 1), rows(0, 1).drop("id"), List.of("id")))
        .isInstanceOf(TrainingException.class)
        .hasMessage("key column `id` is not in the training rows; name columns that both have");
    assertThatThrownBy(
            () -> Overlap.count(rows(0, 1).select("id"), rows(0, 1).select("a"), List.of()))
        .isInstanceOf(TrainingException.class)
        .hasMessage("the golden rows share no column with the training rows; their columns are id");
  }

  @Test
  void theNumberOfJobsDoesNotGrowWithTheColumns() throws Exception {
    Dataset<Row> golden = rows(0, 10).localCheckpoint();
    int one = TestingSpark.jobs(() -> Overlap.count(golden, golden, List.of("id")));
    int all = TestingSpark.jobs(() -> Overlap.count(golden, golden, List.of()));
    assertThat(all).isEqualTo(one).isLessThanOrEqualTo(4);
  }
}
