package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Slices, windows and columns together from the command line to the result store and the report.
 */
@NullUnmarked // a part that is missing fails the test
class DriftStoreTest {
  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;

  private Row only(String sql) {
    return spark.sql(sql).first();
  }

  private String stored(String table) {
    return "delta.`" + folder.resolve("out/results").resolve(table) + "`";
  }

  /** Two days of two places; on the second day of version 1 the place b moved. */
  private void commit(boolean moved) {
    spark
        .range(0, 8000, 1, 2)
        .selectExpr(
            "(id % 1000) / 1000D + if(" + moved + " and id % 2 = 1 and id >= 4000, 0.8, 0) as x",
            "if(id % 2 = 0, 'a', 'b') as place",
            "date_add(date'2001-01-01', int(id div 4000)) as day")
        .coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .save(folder.resolve("t").toString());
  }

  private TestingCommand run() throws Exception {
    Path monitor = folder.resolve("m.yaml");
    Files.writeString(
        monitor,
        "monitor: m\ntable: '"
            + folder.resolve("t")
            + "'\nout: '"
            + folder.resolve("out")
            + "'\nreference: 0\ndrift:\n  slices: [place, [place, day]]\n  slice_limits: {min_rows: 100}\n"
            + "  window: {column: day, every: 1 day}\n  multivariate: true\n");
    return TestingCommand.run("run", "-c", monitor.toString());
  }

  @Test
  void slicesWindowsAndColumnsTogetherCanBeQueriedAndAreWrittenOnce() throws Exception {
    commit(false);
    commit(true);

    TestingCommand first = run();
    TestingCommand second = run();

    assertThat(first.exitCode()).as(first.err()).isEqualTo(11);
    assertThat(second.exitCode()).isEqualTo(11);
    assertThat(first.out()).contains("slices    6 slices", "windows   2 windows", "together  ");

    Row slice =
        only(
            "select count(*), max(effect), min(slice_verdict), max(column_verdict), min(reference_rows) from "
                + stored("slice_drift")
                + " where slice_keys = array('place') and slice_values = array('b') and column = 'x' and measure = 'PSI'");
    assertThat(slice.getLong(0)).as("written once").isOne();
    assertThat(slice.getDouble(1)).isGreaterThan(0.25);
    assertThat(slice.getString(2)).isEqualTo("DRIFT");
    assertThat(slice.getString(3)).isEqualTo("DRIFT");
    assertThat(slice.getLong(4)).isEqualTo(4000);

    Row driver =
        only(
            "select slice_values[0], slice_values[1], share from "
                + stored("slice_drivers")
                + " where column = 'x' and size(slice_keys) = 2 and rank = 1");
    assertThat(driver.getString(0)).isEqualTo("b");
    assertThat(driver.getString(1)).isEqualTo("2001-01-02");
    assertThat(driver.getDouble(2)).isGreaterThan(0.3);

    List<Row> windows =
        spark
            .sql(
                "select cast(date(window_from) as string), window_rows, verdict, window_verdict from "
                    + stored("window_drift")
                    + " where column = 'x' and measure = 'PSI' order by 1")
            .collectAsList();
    assertThat(windows).hasSize(2);
    assertThat(windows.get(0).getString(0)).isEqualTo("2001-01-01");
    assertThat(windows.get(0).getString(2)).isEqualTo("PASS");
    assertThat(windows.get(1).getLong(1)).isEqualTo(4000);
    assertThat(windows.get(1).getString(2)).isEqualTo("DRIFT");

    assertThat(
            only("select count(*), count(distinct method), min(size(columns)) from "
                    + stored("multivariate_drift"))
                .toSeq()
                .mkString(" "))
        .isEqualTo("2 2 2");
    assertThat(
            only("select drift_threshold is null, role, exact is not null from "
                    + stored("drift")
                    + " where measure = 'TOTAL_VARIATION' and column = 'x'")
                .toSeq()
                .mkString(" "))
        .isEqualTo("true FEATURE true");

    JsonNode drift = TestingCommand.onlyVerdict(folder.resolve("out")).path("drift");
    assertThat(drift.at("/windows/drifted").toString()).isEqualTo("[\"2001-01-02T00:00:00Z\"]");
    assertThat(drift.at("/slices/total").asInt()).isEqualTo(6);
    String report = Files.readString(reportOf());
    assertThat(report).contains("Windows of time", "place = b", "Columns together");
  }

  private Path reportOf() throws Exception {
    try (var files = Files.list(folder.resolve("out/report/runs"))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void moreWindowsThanAllowedSayWhatToDo() throws Exception {
    commit(false);
    Path monitor = folder.resolve("m.yaml");
    Files.writeString(
        monitor,
        "monitor: m\ntable: '"
            + folder.resolve("t")
            + "'\nout: '"
            + folder.resolve("out")
            + "'\nreference: 0\ndrift: {window: {column: day, every: 1 day, max: 1}}\n");

    TestingCommand command = TestingCommand.run("run", "-c", monitor.toString());

    assertThat(command.exitCode()).isEqualTo(20);
    assertThat(command.err())
        .contains("CONFIG_DOES_NOT_FIT_TABLE", "window")
        .doesNotContain("\tat ");
  }

  @Test
  void tooManySlicesSayWhatToDo() throws Exception {
    spark
        .range(0, 30_000, 1, 2)
        .selectExpr("id", "cast(id as string) as k")
        .write()
        .format("delta")
        .save(folder.resolve("t").toString());
    Path monitor = folder.resolve("m.yaml");
    Files.writeString(
        monitor,
        "monitor: m\ntable: '"
            + folder.resolve("t")
            + "'\nout: '"
            + folder.resolve("out")
            + "'\nreference: 0\ndrift: {slices: [k]}\n");

    TestingCommand command = TestingCommand.run("run", "-c", monitor.toString());

    assertThat(command.exitCode()).isEqualTo(20);
    assertThat(command.err())
        .contains("slices by k are more than 10,000; choose columns with fewer values")
        .doesNotContain("\tat ");
  }

  @Test
  void aTableOfAnEarlierReleaseIsReadAndGoneOnWith() {
    ResultStore store = new ResultStore(spark, folder.resolve("store").toString());
    spark
        .range(1)
        .selectExpr(
            "'' as run_id",
            "'m' as monitor",
            "'t' as table_id",
            "3L as table_version",
            "'ref-1' as reference_id",
            "'' as config_hash",
            "'1' as code_version",
            "current_timestamp() as created_at",
            "9L as rows",
            "cast(null as string) as where",
            "'3' as requested",
            "'{}' as profile")
        .write()
        .format("delta")
        .save(store.path(StoreTable.REFERENCES));

    List<Row> before = store.query(StoreTable.REFERENCES, rows -> rows.select("versions"));
    store.append(
        StoreTable.REFERENCES,
        "k",
        new RowPins("", "m", "t", 4L, "ref-2", "", "2"),
        List.of(Arrays.asList(null, 9L, null, "4", "{}", new Long[] {4L, 3L})));
    List<Row> after =
        store.query(
            StoreTable.REFERENCES, rows -> rows.orderBy("table_version").select("versions"));

    assertThat(before).hasSize(1);
    assertThat(before.get(0).isNullAt(0)).isTrue();
    assertThat(after).hasSize(2);
    assertThat(after.get(0).isNullAt(0)).isTrue();
    assertThat(after.get(1).<Long>getList(0)).containsExactly(4L, 3L);
  }
}
