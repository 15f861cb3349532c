package io.tidemark.jobs.store;

import static io.tidemark.jobs.TestingThreads.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.TestingSpark;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers of one key on a real Delta table. */
class ResultStoreTest {
  private static final String LISTING_TASKS =
      "spark.sql.sources.parallelPartitionDiscovery.parallelism";
  private static final RowPins PINS = new RowPins("", "m", "t", 0L, null, "", "test");

  @TempDir private Path folder;
  private ResultStore store = new ResultStore(TestingSpark.session(), "");

  @BeforeEach
  void openStore() {
    store = new ResultStore(TestingSpark.session(), folder.toString());
  }

  private boolean first(String key, String token) {
    return store.appendFirst(
        StoreTable.REGISTRY,
        key,
        token,
        PINS,
        List.of(
            Arrays.asList(
                1L, "A", "m", 1, "dev", "who", Timestamp.from(Instant.EPOCH), "", token)));
  }

  private List<String> tokens() {
    return store.query(StoreTable.REGISTRY, rows -> rows.select("token").orderBy("token")).stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void theSecondWriterOfAKeyLosesAndTheFirstKeepsIt() {
    assertThat(first("1", "a")).isTrue();
    assertThat(first("1", "b")).isFalse();
    assertThat(first("1", "a")).isTrue();
    assertThat(first("2", "c")).isTrue();

    assertThat(tokens()).containsExactly("a", "c");
  }

  @Test
  void ofWritersOfOneKeyAtOnceExactlyOneWinsEvenWhereTheTableIsNew() throws Exception {
    for (int round = 0; round < 2; round++) {
      String key = "round-" + round;
      List<Boolean> won =
          atOnce(
              List.of(
                  () -> first(key, key + "-a"),
                  () -> first(key, key + "-b"),
                  () -> first(key, key + "-c")));

      assertThat(won.stream().filter(w -> w)).hasSize(1);
    }
    assertThat(tokens()).hasSize(2);
  }

  @Test
  void writersOfDifferentKeysAtOnceAllWin() throws Exception {
    assertThat(atOnce(List.of(() -> first("1", "a"), () -> first("2", "b"), () -> first("3", "c"))))
        .containsExactly(true, true, true);
    assertThat(tokens()).containsExactly("a", "b", "c");
  }

  @Test
  void rowsWithoutTheTokenAreADefectOfTheCaller() {
    assertThatThrownBy(
            () ->
                store.appendFirst(
                    StoreTable.MODELS, "k", "t", PINS, List.of(Arrays.asList("t", null, "", ""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows of `models` without the token t");
  }

  /** On one machine each of Spark's 10,000 costs more than the folders that it lists. */
  @Test
  void vacuumDividesItsListingIntoFewTasks() throws Exception {
    first("1", "a");
    SparkSession spark = TestingSpark.session();
    String before = spark.conf().get(LISTING_TASKS);
    AtomicInteger tasks = new AtomicInteger();
    SparkListener counter =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            tasks.incrementAndGet();
          }
        };
    spark.conf().set(LISTING_TASKS, 10_000);
    try {
      TestingSpark.heard(counter, () -> store.vacuum(StoreTable.REGISTRY, Duration.ofDays(7)));
      assertThat(spark.conf().get(LISTING_TASKS)).isEqualTo("10000");
    } finally {
      spark.conf().set(LISTING_TASKS, before);
    }
    assertThat(tasks).hasPositiveValue().hasValueLessThan(100);
  }
}
