package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSplitTest {

  private static Dataset<Row> times(String sql) {
    return TestingSpark.table("select %s as tidemark_time from range(100)".formatted(sql));
  }

  private static TimeSplit split(Dataset<Row> rows, double share) {
    return TimeSplit.find(rows, share, rows.count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date_add(date'2001-01-01', cast(id as int)) | 2001-03-22",
        "timestamp'2001-01-01 00:00:00' + make_dt_interval(0, cast(id as int)) | 2001-01-04 08:00:00",
        "timestamp_ntz'2001-01-01 00:00:00' + make_dt_interval(0, cast(id as int)) | 2001-01-04 08:00:00",
      })
  void timesOfAllTypesAreSplit(String sql, String cut) {
    Dataset<Row> rows = times(sql);
    TimeSplit split = split(rows, 0.2);
    assertThat(split.text()).isEqualTo(cut);
    assertThat(rows.where(split.heldOut()).count()).isEqualTo(20);
  }

  @Test
  void localTimesAreComparedAsTheyAreWhereClocksAreSetBack() {
    TestingSpark.session().conf().set("spark.sql.session.timeZone", "Europe/Berlin");
    try {
      Dataset<Row> rows =
          times("timestamp_ntz'2001-10-28 01:00:00' + make_dt_interval(0, 0, cast(2 * id as int))");
      TimeSplit split = split(rows, 0.3);
      assertThat(split.text()).isEqualTo("2001-10-28 03:20:00");
      assertThat(rows.where(split.heldOut()).count()).isEqualTo(30);
    } finally {
      TestingSpark.session().conf().set("spark.sql.session.timeZone", "UTC");
    }
  }

  @Test
  void rowsOfOneTimeAreOnOneSide() {
    Dataset<Row> rows = times("date_add(date'2001-01-01', cast(id / 30 as int))");
    TimeSplit split = split(rows, 0.2);
    // Times 0, 1, 2 have 30 rows each, time 3 has 10; row 80 in order has time 2.
    assertThat(split.text()).isEqualTo("2001-01-03");
    assertThat(rows.where(split.heldOut()).count()).isEqualTo(40);
  }

  @Test
  void whereMostRowsHaveTheEarliestTimeTheNextOneIsTheCut() {
    Dataset<Row> rows = times("date_add(date'2001-01-01', if(id < 95, 0, 1 + cast(id as int)))");
    TimeSplit split = split(rows, 0.2);
    assertThat(split.text()).isEqualTo("2001-04-07");
    assertThat(rows.where(split.heldOut()).count()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theCutIsTheQuantileInTimeOrder(long seed) {
    Random random = new Random(seed);
    int n = 20_000 + random.nextInt(20_000);
    int distinct = random.nextBoolean() ? 50 : 1_000_000;
    double share = new double[] {0.3, 0.0004, 0.9993, 0.5, 0.1}[(int) seed - 1];
    List<Row> rows = new ArrayList<>();
    long[] times = new long[n];
    for (int i = 0; i < n; i++) {
      times[i] = (long) Math.abs(random.nextGaussian() * distinct);
      rows.add(RowFactory.create(times[i]));
    }
    Arrays.sort(times);
    long expected = times[(int) Math.floor((1 - share) * n + 1e-9)];
    if (expected == times[0]) {
      expected = new TreeSet<>(Arrays.stream(times).boxed().toList()).higher(expected);
    }
    Dataset<Row> table =
        TestingSpark.session()
            .createDataFrame(rows, StructType.fromDDL("t long"))
            .repartition(5)
            .selectExpr("timestamp_seconds(t) tidemark_time");
    TimeSplit split = split(table, share);
    Row first = table.where(split.heldOut()).selectExpr("min(unix_seconds(tidemark_time))").first();
    assertThat(first.getLong(0)).isEqualTo(expected);
  }
}
