package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Splits by key and at random. */
class HashSplitTest {
  private static final Dataset<Row> ROWS =
      TestingSpark.table(
          """
          select id, id % 400 customer, if(id % 7 = 0, null, id % 3) shop, id % 2 = 0 late,
            map('a', id) extra
          from range(0, 10000, 1, 3)
          """);

  private static TrainingSpec spec(Split split, long seed) {
    return new TrainingSpec(
        Task.BINARY,
        "late",
        List.of(new Feature("id", "id", Feature.Kind.NUMERIC)),
        Learner.of(Algorithm.LOGISTIC_REGRESSION),
        split,
        null,
        seed);
  }

  private static Dataset<Row> sides(Dataset<Row> rows, Split split, long seed) {
    return rows.select(col("*"), new Inputs(rows).side(spec(split, seed)));
  }

  private static Set<Long> heldOut(Dataset<Row> rows, Split split, long seed) {
    Set<Long> ids = new TreeSet<>();
    sides(rows, split, seed)
        .where(col(Inputs.HELD_OUT))
        .select("id")
        .collectAsList()
        .forEach(row -> ids.add(row.getLong(0)));
    return ids;
  }

  @Test
  void allRowsOfAKeyAreOnOneSideAboutTheShareOfKeys() {
    Dataset<Row> sides = sides(ROWS, new Split.ByKey(List.of("customer"), 0.2), 1);
    List<Row> byKey =
        sides
            .groupBy("customer")
            .agg(org.apache.spark.sql.functions.collect_set(Inputs.HELD_OUT).as("sides"))
            .collectAsList();
    assertThat(byKey).hasSize(400).allMatch(row -> row.getList(1).size() == 1);
    long held = byKey.stream().filter(row -> (Boolean) row.getList(1).get(0)).count();
    // Five standard deviations.
    assertThat(held / 400.0).isCloseTo(0.2, within(0.1));
  }

  @Test
  void theSideOfAKeyFollowsFromItAloneNullIsAKeyToo() {
    Split split = new Split.ByKey(List.of("customer", "shop"), 0.3);
    Set<Long> expected = heldOut(ROWS, split, 1);
    assertThat(heldOut(ROWS, split, 2)).isEqualTo(expected);
    assertThat(heldOut(ROWS.repartition(5), split, 1)).isEqualTo(expected);
    Set<Long> ofSome = new TreeSet<>(expected);
    ofSome.removeIf(id -> id >= 3000);
    assertThat(heldOut(ROWS.where("id < 3000").drop("extra"), split, 1)).isEqualTo(ofSome);
    assertThat(ofSome).anyMatch(id -> id % 7 == 0).anyMatch(id -> id % 7 != 0);
  }

  @Test
  void rowsAtRandomFollowFromTheirValuesAndTheSeed() {
    Split split = new Split.AtRandom(0.3);
    Set<Long> expected = heldOut(ROWS, split, 1);
    assertThat(expected.size() / 10_000.0).isCloseTo(0.3, within(0.025));
    assertThat(heldOut(ROWS.repartition(5).sortWithinPartitions("shop"), split, 1))
        .isEqualTo(expected);
    Set<Long> both = heldOut(ROWS, split, 2);
    both.retainAll(expected);
    assertThat(both.size() / 10_000.0).isCloseTo(0.09, within(0.015));
  }

  @Test
  void equalRowsAreOnOneSide() {
    Dataset<Row> twice = ROWS.where("id < 500").union(ROWS.where("id < 500"));
    Set<Long> expected = heldOut(ROWS.where("id < 500"), new Split.AtRandom(0.3), 1);
    Dataset<Row> sides = sides(twice, new Split.AtRandom(0.3), 1);
    assertThat(sides.where(col(Inputs.HELD_OUT)).count()).isEqualTo(2L * expected.size());
  }

  @Test
  void theCardSaysHowRowsWereHeldOut() {
    ModelCard byKey =
        new Trainer().train(ROWS, spec(new Split.ByKey(List.of("customer"), 0.2), 1)).card();
    assertThat(byKey.split()).isEqualTo("0.2 of the keys by hash of customer");
    assertThat(byKey.trainRows() + byKey.heldOut().rows()).isEqualTo(10_000);
    ModelCard random = new Trainer().train(ROWS, spec(new Split.AtRandom(0.1), 5)).card();
    assertThat(random.split()).isEqualTo("0.1 of the rows at random, seed 5");
    assertThat(random.heldOut().rows()).isBetween(850L, 1150L);
  }

  @Test
  void sidesWithoutRowsAreSaid() {
    Dataset<Row> oneKey = ROWS.where("id < 50").selectExpr("*", "1 constant");
    assertThatThrownBy(
            () -> new Trainer().train(oneKey, spec(new Split.ByKey(List.of("constant"), 0.2), 1)))
        .hasMessage(
            "of 50 rows none is held out (split by hash of constant); hold out more, or train on"
                + " more rows");
    assertThatThrownBy(
            () -> new Trainer().train(ROWS, spec(new Split.ByKey(List.of("custmer"), 0.2), 1)))
        .hasMessage(
            "split column `custmer` is not in the table; its columns are `id`, `customer`, `shop`,"
                + " `late`, `extra`");
  }
}
