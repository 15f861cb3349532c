package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.BenchTables.Table;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.reference.ReferenceProfile;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestantsTest {
  private static final SparkContext CONTEXT = TestingSpark.session().sparkContext();

  @TempDir Path directory;

  @Test
  void everyContestantReadsTheCurrentVersion() {
    BenchTables tables = new BenchTables(TestingSpark.session(), directory);
    Contestants contestants = new Contestants(tables);
    Table table = tables.of(1000, BenchColumns.KINDS);
    ReferenceProfile reference = contestants.reference(table);

    DriftResult drift = contestants.drift(table, reference);

    assertThat(drift.columns()).hasSize(BenchColumns.KINDS);
    assertThat(drift.currentRows()).isEqualTo(1000);
    for (Contestant contestant :
        List.of(
            contestants.touch(table),
            contestants.plannedTouch(table),
            contestants.profile(table, reference),
            contestants.sparkAggregate(table),
            contestants.approxQuantile(table))) {
      SparkCosts costs = SparkCosts.of(CONTEXT, contestant.prepare().get());

      assertThat(costs.jobs()).as(contestant.name()).isPositive();
      assertThat(costs.largestTaskResultBytes()).as(contestant.name()).isPositive();
    }
  }

  @Test
  void aTableIsWrittenOnce() {
    BenchTables tables = new BenchTables(TestingSpark.session(), directory);
    Table written = tables.ofCurrent(10, 3);

    SparkCosts again = SparkCosts.of(CONTEXT, () -> tables.ofCurrent(10, 3));

    assertThat(again.jobs()).isZero();
    assertThat(tables.load(written, written.currentVersion()).count()).isEqualTo(10);
  }
}
