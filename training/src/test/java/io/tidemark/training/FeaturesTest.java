package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What features and weights do besides making a vector. */
class FeaturesTest {
  private static final Dataset<Row> ROWS =
      TestingSpark.table(
              """
              select id, timestamp_seconds(id) at, id % 3 = 0 late, rand(1) x,
                cast(id as string) ticket, concat('s', id % 20) shop,
                if(id % 10 = 0, null, id) sparse, if(id % 4 = 0, double('NaN'), 1.5) gaps
              from range(0, 1200, 1, 3)
              """)
          .localCheckpoint();

  private static TrainingSpec spec(@Nullable ClassWeights weights, Feature... features) {
    return new TrainingSpec(
        Task.BINARY,
        "late",
        List.of(features),
        Learner.of(Algorithm.LOGISTIC_REGRESSION),
        new Split.ByTime("at", 0.25),
        weights,
        1);
  }

  private static ModelCard train(@Nullable ClassWeights weights, Feature... features) {
    return new Trainer().train(ROWS, spec(weights, features)).card();
  }

  private static Feature category(String name, int most, @Nullable Integer buckets) {
    return new Feature(name, name, Feature.Kind.CATEGORICAL, false, most, buckets);
  }

  @Test
  void rowsWithoutARequiredFeatureAreLeftOutAndCounted() {
    ModelCard card =
        train(
            null,
            new Feature("sparse", "sparse", Feature.Kind.NUMERIC, true, 10, null),
            new Feature("gaps", "gaps", Feature.Kind.NUMERIC, true, 10, null),
            new Feature("x", "x", Feature.Kind.NUMERIC));
    // 1200 less a tenth, less a quarter, but those that lack both.
    assertThat(card.trainRows() + card.heldOut().rows()).isEqualTo(1200 - 120 - 300 + 60);
    assertThat(card.notes())
        .containsExactly(
            "120 rows without feature `sparse`, which is required, are left out",
            "300 rows without feature `gaps`, which is required, are left out",
            "feature `gaps` is constant on all 630 training rows, so that nothing can be learned"
                + " from it");
  }

  @Test
  void tooManyCategoriesAreRefusedWithTheirNumberAndTwoWaysOut() {
    assertThatThrownBy(() -> train(null, category("ticket", 100, null), category("shop", 19, null)))
        .hasMessage(
            "feature `ticket` has 900 categories on 900 training rows, at most 100 are allowed;"
                + " feature `shop` has 20 categories on 900 training rows, at most 19 are allowed;"
                + " raise `max_categories` (at most 10000), or hash them into buckets with `hash`");
    assertThat(train(null, category("shop", 20, null)).notes()).isEmpty();
  }

  @Test
  void aMillionCategoriesAreCountedInBoundedMemoryOrHashed() {
    Dataset<Row> many =
        TestingSpark.table(
            "select timestamp_seconds(id) at, id % 3 = 0 late, id ticket from range(1400000)");
    TrainingSpec refused = spec(null, category("ticket", 1000, null));
    assertThatThrownBy(() -> new Trainer().train(many, refused))
        .hasMessageStartingWith(
            "feature `ticket` has 1050000 categories on 1050000 training rows, at most 1000 are");
    ModelCard card = new Trainer().train(many, spec(null, category("ticket", 1000, 16))).card();
    assertThat(card.notes())
        .containsExactly(
            "the categories of feature `ticket` are hashed into 16 buckets, so that some share one");
  }

  @Test
  void hashedCategoriesAreScoredWhateverTheyAre() {
    TrainedModel trained = new Trainer().train(ROWS, spec(null, category("shop", 1000, 5)));
    Dataset<Row> strange =
        TestingSpark.table("select 'never seen' shop union all select null union all select 's1'");
    assertThat(trained.model().transform(strange).select(TrainedModel.PREDICTION).collectAsList())
        .hasSize(3)
        .noneMatch(row -> row.isNullAt(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date'2024-01-01'|4",
        "timestamp'2024-01-01 06:00:00'|6",
        "timestamp_ntz'2024-01-01 06:00:00'|6",
      })
  void datesBecomeTheCyclesThatTheirTypeHas(String value, int parts) {
    Dataset<Row> row = TestingSpark.table("select " + value + " t");
    Feature feature = new Feature("t", "t", Feature.Kind.DATE);
    List<String> sql = FeatureSql.of(feature, row.schema().fields()[0].dataType());
    assertThat(sql).hasSize(parts);
    Row values = row.selectExpr(sql.toArray(String[]::new)).first();
    int day = parts - 4;
    if (day > 0) {
      assertThat(values.getDouble(0)).isCloseTo(1, within(1e-12));
      assertThat(values.getDouble(1)).isCloseTo(0, within(1e-12));
    }
    // A Monday: one seventh of the week, which begins with Sunday. The first day of the year.
    assertThat(values.getDouble(day)).isCloseTo(Math.sin(2 * Math.PI / 7), within(1e-12));
    assertThat(values.getDouble(day + 1)).isCloseTo(Math.cos(2 * Math.PI / 7), within(1e-12));
    assertThat(values.getDouble(day + 2)).isZero();
    assertThat(values.getDouble(day + 3)).isEqualTo(1);
  }

  @Test
  void onlyDatesAreDates() {
    assertThatThrownBy(() -> train(null, new Feature("f", "ticket", Feature.Kind.DATE)))
        .hasMessage(
            "feature `f` is DATE, but `ticket` has type string; make it CATEGORICAL or cast it");
  }

  @Test
  void classWeightsShiftTheModelAndAreNoted() {
    Feature x = new Feature("x", "x", Feature.Kind.NUMERIC);
    assertThat(train(new ClassWeights.Balanced(), x).notes())
        .containsExactly("rows are weighted by class in training: 0 by 0.7500, 1 by 1.500");
    TrainedModel heavy =
        new Trainer().train(ROWS, spec(new ClassWeights.PerClass(Map.of("1", 50.0)), x));
    assertThat(heavy.card().notes())
        .containsExactly("rows are weighted by class in training: 0 by 1.000, 1 by 50.00");
    assertThat(heavy.model().transform(ROWS).where("tidemark_prediction = 1").count())
        .isEqualTo(1200);
  }

  @Test
  void senselessFeaturesAndWeightsAreRejected() {
    assertThatThrownBy(() -> category("shop", 1, null))
        .hasMessage("feature `shop` may have 1 categories; give 2 to 10000");
    assertThatThrownBy(() -> category("shop", 10, 1))
        .hasMessage("feature `shop` has 1 buckets; give 2 to 10000");
    assertThatThrownBy(() -> new Feature("x", "x", Feature.Kind.NUMERIC, false, 10, 4))
        .hasMessage("feature `x` is NUMERIC and has buckets; only categories are hashed");
    assertThatThrownBy(() -> new ClassWeights.PerClass(Map.of("1", 0.0)))
        .hasMessage("class `1` has weight 0.0; give a number greater than 0");
    assertThatThrownBy(() -> new ClassWeights.PerClass(Map.of()))
        .hasMessage("no class has a weight; name at least one");
    assertThatThrownBy(
            () ->
                spec(
                    new ClassWeights.PerClass(Map.of("yes", 2.0)),
                    new Feature("x", "x", Feature.Kind.NUMERIC)))
        .hasMessage("class `yes` has a weight, but the classes of task `binary` are `0` and `1`");
  }
}
