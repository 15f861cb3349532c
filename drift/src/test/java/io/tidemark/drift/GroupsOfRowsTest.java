package io.tidemark.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.drift.reference.ReferenceOptions;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.reference.ReferenceProfiles;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Slices and windows. */
class GroupsOfRowsTest {

  @Test
  void aSliceGivesTheSameMeasuresAsAComparisonOfItsRowsOnTheSameCells() {
    Dataset<Row> reference = flights(0, "delay");
    Dataset<Row> current = flights(1, "if(origin = 'B', delay + 4, delay)");
    ReferenceProfile profile = freeze(reference, List.of(List.of("origin")), 50, 10);

    DriftResult result = compare(profile, current, null);

    assertThat(result.slices())
        .extracting(SliceDrift::values)
        .containsExactly(List.of("A"), List.of("B"), List.of("C"));
    SliceDrift slice = result.slices().get(1);
    assertThat(slice.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(result.slices().get(0).verdict()).isNotEqualTo(Verdict.DRIFT);
    assertThat(slice.currentRows()).isEqualTo(current.filter("origin = 'B'").count());
    DriftResult alone =
        compare(
            freeze(reference.filter("origin = 'B'"), List.of(), 50, 10),
            current.filter("origin = 'B'"),
            null);
    MeasureResult expected = measure(alone.columns().get(1), Measure.KS);
    MeasureResult found = measure(slice.columns().get(1), Measure.KS);
    assertThat(found.exact()).isTrue();
    assertThat(found.effect()).isCloseTo(expected.effect(), within(1e-12));
    assertThat(slice.columns().get(1).bins()).isEmpty();
  }

  @Test
  void theSliceThatBroughtTheDriftIsRankedFirstAndThePartsAddUp() {
    Dataset<Row> current = flights(1, "if(origin = 'C', delay + 6, delay)");
    ReferenceProfile profile = freeze(flights(0, "delay"), List.of(List.of("origin")), 50, 10);

    DriftResult result = compare(profile, current, null);

    List<SliceDriver> drivers =
        result.drivers().stream().filter(d -> d.column().equals("delay")).toList();
    assertThat(drivers.get(0).values()).containsExactly("C");
    assertThat(drivers.get(0).rank()).isEqualTo(1);
    assertThat(drivers.get(0).share()).isGreaterThan(0.9);
    assertThat(drivers.stream().mapToDouble(SliceDriver::share).sum()).isCloseTo(1, within(1e-9));
    assertThat(drivers.stream().mapToDouble(SliceDriver::part).sum())
        .isCloseTo(measure(result.columns().get(1), Measure.PSI).effect(), within(0.02));
  }

  @Test
  void smallSlicesAreNotKeptAndSlicesThatShrankAreNotCompared() {
    Dataset<Row> reference = flights(0, "delay");
    ReferenceProfile profile =
        freeze(reference, List.of(List.of("origin", "hour"), List.of("origin")), 800, 2);

    DriftResult result = compare(profile, reference.filter("origin <> 'A'"), null);

    assertThat(profile.slices().get(0).slices()).isEmpty();
    assertThat(result.slices()).hasSize(2);
    assertThat(result.slices().get(0).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.slices().get(0).problem())
        .isEqualTo("the slice has 0 rows now, fewer than the 800 that are wanted for a comparison");
  }

  @Test
  void severalKeysNullsAndNumbersMakeSlices() {
    Dataset<Row> rows =
        TestSpark.session()
            .range(1000)
            .selectExpr("if(id % 2 = 0, null, 'x') as a", "id % 3 as b", "double(id) as v");
    ReferenceProfile profile = freeze(rows, List.of(List.of("a", "b")), 10, 50);

    assertThat(profile.slices().get(0).slices())
        .hasSize(6)
        .allSatisfy(slice -> assertThat(slice.rows()).isBetween(166L, 168L));
    assertThat(compare(profile, rows, null).slices())
        .allSatisfy(slice -> assertThat(slice.currentRows()).isEqualTo(slice.referenceRows()));
  }

  @Test
  void aMissingSliceColumnIsAnErrorOfTheSlices() {
    ReferenceProfile profile = freeze(flights(0, "delay"), List.of(List.of("origin")), 50, 10);

    DriftResult result = compare(profile, flights(0, "delay").drop("origin"), null);

    assertThat(result.slices()).hasSize(1);
    assertThat(result.slices().get(0).verdict()).isEqualTo(Verdict.ERROR);
    assertThat(result.slices().get(0).problem())
        .isEqualTo(
            "slices by origin cannot be compared: a column is missing in the current data or has"
                + " another type; restore it or freeze a new reference");
  }

  @Test
  void aKeyThatIdentifiesRowsIsRefused() {
    Dataset<Row> rows = TestSpark.session().range(20_000).toDF("id");

    assertThatThrownBy(() -> freeze(rows, List.of(List.of("id")), 1, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slices by id are more than 10,000; choose columns with fewer values");
  }

  @Test
  void windowsAreComparedEachByItselfInOneJob() {
    Dataset<Row> reference = flights(0, "delay");
    Dataset<Row> current =
        flights(1, "if(at >= timestamp'2024-03-02 00:00:00Z', delay + 5, delay)");
    ReferenceProfile profile = freeze(reference, List.of(), 50, 10);
    WindowOptions days = new WindowOptions("at", Duration.ofDays(1), 10);

    DriftResult result = compare(profile, current, days);

    assertThat(result.windows()).hasSize(3);
    assertThat(result.windows())
        .extracting(WindowDrift::from)
        .containsExactly(
            Instant.parse("2024-03-01T00:00:00Z"),
            Instant.parse("2024-03-02T00:00:00Z"),
            Instant.parse("2024-03-03T00:00:00Z"));
    assertThat(result.windows().stream().mapToLong(WindowDrift::rows).sum())
        .isEqualTo(current.count());
    assertThat(delay(result.windows().get(0)).verdict()).isNotEqualTo(Verdict.DRIFT);
    assertThat(delay(result.windows().get(1)).verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(TestSpark.jobsOf(() -> compare(profile, current, days))).isEqualTo(1);
  }

  @Test
  void windowsFollowTheSessionsTimeZone() {
    ReferenceProfile profile = freeze(flights(0, "delay"), List.of(), 50, 10);
    TestSpark.session().conf().set("spark.sql.session.timeZone", "America/New_York");
    try {
      DriftResult result =
          compare(profile, flights(1, "delay"), new WindowOptions("at", Duration.ofDays(1), 10));

      assertThat(result.windows()).hasSize(4);
      assertThat(result.windows().get(0).from()).isEqualTo("2024-02-29T05:00:00Z");
    } finally {
      TestSpark.session().conf().set("spark.sql.session.timeZone", "UTC");
    }
  }

  @Test
  void windowsThatCannotBeAreRefused() {
    ReferenceProfile profile = freeze(flights(0, "delay"), List.of(), 50, 10);
    Dataset<Row> current = flights(0, "delay").selectExpr("*", "date(at) as day");

    assertRefused(
        profile,
        current,
        "att",
        Duration.ofDays(1),
        "window column `att` does not exist in the current data; did you mean `at`?");
    assertRefused(
        profile,
        current,
        "delay",
        Duration.ofDays(1),
        "window column `delay` is double; windows need a date or a timestamp");
    assertRefused(
        profile,
        current,
        "day",
        Duration.ofHours(36),
        "windows of PT36H would split the dates of `day`; choose whole days");
    assertRefused(
        profile,
        current,
        "at",
        Duration.ofMinutes(5),
        "windows of PT5M on `at` are more than 10; choose longer ones");
  }

  private static void assertRefused(
      ReferenceProfile profile,
      Dataset<Row> current,
      String column,
      Duration every,
      String message) {
    assertThatThrownBy(() -> compare(profile, current, new WindowOptions(column, every, 10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static ColumnDrift delay(WindowDrift window) {
    return window.columns().get(1);
  }

  private static MeasureResult measure(ColumnDrift column, Measure measure) {
    return column.measures().stream().filter(m -> m.measure() == measure).findFirst().orElseThrow();
  }

  private static ReferenceProfile freeze(
      Dataset<Row> rows, List<List<String>> slices, long minRows, int max) {
    return ReferenceProfiles.freeze(
        rows, ReferenceOptions.defaults().withSlices(slices, minRows, max));
  }

  private static DriftResult compare(
      ReferenceProfile profile, Dataset<Row> current, @Nullable WindowOptions window) {
    return new DriftComparison(
            new DriftOptions(0.05, DriftThresholds.defaults(), Map.of(), 0.3, window))
        .compare(profile, current);
  }

  /** 3,000 flights of three days: origins A, B, C in 4 : 2 : 1 parts; whole delays of 0 to 9. */
  private static Dataset<Row> flights(int seed, String delay) {
    return TestSpark.session()
        .range(0, 3000, 1, 3)
        .selectExpr(
            "substr('AAAABBC', int(pmod(hash(id, %d), 7)) + 1, 1) as origin".formatted(seed),
            "double(pmod(hash(id, %d, 1), 10)) as delay".formatted(seed),
            "pmod(id, 24) as hour",
            "timestamp'2024-03-01 00:00:00Z' + make_interval(0, 0, 0, 0, 0, 0, id * 86.4) as at")
        .selectExpr("origin", delay + " as delay", "hour", "at");
  }
}
