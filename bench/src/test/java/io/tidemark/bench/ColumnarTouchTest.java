package io.tidemark.bench;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnarTouchTest {
  private static final SparkSession SPARK = TestingSpark.session();

  @TempDir Path directory;

  @Test
  void addsUpTheSameAsSql() {
    Dataset<Row> rows = table(5000, BenchColumns.KINDS);
    Column[] sums =
        Arrays.stream(rows.schema().fields())
            .map(
                field -> {
                  Column column = rows.col(field.name());
                  boolean text = field.dataType().equals(DataTypes.StringType);
                  return coalesce(sum(text ? octet_length(column) : column), lit(0)).cast("double");
                })
            .toArray(Column[]::new);
    Row expected = rows.select(sums).head();

    Map<String, Double> touched = ColumnarTouch.sums(rows);

    assertThat(touched.keySet()).containsExactlyInAnyOrder(rows.columns());
    for (int i = 0; i < sums.length; i++) {
      double wanted = expected.getDouble(i);
      double found = Objects.requireNonNull(touched.get(rows.columns()[i]));
      if (Double.isFinite(wanted)) {
        assertThat(found).as(rows.columns()[i]).isCloseTo(wanted, within(1e-9 * Math.abs(wanted)));
      } else {
        assertThat(Double.compare(found, wanted)).as(rows.columns()[i]).isZero();
      }
    }
  }

  @Test
  void readsATableWithMoreColumnsThanSparkDecodesInOneBatch() {
    SparkSession narrow = SPARK.newSession();
    narrow.conf().set("spark.sql.codegen.maxFields", 10);
    BenchTables tables = new BenchTables(narrow, directory);
    Dataset<Row> rows = tables.load(tables.of(50, BenchColumns.KINDS), 1);

    assertThat(ColumnarTouch.sums(rows).keySet()).containsExactlyInAnyOrder(rows.columns());
  }

  @Test
  void namesAColumnThatItCannotRead() {
    String path = directory.resolve("dates").toString();
    SPARK.sql("select current_date() as day").write().format("delta").save(path);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ColumnarTouch.sums(SPARK.read().format("delta").load(path)))
        .withMessage("column `day` is DATE; touch reads double, long, int and string");
  }

  private Dataset<Row> table(long rows, int columns) {
    BenchTables tables = new BenchTables(SPARK, directory);
    return tables.load(tables.of(rows, columns), 1);
  }
}
