package io.tidemark.bench;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.stddev;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class BenchColumnsTest {
  private static final long ROWS = 20_000;

  @Test
  void thereAreTwelveDoublesFiveWholeNumbersAndFourStrings() {
    assertThat(Arrays.stream(rows(0, 2).schema().fields()).map(StructField::dataType))
        .map(type -> type.sql())
        .satisfies(
            types -> {
              assertThat(types.stream().filter("DOUBLE"::equals)).hasSize(12);
              assertThat(types.stream().filter(t -> t.matches("BIGINT|INT"))).hasSize(5);
              assertThat(types.stream().filter("STRING"::equals)).hasSize(4);
            });
  }

  @Test
  void partitionsDoNotChangeTheValues() {
    assertThat(rows(0, 1).exceptAll(rows(0, 7)).count()).isZero();
  }

  @Test
  void wideTablesRepeatTheKindsUnderOtherNamesWithOtherValues() {
    Dataset<Row> wide =
        TestingSpark.session().range(ROWS).select(columns(BenchColumns.KINDS * 2, 0));

    assertThat(wide.columns()).doesNotHaveDuplicates().contains("normal", "normal_1", "city_1");
    assertThat(wide.filter(col("normal").equalTo(col("normal_1"))).count()).isZero();
  }

  @Test
  void theCurrentVersionHasDriftedWhereItIsSaidTo() {
    Row reference = facts(0);
    Row current = facts(1);

    assertThat(current.getDouble(0) - reference.getDouble(0)).isCloseTo(1.5, within(0.6));
    assertThat(reference.getDouble(1)).isCloseTo(15, within(0.5));
    assertThat(reference.getDouble(2)).isCloseTo(0.2, within(0.02));
    assertThat(current.getDouble(2)).isCloseTo(0.3, within(0.02));
    assertThat(reference.getLong(3)).isBetween(900L, 1000L);
    assertThat(reference.getLong(4)).isGreaterThan(ROWS * 9 / 10);
    assertThat(current.getDouble(5) - reference.getDouble(5)).isCloseTo(0, within(0.05));
  }

  private static Row facts(int version) {
    return rows(version, 2)
        .agg(
            avg("normal"),
            stddev("normal"),
            avg(when(col("with_nulls").isNull(), 1).otherwise(0)),
            countDistinct("city"),
            countDistinct("user"),
            avg("uniform"))
        .head();
  }

  private static Dataset<Row> rows(int version, int partitions) {
    return TestingSpark.session()
        .range(0, ROWS, 1, partitions)
        .select(columns(BenchColumns.KINDS, version));
  }

  private static Column[] columns(int count, int version) {
    return BenchColumns.of(count, version, ROWS).toArray(Column[]::new);
  }
}
