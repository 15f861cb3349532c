package io.tidemark.drift.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.drift.DriftComparison;
import io.tidemark.drift.DriftOptions;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.DriftThresholds;
import io.tidemark.drift.SameText;
import io.tidemark.drift.TestSpark;
import io.tidemark.drift.WindowOptions;
import io.tidemark.drift.reference.ReferenceOptions;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.reference.ReferenceProfiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole batches of columns and single rows must give the same, whatever the table. */
class ColumnarParityTest {
  private static final String VECTORIZED = "spark.sql.parquet.enableVectorizedReader";
  private static final ReferenceOptions OPTIONS =
      new ReferenceOptions(List.of(), Set.of(), 10, 60, 20)
          .withSlices(
              List.of(List.of("low"), List.of("flag", "part"), List.of("day", "small")), 20, 9);
  private static final DriftOptions COMPARISON =
      new DriftOptions(
          0.05,
          DriftThresholds.defaults(),
          Map.of(),
          0.3,
          new WindowOptions("at", Duration.ofHours(6), 100));

  @TempDir Path folder;

  @Test
  void plainTablesOfEveryTypeAreReadInBatches() {
    String path = folder.resolve("plain").toString();
    random(1, 3000).write().format("delta").partitionBy("part", "size").save(path);
    random(101, 2000).write().format("delta").mode("append").save(path);

    assertParity(path, true);
  }

  @Test
  void renamedAndDroppedColumnsUnderColumnMappingAreReadInBatches() {
    String path = folder.resolve("mapped").toString();
    random(7, 2000).write().format("delta").option("delta.columnMapping.mode", "name").save(path);
    sql("alter table delta.`%s` rename column low to lower".formatted(path));
    sql("alter table delta.`%s` rename column lower to low".formatted(path));
    sql("alter table delta.`%s` drop column tiny".formatted(path));
    random(8, 500).drop("tiny").write().format("delta").mode("append").save(path);

    assertParity(path, true);
  }

  @Test
  void rowsUnderDeletionVectorsAreLeftOut() {
    String path = folder.resolve("deleted").toString();
    random(9, 3000)
        .coalesce(1)
        .write()
        .format("delta")
        .option("delta.enableDeletionVectors", "true")
        .save(path);
    sql("delete from delta.`%s` where id %% 3 = 0".formatted(path));

    assertParity(path, false);
    assertThat(ReferenceProfiles.freeze(read(path), OPTIONS).rows()).isEqualTo(2000);
  }

  @Test
  void anAddedColumnIsNullInOldFiles() {
    String path = folder.resolve("added").toString();
    random(10, 1000).drop("real", "inner").write().format("delta").save(path);
    random(11, 1000)
        .write()
        .format("delta")
        .mode("append")
        .option("mergeSchema", "true")
        .save(path);

    assertParity(path, true);
  }

  @Test
  void wideTablesAreReadInRangesOfColumns() {
    String path = folder.resolve("wide").toString();
    Column[] more =
        IntStream.range(0, 500)
            .mapToObj(i -> functions.expr("double(hash(id, %d) %% 50)".formatted(i)).as("x" + i))
            .toArray(Column[]::new);
    random(12, 300)
        .select(functions.col("*"), functions.struct(more).as("wide"))
        .select("*", "wide.*")
        .drop("wide")
        .write()
        .format("delta")
        .partitionBy("part")
        .option("delta.columnMapping.mode", "name")
        .option("delta.enableDeletionVectors", "true")
        .save(path);
    sql("alter table delta.`%s` rename column x7 to `x 7`".formatted(path));

    assertParity(path, true, ReferenceOptions.defaults());
    RowSource source = source(read(path));
    int files = read(path).inputFiles().length;
    assertThat(source.ranges())
        .hasSize(3)
        .allSatisfy(
            range ->
                assertThat(range.runs(runs -> new byte[0]).getNumPartitions())
                    .isBetween(1, Math.max(1, files / 2)));

    sql("delete from delta.`%s` where id %% 3 = 0".formatted(path));
    assertThat(columnar(read(path))).isFalse();
    assertThat(ReferenceProfiles.freeze(read(path), ReferenceOptions.defaults()).rows())
        .isEqualTo(200);
  }

  @Test
  void filteredRowsAndUnionsGiveTheSameAsAPlainTable() {
    String path = folder.resolve("union").toString();
    random(13, 1400).write().format("delta").save(path);
    Dataset<Row> table = read(path);
    Dataset<Row> filtered = table.filter("id >= 0 and id + 1 > 0");
    Dataset<Row> union = table.filter("id < 700").unionByName(table.filter("id >= 700"));
    Dataset<Row> twice = table.unionByName(table);

    ReferenceProfile expected = ReferenceProfiles.freeze(table, OPTIONS);

    assertSame(ReferenceProfiles.freeze(filtered, OPTIONS), expected);
    assertSame(ReferenceProfiles.freeze(union, OPTIONS), expected);
    assertThat(columnar(filtered)).isFalse();
    assertThat(columnar(twice)).isTrue();
    assertThat(ReferenceProfiles.freeze(twice, OPTIONS).rows()).isEqualTo(2800);
  }

  private void assertParity(String path, boolean columnar) {
    assertParity(path, columnar, OPTIONS);
  }

  private void assertParity(String path, boolean columnar, ReferenceOptions options) {
    assertThat(columnar(read(path))).isEqualTo(columnar);
    ReferenceProfile batches = ReferenceProfiles.freeze(read(path), options);
    Dataset<Row> some = read(path).filter("id % 5 <> 0");
    ReferenceProfile reference = ReferenceProfiles.freeze(some, options);
    DriftResult drift = new DriftComparison(COMPARISON).compare(reference, read(path));
    SparkSession spark = TestSpark.session();
    spark.conf().set(VECTORIZED, false);
    try {
      assertThat(columnar(read(path))).isFalse();
      assertSame(ReferenceProfiles.freeze(read(path), options), batches);
      assertSame(new DriftComparison(COMPARISON).compare(reference, read(path)), drift);
    } finally {
      spark.conf().unset(VECTORIZED);
    }
    assertThat(drift.windows()).isNotEmpty();
    assertThat(drift.slices().isEmpty()).isEqualTo(options.slices().isEmpty());
  }

  /** Equal but for the last digits of moments and what follows from them. */
  private static void assertSame(Object actual, Object expected) {
    SameText.assertSame(actual, expected, 1e-9);
  }

  private static boolean columnar(Dataset<Row> rows) {
    return source(rows).columnar();
  }

  private static RowSource source(Dataset<Row> rows) {
    List<ColumnRead> reads =
        ColumnRead.leaves(rows.schema()).stream().map(ColumnRead.Leaf::read).toList();
    return new RowSource(rows, reads, reads.size());
  }

  private static Dataset<Row> read(String path) {
    return TestSpark.session().read().format("delta").load(path);
  }

  private static void sql(String statement) {
    TestSpark.session().sql(statement);
  }

  private static Dataset<Row> random(int seed, int rows) {
    return TestSpark.session()
        .range(0, rows, 1, 2)
        .selectExpr(
            "id",
            ("case when id %% 11 = 0 then null when id %% 97 = 1 then double('NaN')"
                    + " when id %% 89 = 2 then double('Infinity') when id %% 83 = 3 then -double('Infinity')"
                    + " when id %% 7 = 4 then -0.0D else exp(2 * randn(%d)) end as real")
                .formatted(seed),
            "float(round(randn(%d), 1)) as single".formatted(seed + 1),
            "case when id % 3 > 0 then tinyint(id % 5) end as tiny",
            "smallint(id % 7) as small",
            "int(1000 * rand(%d)) as whole".formatted(seed + 2),
            "id * 1000000007 * 1000003 as big",
            "decimal(id % 1000) / 7 as odd",
            "case when id % 9 = 0 then null else cast(id / 8 as decimal(12,3)) end as money",
            "cast(id as decimal(38,10)) / 3 as huge",
            "case when id % 10 < 9 then id % 4 = 0 end as flag",
            "case when id % 6 > 0 then concat('c', id % 6) end as low",
            "concat('größe ', id * %d) as high".formatted(seed),
            "case when id % 8 > 0 then date_add(date'2024-02-28', int(id % 3)) end as day",
            "case when id % 12 > 0 then timestamp'2024-03-31 00:00:00Z'"
                + " + make_interval(0, 0, 0, 0, 0, int(id % 2880), 0) end as at",
            "timestamp_ntz'2024-01-01 00:00:00' as local",
            "case when id % 5 > 0 then named_struct('x', id % 3,"
                + " 'deep', case when id % 4 > 0 then named_struct('y', concat('y', id % 2)) end)"
                + " end as inner",
            "array(id) as list",
            "case when id % 10 > 0 then concat('p', id % 3) end as part",
            "int(id % 2) as size");
  }
}
