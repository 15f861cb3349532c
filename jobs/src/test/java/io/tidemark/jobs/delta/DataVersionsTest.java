package io.tidemark.jobs.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.TestingSpark;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the history that Delta itself writes. */
class DataVersionsTest {
  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;

  private String table() {
    return "delta.`" + folder.resolve("t") + "`";
  }

  private void write(long from, String mode) {
    spark
        .range(from, from + 10)
        .coalesce(1)
        .write()
        .format("delta")
        .mode(mode)
        .save(folder.resolve("t").toString());
  }

  private DataVersions versions() {
    return new DeltaTables(spark).dataVersions(folder.resolve("t").toString());
  }

  @Test
  void commitsThatLeaveTheRowsAsTheyAreAreNoChangeOfData() {
    write(0, "overwrite");
    write(10, "append");
    spark.sql("optimize " + table());
    spark.sql("alter table " + table() + " set tblproperties ('a' = 'b')");
    spark.sql("alter table " + table() + " add columns (x int)");
    spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    spark.conf().set("spark.databricks.delta.vacuum.logging.enabled", "true");
    spark.sql("vacuum " + table() + " retain 240 hours");
    Dataset<Row> history = spark.sql("describe history " + table());
    long newest = history.selectExpr("max(version)").first().getLong(0);
    assertThat(
            history
                .select("operation")
                .distinct()
                .as(org.apache.spark.sql.Encoders.STRING())
                .collectAsList())
        .contains("OPTIMIZE", "SET TBLPROPERTIES", "ADD COLUMNS", "VACUUM START", "VACUUM END");

    assertThat(versions().writing(newest)).contains(1L);
    assertThat(versions().before(newest)).contains(0L);
    assertThat(versions().before(1)).contains(0L);
    assertThat(versions().before(0)).isEmpty();
  }

  @Test
  void deletesMergesUpdatesAndRestoresAreChangesOfData() {
    write(0, "overwrite");
    spark.sql("delete from " + table() + " where id = 3");
    spark.sql("update " + table() + " set id = 100 where id = 4");
    spark.sql(
        "merge into "
            + table()
            + " t using (select 100 as id) s on t.id = s.id when matched then delete");
    spark.sql("restore table " + table() + " to version as of 0");

    for (long version = 1; version <= 4; version++) {
      assertThat(versions().writing(version)).contains(version);
      assertThat(versions().before(version)).contains(version - 1);
    }
  }

  @Test
  void aTableCreatedWithoutRowsHasNothingBeforeItsFirstWrite() {
    spark.sql("create table " + table() + " (id bigint) using delta");
    write(0, "append");

    assertThat(versions().before(1)).isEmpty();
    assertThat(versions().writing(0)).isEmpty();
  }
}
