package io.tidemark.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.drift.reference.ReferenceOptions;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.reference.ReferenceProfiles;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Threshold;
import io.tidemark.drift.stats.Verdict;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriftComparisonTest {
  private static final int ROWS = 4000;

  @Test
  void theSameDataPasses() {
    Dataset<Row> rows = column("double", ROWS, i -> (double) (i % 97));

    DriftResult result = compare(freeze(rows), rows);

    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.reason()).isEqualTo("None of 1 columns drifted.");
    assertThat(result.referenceRows()).isEqualTo(ROWS);
    assertThat(result.currentRows()).isEqualTo(ROWS);
    assertThat(result.columns().get(0).measures())
        .extracting(MeasureResult::measure)
        .containsExactly(
            Measure.PSI,
            Measure.JENSEN_SHANNON,
            Measure.KS,
            Measure.WASSERSTEIN,
            Measure.TOTAL_VARIATION,
            Measure.L_INFINITY,
            Measure.NULL_SHARE,
            Measure.NAN_SHARE);
    assertThat(result.columns().get(0).measures())
        .allSatisfy(m -> assertThat(m.effect()).isZero())
        .allSatisfy(m -> assertThat(m.exact()).isTrue())
        .allSatisfy(m -> assertThat(m.note()).isNull())
        .allSatisfy(m -> assertThat(m.noise()).isPositive())
        .allSatisfy(m -> assertThat(m.smallestDetectable()).isGreaterThanOrEqualTo(m.noise()));
  }

  @Test
  void aShiftedColumnDriftsAndTheNotesSayWhere() {
    Dataset<Row> reference = column("int", ROWS, i -> i % 10);
    Dataset<Row> current = column("int", ROWS, i -> Math.min(9, i % 10 + 3));

    ColumnDrift column = compare(freeze(reference), current).columns().get(0);

    assertThat(column.verdict()).isEqualTo(Verdict.DRIFT);
    MeasureResult ks = measure(column, Measure.KS);
    assertThat(ks.effect()).isCloseTo(0.3, within(1e-12));
    assertThat(ks.note())
        .isEqualTo("largest gap up to 2: 30.0% of the reference, 0.0% of the current data");
    assertThat(measure(column, Measure.PSI).note())
        .isEqualTo("largest part in (-∞, 0]: 10.0% of the reference, 0.0% of the current data");
    assertThat(column.bins()).extracting(Bin::label).startsWith("(-∞, 0]", "(0, 1]");
    assertThat(column.bins()).hasSize(10);
    assertThat(column.bins().stream().mapToLong(Bin::currentCount).sum()).isEqualTo(ROWS);
  }

  @Test
  void aNewCategoryWithHalfTheMassDriftsAsUnseen() {
    Dataset<Row> reference = column("string", ROWS, i -> "c" + i % 3);
    Dataset<Row> current = column("string", ROWS, i -> i % 2 == 0 ? "new" : "c" + i % 3);

    ColumnDrift column = compare(freeze(reference), current).columns().get(0);

    assertThat(column.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(column.bins()).contains(new Bin("unseen", Bin.Role.UNSEEN, 0, ROWS / 2)).hasSize(4);
    for (Measure measure : List.of(Measure.PSI, Measure.JENSEN_SHANNON, Measure.CHI_SQUARE)) {
      assertThat(measure(column, measure).verdict()).isEqualTo(Verdict.DRIFT);
      assertThat(measure(column, measure).note())
          .isEqualTo("largest part in unseen: 0.0% of the reference, 50.0% of the current data");
    }
  }

  @Test
  void aCategoryThatWasNotKeptCountsAsOtherWhenTheReferenceHadMore() {
    Dataset<Row> reference = column("string", ROWS, i -> "c" + i % 5);
    ReferenceProfile profile =
        ReferenceProfiles.freeze(reference, new ReferenceOptions(List.of(), Set.of(), 2, 2, 3));

    ColumnDrift column = compare(profile, column("string", 10, i -> "new " + i)).columns().get(0);

    assertThat(column.bins())
        .contains(new Bin("other", Bin.Role.OTHER, ROWS * 2 / 5, 10))
        .extracting(Bin::role)
        .doesNotContain(Bin.Role.UNSEEN);
  }

  @Test
  void booleansAreCategories() {
    Dataset<Row> rows = column("boolean", ROWS, i -> i % 4 == 0);

    ColumnDrift column = compare(freeze(rows), rows).columns().get(0);

    assertThat(column.kind()).isEqualTo(ColumnKind.CATEGORICAL);
    assertThat(column.bins()).extracting(Bin::label).containsExactly("false", "true");
  }

  @Test
  void aScaleChangeOfALognormalIsSeen() {
    Random random = new Random(11);
    double[] values = IntStream.range(0, ROWS).mapToDouble(i -> random.nextGaussian()).toArray();
    Dataset<Row> reference = column("double", ROWS, i -> Math.exp(2 * values[i]));
    Dataset<Row> current = column("double", ROWS, i -> 3 * Math.exp(2 * values[i]));

    ColumnDrift column = compare(freeze(reference), current).columns().get(0);

    // 0.285 is the value that a study of 10 reference deciles gives for this case.
    assertThat(measure(column, Measure.PSI).effect()).isCloseTo(0.285, within(0.05));
    assertThat(column.verdict()).isEqualTo(Verdict.DRIFT);
  }

  @Test
  void ksIsAnIntervalOfTheTrueDistanceWhereCutsAreFew() {
    Random random = new Random(5);
    double[] values = IntStream.range(0, ROWS).mapToDouble(i -> random.nextGaussian()).toArray();
    ReferenceProfile exact =
        ReferenceProfiles.freeze(
            column("double", ROWS, i -> values[i]),
            new ReferenceOptions(List.of(), Set.of(), 10, ROWS, 10));
    ReferenceProfile coarse =
        ReferenceProfiles.freeze(
            column("double", ROWS, i -> values[i]),
            new ReferenceOptions(List.of(), Set.of(), 10, 50, 10));
    Dataset<Row> current = column("double", ROWS, i -> values[i] * 1.1 + 0.2);

    MeasureResult truth = measure(compare(exact, current).columns().get(0), Measure.KS);
    MeasureResult found = measure(compare(coarse, current).columns().get(0), Measure.KS);

    assertThat(truth.exact()).isTrue();
    assertThat(found.exact()).isFalse();
    assertThat(truth.effect()).isBetween(found.effectLow(), found.effectHigh());
    assertThat(found.effectHigh() - found.effectLow()).isLessThan(1.0 / 49 + 0.005);
  }

  @Test
  void aThresholdInsideTheKsIntervalWarnsAndSaysSo() {
    Random random = new Random(5);
    double[] values = IntStream.range(0, ROWS).mapToDouble(i -> random.nextGaussian()).toArray();
    ReferenceProfile coarse =
        ReferenceProfiles.freeze(
            column("double", ROWS, i -> values[i]),
            new ReferenceOptions(List.of(), Set.of(), 10, 20, 10));
    Dataset<Row> current = column("double", ROWS, i -> values[i] + 0.2);
    MeasureResult first = measure(compare(coarse, current).columns().get(0), Measure.KS);
    Threshold inside = new Threshold(0.01, first.effect());

    ColumnDrift column =
        new DriftComparison(
                options(Map.of("v", new ColumnOptions(Importance.LOW, Map.of(Measure.KS, inside)))))
            .compare(coarse, current)
            .columns()
            .get(0);

    MeasureResult found = measure(column, Measure.KS);
    assertThat(found.verdict()).isEqualTo(Verdict.WARN);
    assertThat(found.note()).contains("known only between 0.").contains("holds a threshold");
    assertThat(found.driftThreshold()).isEqualTo(inside.drift());
    assertThat(column.importance()).isEqualTo(Importance.LOW);
  }

  @Test
  void nullsDriftByTheirShareAndHaveABin() {
    Dataset<Row> reference = column("date", ROWS, i -> i % 100 == 0 ? null : day());
    Dataset<Row> current = column("date", ROWS, i -> i % 10 == 0 ? null : day());

    ColumnDrift column = compare(freeze(reference), current).columns().get(0);

    assertThat(column.kind()).isEqualTo(ColumnKind.TEMPORAL);
    assertThat(column.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(column.measures()).hasSize(1);
    assertThat(column.bins()).isEmpty();
    assertThat(measure(column, Measure.NULL_SHARE).note())
        .isEqualTo("1.0% null in the reference, 10.0% in the current data");
  }

  @Test
  void anAllNullColumnDriftsThroughItsNulls() {
    Dataset<Row> reference = column("int", ROWS, i -> i % 7);
    Dataset<Row> current = column("int", ROWS, i -> null);

    ColumnDrift column = compare(freeze(reference), current).columns().get(0);

    assertThat(column.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(measure(column, Measure.KS).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(measure(column, Measure.KS).note()).contains("the current data has no values");
    assertThat(measure(column, Measure.NULL_SHARE).effect()).isEqualTo(1);

    ColumnDrift both = compare(freeze(current), current).columns().get(0);
    assertThat(both.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  @Test
  void nanIsNoNumberToKsButHasABin() {
    Dataset<Row> reference = column("double", ROWS, i -> (double) (i % 5));
    Dataset<Row> current = column("double", ROWS, i -> i % 2 == 0 ? Double.NaN : (i / 2) % 5);

    ColumnDrift column = compare(freeze(reference), current).columns().get(0);

    assertThat(measure(column, Measure.KS).effect()).isCloseTo(0, within(1e-12));
    assertThat(measure(column, Measure.PSI).verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(column.bins()).contains(new Bin("NaN", Bin.Role.NAN, 0, ROWS / 2));
  }

  @Test
  void aConstantColumnPassesAndAnotherConstantDrifts() {
    Dataset<Row> one = column("int", ROWS, i -> 1);
    Dataset<Row> two = column("int", ROWS, i -> 2);

    assertThat(compare(freeze(one), one).verdict()).isEqualTo(Verdict.PASS);
    assertThat(compare(freeze(one), two).verdict()).isEqualTo(Verdict.DRIFT);
  }

  @Test
  void oneRowIsTooLittleData() {
    Dataset<Row> rows = column("int", ROWS, i -> i % 7);

    DriftResult result = compare(freeze(rows), column("int", 1, i -> 3));

    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.reason()).isEqualTo("None of 1 columns drifted; too little data: v.");
  }

  @Test
  void noRowsOnASideIsTooLittleDataWithAProblem() {
    Dataset<Row> rows = column("string", 10, i -> "x");
    Dataset<Row> none = column("string", 0, i -> null);

    ColumnDrift current = compare(freeze(rows), none).columns().get(0);
    ColumnDrift reference = compare(freeze(none), rows).columns().get(0);

    assertThat(current.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(current.measures()).isEmpty();
    assertThat(current.problem())
        .isEqualTo(
            "column `v` cannot be compared because the current data has no rows; check that it was loaded");
    assertThat(reference.problem())
        .isEqualTo(
            "column `v` cannot be compared because the reference has no rows; freeze a reference with data");
  }

  @Test
  void aColumnThatCannotBeComparedIsAnErrorAndTheOthersAreCompared() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(RowFactory.create(i % 5, (long) i % 5, "x", 1.5));
    }
    Dataset<Row> all = TestSpark.rows("fare_amt int, id bigint, tag string, `a.b` double", rows);
    Dataset<Row> changed =
        all.select(
            functions.col("fare_amt").as("fare_amnt"),
            functions.col("id").cast("string"),
            functions.array(functions.col("tag")).as("tag"),
            functions.col("`a.b`"));

    DriftResult result = compare(freeze(all), changed);

    assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
    assertThat(result.columns())
        .extracting(ColumnDrift::verdict)
        .containsExactly(Verdict.ERROR, Verdict.ERROR, Verdict.ERROR, Verdict.PASS);
    assertThat(result.columns())
        .extracting(ColumnDrift::problem)
        .containsExactly(
            "column `fare_amt` (int) of the reference is missing in the current data; was it renamed to `fare_amnt`? Restore the name or freeze a new reference",
            "column `id` is bigint in the reference but string in the current data, and these cannot be compared; restore the type or freeze a new reference",
            "column `tag` is string in the reference but array<string> in the current data, and these cannot be compared; restore the type or freeze a new reference",
            null);
    assertThat(result.reason())
        .isEqualTo(
            "None of 4 columns drifted; could not be compared: fare_amt, id, tag; not in the reference and so not compared: fare_amnt.");
    assertThat(result.count(Verdict.ERROR)).isEqualTo(3);
  }

  @Test
  void aColumnThatOccursTwiceNowIsAnError() {
    ReferenceProfile profile = freeze(TestSpark.session().sql("select 1 as x"));

    DriftResult result = compare(profile, TestSpark.session().sql("select 1 as x, 2 as x"));

    assertThat(result.columns().get(0).problem())
        .isEqualTo("column `x` occurs 2 times in the current data; rename all but one");
  }

  @Test
  void wideningIsNoDrift() {
    Dataset<Row> ints = column("int", ROWS, i -> i % 50);
    Dataset<Row> floats = column("float", ROWS, i -> (i % 50) / 10f);
    // Written as doubles from the start, so not the doubles nearest to the floats.
    Dataset<Row> doubles = column("double", ROWS, i -> (i % 50) / 10.0);

    assertThat(compare(freeze(ints), column("bigint", ROWS, i -> (long) (i % 50))).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(compare(freeze(floats), doubles).verdict()).isEqualTo(Verdict.PASS);
    assertThat(compare(freeze(floats), floats.select(functions.col("v").cast("double"))).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void aComparisonCostsOneSparkJobWhateverTheColumns() {
    Dataset<Row> rows = RandomTables.table(4, 300);
    ReferenceProfile all = freeze(rows);
    ReferenceProfile one = freeze(rows.select("flag"));

    assertThat(TestSpark.jobsOf(() -> compare(all, rows))).isEqualTo(1);
    assertThat(TestSpark.jobsOf(() -> compare(one, rows))).isEqualTo(1);
    assertThat(TestSpark.jobsOf(() -> compare(all, rows.coalesce(1)))).isEqualTo(1);
  }

  @Test
  void theResultIsTheSameUnderAnyOrderAndPartitioning() {
    for (int seed = 0; seed < 3; seed++) {
      ReferenceProfile reference = freeze(RandomTables.table(seed, 300));
      Dataset<Row> rows = RandomTables.table(100 + seed, 200);
      DriftResult expected = compare(reference, rows.coalesce(1));
      for (int partitions : new int[] {2, 9}) {
        List<Row> shuffled = new ArrayList<>(rows.collectAsList());
        Collections.shuffle(shuffled, new Random(partitions));
        Dataset<Row> other =
            TestSpark.session().createDataFrame(shuffled, rows.schema()).repartition(partitions);

        // Moments 1e-12 relative; all else is made of counts.
        assertThat(compare(reference, other))
            .usingRecursiveComparison()
            .withComparatorForType(DriftComparisonTest::closely, Double.class)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aStoredReferenceGivesTheSameResult() {
    ReferenceProfile reference = freeze(RandomTables.table(1, 300));
    Dataset<Row> rows = RandomTables.table(2, 300);

    assertThat(
            compare(ReferenceProfiles.fromJson(ReferenceProfiles.toJson(reference)), rows)
                .columns())
        .usingRecursiveComparison()
        .isEqualTo(compare(reference, rows).columns());
  }

  @Test
  void optionsForColumnsThatAreNotProfiledAreRefused() {
    ReferenceProfile reference = freeze(column("int", 5, i -> i).toDF("fare_amount"));
    DriftOptions options = options(Map.of("fare_amnt", ColumnOptions.defaults()));

    assertThatThrownBy(
            () -> new DriftComparison(options).compare(reference, column("int", 5, i -> i)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the drift options name columns that the reference does not profile: `fare_amnt` (did you mean `fare_amount`?); it profiles [fare_amount]");
  }

  @Test
  void pValuesAreAdjustedOverTheColumns() {
    Dataset<Row> reference = RandomTables.table(1, 500);

    DriftResult result = compare(freeze(reference), RandomTables.table(2, 500));

    for (ColumnDrift column : result.columns()) {
      assertThat(column.measures())
          .allSatisfy(m -> assertThat(m.adjustedPValue()).isGreaterThanOrEqualTo(m.pValue()));
    }
  }

  private static int closely(double a, double b) {
    return Math.abs(a - b) <= 1e-12 * Math.abs(b) ? 0 : Double.compare(a, b);
  }

  private static Date day() {
    return Date.valueOf("2024-01-01");
  }

  private static MeasureResult measure(ColumnDrift column, Measure measure) {
    return column.measures().stream().filter(m -> m.measure() == measure).findFirst().orElseThrow();
  }

  private static Dataset<Row> column(
      String type, int rows, IntFunction<? extends @Nullable Object> value) {
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      all.add(RowFactory.create(new Object[] {value.apply(i)}));
    }
    return TestSpark.rows("v " + type, all);
  }

  private static ReferenceProfile freeze(Dataset<Row> rows) {
    return ReferenceProfiles.freeze(rows, ReferenceOptions.defaults());
  }

  private static DriftOptions options(Map<String, ColumnOptions> columns) {
    return new DriftOptions(0.05, DriftThresholds.defaults(), columns, 0.3);
  }

  private static DriftResult compare(ReferenceProfile reference, Dataset<Row> current) {
    return new DriftComparison(DriftOptions.standard()).compare(reference, current);
  }
}
