package io.tidemark.training;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintTest {
  private static final String ALL_TYPES =
      """
      select id, cast(id as int) i, cast(id as short) sh, cast(id as byte) b, id % 2 = 0 t,
        cast(id as decimal(30, 2)) big, id / 7 d, cast(id / 3 as float) f, cast(id as string) `a.b`,
        cast(cast(id as string) as binary) bin, date_add(date'2001-01-01', cast(id as int)) day,
        timestamp_seconds(id) at, cast(timestamp_seconds(id) as timestamp_ntz) local,
        if(id % 3 = 0, null, array(id, null, id + 1)) list,
        map(cast(id as string), id, 'x', null) m,
        named_struct('x', id, 'y', named_struct('z', array(map('k', id)))) s, null nothing,
        make_interval(0, 0, 0, cast(id as int)) span
      from range(0, 500, 1, 3)
      """;

  private static final Fingerprint EXPECTED = of(ALL_TYPES);

  private static Fingerprint of(String sql) {
    return Fingerprint.of(TestingSpark.table(sql));
  }

  @Test
  void orderAndPartitioningDoNotMatter() {
    Dataset<Row> rows = TestingSpark.table(ALL_TYPES);
    assertThat(EXPECTED.rows()).isEqualTo(500);
    assertThat(EXPECTED.value()).matches("[0-9a-f]{32}");
    assertThat(Fingerprint.of(rows.repartition(7))).isEqualTo(EXPECTED);
    assertThat(Fingerprint.of(rows.orderBy(rows.col("id").desc()).coalesce(1))).isEqualTo(EXPECTED);
  }

  @Test
  void anotherJvmGivesTheSame() {
    // Kept as text with every model: another release must not change it.
    assertThat(of("select id, cast(id as string) word, cast(null as double) x from range(10)"))
        .isEqualTo(new Fingerprint(10, "222944531a3c9b484b1b155a24b6d915"));
  }

  static Stream<String> changes() {
    return Stream.of(
        "id + if(id = 77, 1, 0) id",
        "if(id = 77, null, i) i",
        "if(id = 77, not t, t) t",
        "if(id = 77, big + 0.01BD, big) big",
        "if(id = 77, d * 1.0000000000000003D, d) d",
        "if(id = 77, '77 ', `a.b`) `a.b`",
        "if(id = 77, cast('' as binary), bin) bin",
        "if(id = 77, date_add(day, 1), day) day",
        "if(id = 77, at + interval 1 microsecond, at) at",
        "if(id = 77, local + interval 1 microsecond, local) local",
        "if(id = 77, array(null, id, id + 1), list) list",
        "if(id = 77, array(id, id + 1), list) list",
        "if(id = 78, array(), list) list",
        "if(id = 77, map('77', id), m) m",
        "if(id = 77, map('77', null, 'x', id), m) m",
        "if(id = 77, named_struct('x', id, 'y', named_struct('z', array(map('k', id + 1)))), s) s",
        "if(id = 77, named_struct('x', id, 'y', named_struct('z', null)), s) s",
        "if(id = 77, named_struct('x', id, 'y', null), s) s",
        "if(id = 77, make_interval(0, 0, 0, 78), span) span");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void oneChangedCellChangesIt(String change) {
    Dataset<Row> rows = TestingSpark.table(ALL_TYPES);
    int end = change.lastIndexOf(' ');
    Dataset<Row> changed =
        rows.withColumn(change.substring(end + 1).replace("`", ""), expr(change.substring(0, end)));
    assertThat(changed.columns()).isEqualTo(rows.columns());
    Fingerprint fingerprint = Fingerprint.of(changed);
    assertThat(fingerprint.rows()).isEqualTo(500);
    assertThat(fingerprint.value()).isNotEqualTo(EXPECTED.value());
  }

  @Test
  void aRowMoreOrLessOrTwiceChangesIt() {
    Fingerprint ten = of("select id from range(10)");
    assertThat(of("select id from range(9)").value()).isNotEqualTo(ten.value());
    assertThat(of("select id from range(10) union all select 3L").value())
        .isNotEqualTo(ten.value());
    // Pairs do not cancel each other out.
    assertThat(of("select id from range(10) union all select 3L union all select 3L").value())
        .isNotEqualTo(ten.value());
  }

  @Test
  void valuesThatChangeTheirColumnOrRowChangeIt() {
    String original = "select * from values (1, null, 'a'), (2, 3, 'b') t(x, y, w)";
    assertThat(of("select * from values (null, 1, 'a'), (2, 3, 'b') t(x, y, w)").value())
        .isNotEqualTo(of(original).value());
    assertThat(of("select * from values (1, null, 'b'), (2, 3, 'a') t(x, y, w)").value())
        .isNotEqualTo(of(original).value());
  }

  @Test
  void whatSparkTakesForEqualIsTheSame() {
    assertThat(of("select -0.0D x, -0.0F y, map('a', 1, 'b', 2) m"))
        .isEqualTo(of("select 0.0D x, 0.0F y, map('b', 2, 'a', 1) m"));
    assertThat(of("select double('NaN') x")).isEqualTo(of("select sqrt(-1D) x"));
    assertThat(of("select double('NaN') x")).isNotEqualTo(of("select double(null) x"));
  }

  @Test
  void ansiModeAndNoRowsAreNoProblem() {
    Dataset<Row> rows = TestingSpark.table(ALL_TYPES);
    TestingSpark.session().conf().set("spark.sql.ansi.enabled", true);
    try {
      assertThat(Fingerprint.of(rows)).isEqualTo(EXPECTED);
    } finally {
      TestingSpark.session().conf().unset("spark.sql.ansi.enabled");
    }
    assertThat(Fingerprint.of(rows.limit(0)))
        .isEqualTo(new Fingerprint(0, "00000000000000000000000000000000"));
  }

  @Test
  void itIsOneScan() throws TimeoutException {
    Dataset<Row> rows = TestingSpark.table(ALL_TYPES);
    assertThat(TestingSpark.jobs(() -> Fingerprint.of(rows))).isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a int, b string | a int, c string",
        "a int, b string | a int, b date",
        "a int, b string | b string, a int",
        "a int, b string | a int",
        "s struct<a: int> | s struct<b: int>",
        "s struct<a: int, b: int> | s struct<a: int>, b int",
        "l array<int> | l array<bigint>",
        "m map<string, int> | m map<string, string>",
        "d decimal(10, 2) | d decimal(10, 3)",
        "A int | a int",
      })
  void anotherNameTypeOrOrderIsAnotherSchema(String one, String other) {
    assertThat(Fingerprint.schemaHash(StructType.fromDDL(one)))
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(Fingerprint.schemaHash(StructType.fromDDL(other)));
  }

  @Test
  void nullabilityAndCommentsAreNotPartOfTheSchema() {
    assertThat(
            Fingerprint.schemaHash(
                StructType.fromDDL("a int not null comment 'x', s struct<b: int not null>")))
        .isEqualTo(Fingerprint.schemaHash(StructType.fromDDL("a int, s struct<b: int>")));
  }
}
