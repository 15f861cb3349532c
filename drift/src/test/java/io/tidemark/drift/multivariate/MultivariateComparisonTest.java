package io.tidemark.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.drift.TestSpark;
import io.tidemark.drift.multivariate.MultivariateDrift.Contribution;
import io.tidemark.drift.multivariate.MultivariateDrift.Method;
import io.tidemark.drift.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class MultivariateComparisonTest {
  private static final MultivariateOptions OPTIONS = MultivariateOptions.standard();

  /** Trees that end early need fewer rounds than this. */
  private static final int MOST_JOBS = 40;

  private static MultivariateDrift compare(Dataset<Row> reference, Dataset<Row> current) {
    return compare(reference, current, OPTIONS);
  }

  private static MultivariateDrift compare(
      Dataset<Row> reference, Dataset<Row> current, MultivariateOptions options) {
    return new MultivariateComparison(options)
        .compare(reference, current, List.of(reference.columns()));
  }

  @Test
  void aCorrelationThatTurnsRoundIsFoundByBothMethodsWhileEveryColumnHasTheValuesItHad() {
    Dataset<Row> reference = CoupledTables.normal(1, 1500, 4);
    Dataset<Row> current = CoupledTables.turned(1, 1500, 4);
    assertThat(current.select("y").exceptAll(reference.select("y")).count()).isZero();

    MultivariateDrift drift = compare(reference, current);

    assertThat(drift.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(drift.problem()).isNull();
    assertThat(drift.columns()).containsExactly("x", "y", "z0", "z1", "z2", "z3");
    assertThat(drift.referenceRows()).isEqualTo(1500);
    assertThat(drift.currentRows()).isEqualTo(1500);
    assertThat(drift.tests())
        .extracting(MultivariateDrift.Test::method)
        .containsExactly(Method.PCA_RECONSTRUCTION, Method.DOMAIN_CLASSIFIER);
    assertThat(drift.tests())
        .allSatisfy(
            test -> {
              assertThat(test.verdict()).isEqualTo(Verdict.DRIFT);
              assertThat(test.effect()).isGreaterThan(test.drift()).isGreaterThan(test.noise());
              assertThat(test.pValue()).isLessThan(1e-6);
              assertThat(test.contributions().subList(0, 2))
                  .extracting(Contribution::column)
                  .containsExactlyInAnyOrder("x", "y");
              assertThat(test.contributions().stream().mapToDouble(Contribution::share).sum())
                  .isCloseTo(1, within(1e-9));
            });
  }

  @Test
  void categoriesThatGoTogetherInAnotherWayAreFound() {
    MultivariateDrift drift =
        compare(CoupledTables.strings(1, 1500, 0), CoupledTables.strings(2, 1500, 1));

    assertThat(drift.tests())
        .extracting(MultivariateDrift.Test::verdict)
        .containsOnly(Verdict.DRIFT);
  }

  @Test
  void valuesOutOfAllProportionAndThoseThatAreNoNumbersHideNothing() {
    Dataset<Row> reference = withOddRows(CoupledTables.normal(1, 1500, 1));
    Dataset<Row> current = withOddRows(CoupledTables.turned(1, 1500, 1));

    MultivariateDrift drift = compare(reference, current);

    assertThat(drift.tests())
        .extracting(MultivariateDrift.Test::verdict)
        .containsOnly(Verdict.DRIFT);
    assertThat(compare(reference, withOddRows(CoupledTables.normal(7, 1500, 1))).verdict())
        .isEqualTo(Verdict.PASS);
  }

  private static Dataset<Row> withOddRows(Dataset<Row> rows) {
    return rows.unionAll(
        TestSpark.rows(
            "x double, y double, z0 double",
            List.of(
                RowFactory.create(1e14, Double.NaN, null),
                RowFactory.create(Double.POSITIVE_INFINITY, -1e300, Double.MIN_VALUE))));
  }

  @Test
  void rowsInAnotherOrderAndPartitioningGiveTheSameToTheLastDigit() {
    Dataset<Row> reference = CoupledTables.normal(1, 900, 2);
    Dataset<Row> current = CoupledTables.normal(2, 900, 2);
    MultivariateOptions options = OPTIONS.withSampleRows(600);

    MultivariateDrift drift = compare(reference, current, options);

    assertThat(drift.tests()).hasSize(2);
    assertThat(drift.referenceRows()).isBetween(520L, 680L);
    assertThat(compare(reference.repartition(5), current.orderBy("y").coalesce(1), options))
        .isEqualTo(drift);
    assertThat(compare(reference, current, options.withSeed(7))).isNotEqualTo(drift);
  }

  @Test
  void rowsThatAreAlikeDrawTheirLotsEachForItself() {
    // Six distinct rows: by their hash alone, some would be in the sample as a whole or not at all.
    Dataset<Row> reference = alike(4000, 1);
    Dataset<Row> current = alike(4000, 2);

    MultivariateDrift drift = compare(reference, current, OPTIONS.withSampleRows(1000));

    assertThat(drift.referenceRows()).isBetween(900L, 1100L);
    assertThat(drift.currentRows()).isBetween(900L, 1100L);
    assertThat(drift.verdict()).isEqualTo(Verdict.PASS);
    assertThat(compare(reference.repartition(4), current, OPTIONS.withSampleRows(1000)))
        .isEqualTo(drift);
  }

  @Test
  void aVersionThatHoldsTheRowsOfTheReferenceIsNotTestedOnRowsThatModelsWereFittedOn() {
    // Many columns for few rows, so that models know the rows they were fitted on.
    Dataset<Row> reference = CoupledTables.normal(1, 400, 60);

    MultivariateDrift same = compare(reference, reference.repartition(3));
    MultivariateDrift more =
        compare(reference, reference.unionAll(CoupledTables.normal(2, 100, 60)));

    assertThat(same.tests()).extracting(MultivariateDrift.Test::effect).containsExactly(0.0, 0.5);
    assertThat(same.verdict()).isEqualTo(Verdict.PASS);
    assertThat(more.tests()).allSatisfy(test -> assertThat(test.pValue()).isBetween(0.05, 0.95));
  }

  private static Dataset<Row> alike(int rows, int seed) {
    return TestSpark.session()
        .range(0, rows, 1, 2)
        .select(
            functions.rand(seed).multiply(3).cast("int").as("a"),
            functions.rand(seed + 10L).lt(0.3).as("b"));
  }

  @Test
  void theNumberOfSparkJobsDoesNotGrowWithTheColumns() {
    Dataset<Row> few = CoupledTables.normal(1, 300, 1);
    Dataset<Row> many = CoupledTables.normal(1, 300, 60);

    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext());
    int cached = context.getPersistentRDDs().size();

    int jobsOfFew = TestSpark.jobsOf(() -> compare(few, few));
    int jobsOfMany = TestSpark.jobsOf(() -> compare(many, many));

    assertThat(jobsOfFew).isBetween(15, MOST_JOBS);
    assertThat(jobsOfMany).isBetween(15, MOST_JOBS);
    // Nothing stays in the cache.
    assertThat(context.getPersistentRDDs()).hasSize(cached);
  }

  @Test
  void aSideWithoutRowsIsInsufficientData() {
    Dataset<Row> rows = CoupledTables.normal(1, 300, 0);

    MultivariateDrift drift = compare(rows, rows.limit(0));

    assertThat(drift.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(drift.tests()).isEmpty();
    assertThat(drift.referenceRows()).isEqualTo(300);
    assertThat(drift.problem()).isEqualTo("the current data has no rows; check that it was loaded");
    assertThat(compare(rows.limit(0), rows.limit(0)).problem())
        .isEqualTo("the reference has no rows; check that it was loaded");
  }

  @Test
  void aSideWithOneRowIsInsufficientData() {
    Dataset<Row> rows = CoupledTables.normal(1, 300, 0);

    MultivariateDrift drift = compare(rows.limit(1), rows);

    assertThat(drift.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(drift.problem())
        .isEqualTo(
            "the reference has 1 rows, and columns can only be looked at together on at least 50; compare more rows");
  }

  @Test
  void tooFewRowsToTellADriftFromChanceAreInsufficientData() {
    MultivariateDrift drift =
        compare(CoupledTables.normal(1, 60, 0), CoupledTables.normal(2, 60, 0));

    assertThat(drift.tests())
        .hasSize(2)
        .allSatisfy(test -> assertThat(test.noise()).isGreaterThan(test.warn()));
    assertThat(drift.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  @Test
  void aSideOfNullsIsInsufficientData() {
    Dataset<Row> rows = CoupledTables.normal(1, 300, 0);
    Dataset<Row> nulls =
        TestSpark.session().range(300).selectExpr("double(null) x", "double(null) y");

    MultivariateDrift drift = compare(rows, nulls);

    assertThat(drift.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(drift.problem())
        .isEqualTo("the current data has no value in any of the columns; check that it was loaded");
  }

  @Test
  void aReferenceOfConstantsIsInsufficientData() {
    Dataset<Row> constant =
        TestSpark.session().range(300).selectExpr("1.5 a", "'x' b", "true c", "id % 7 d");

    MultivariateDrift drift = compare(constant, constant);

    assertThat(drift.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(drift.problem())
        .isEqualTo(
            "columns can only be looked at together if at least two of them vary in the reference, but of [a, b, c, d] these do: [d]");
  }

  @Test
  void aCurrentSideOfConstantsHasDrifted() {
    Dataset<Row> reference = CoupledTables.normal(1, 600, 0);

    MultivariateDrift drift =
        compare(reference, TestSpark.session().range(600).selectExpr("0.5d x", "-0.5d y"));

    assertThat(drift.verdict()).isEqualTo(Verdict.DRIFT);
  }

  @Test
  void columnsThatAreConstantInTheReferenceOrOfOtherTypesHaveNoPart() {
    Dataset<Row> rows =
        CoupledTables.normal(1, 300, 0)
            .selectExpr(
                "x", "date'2024-02-29' d", "1 one", "array(y) a", "y `dotted.y`", "x > 0 b");

    MultivariateDrift drift = compare(rows, rows);

    assertThat(drift.columns()).containsExactly("x", "dotted.y", "b");
    assertThat(drift.tests()).hasSize(2);
  }

  @Test
  void oneUsableColumnIsNothingToLookAtTogether() {
    Dataset<Row> rows = TestSpark.session().range(300).selectExpr("id", "current_date() d");

    MultivariateDrift drift = compare(rows, rows);

    assertThat(drift.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(drift.problem())
        .isEqualTo(
            "columns can only be looked at together if there are at least two numeric, boolean or string ones, but of [id, d] there are [id]");
  }

  @Test
  void columnsThatASideLacksOrHasInAnotherTypeAreNamedAllAtOnce() {
    Dataset<Row> reference =
        TestSpark.session().range(60).selectExpr("id", "id a", "id b", "id c", "id d");
    Dataset<Row> current =
        TestSpark.session().range(60).selectExpr("id", "id a", "string(id) b", "id d", "id d");

    MultivariateDrift drift =
        new MultivariateComparison(OPTIONS)
            .compare(reference, current, List.of("a", "b", "c", "d", "e"));

    assertThat(drift.verdict()).isEqualTo(Verdict.ERROR);
    assertThat(drift.tests()).isEmpty();
    assertThat(drift.problem())
        .isEqualTo(
            String.join(
                "; ",
                "column `b` is bigint in the reference but string in the current data, and these cannot be compared",
                "restore the type or freeze a new reference",
                "column `c` is missing in the current data",
                "restore it or leave it out of the multivariate comparison",
                "column `d` occurs 2 times in the current data",
                "rename all but one",
                "column `e` is missing in the reference",
                "restore it or leave it out of the multivariate comparison",
                "column `e` is missing in the current data",
                "restore it or leave it out of the multivariate comparison"));
  }

  @Test
  void withoutDriftAlarmsAreAsRareAsAlphaSays() {
    int runs = 20;
    List<MultivariateDrift> drifts = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      drifts.add(
          compare(
              CoupledTables.normal(2L * run, 400, 1),
              CoupledTables.normal(2L * run + 1, 400, 1),
              OPTIONS.withSeed(run)));
    }

    assertThat(drifts).extracting(MultivariateDrift::verdict).doesNotContain(Verdict.DRIFT);
    for (int method = 0; method < 2; method++) {
      int index = method;
      // Of 20 tries at 5 %, five or more succeed once in 400 times.
      assertThat(drifts.stream().filter(d -> d.tests().get(index).pValue() < 0.05).count())
          .isLessThan(5);
    }
    // Nor are p-values always large: half of them are below one half.
    assertThat(drifts.stream().flatMap(d -> d.tests().stream()).filter(t -> t.pValue() < 0.5))
        .hasSizeBetween(runs / 2, 3 * runs / 2);
  }
}
