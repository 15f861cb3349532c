package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsCommandTest {
  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;

  @Test
  void aRunWritesItsOutputsAndItsResultsCanBeExported() throws Exception {
    Path table = TestingFlights.table(folder);
    Path junit = folder.resolve("ci/junit.xml");
    Path monitor =
        Files.writeString(
            folder.resolve("m.yaml"),
            TestingFlights.MONITOR_WITHOUT_MODEL
                + "outputs: [markdown, prometheus, openlineage]\n");
    Path out = folder.resolve("out");

    TestingCommand run =
        TestingCommand.run(
            "validate",
            "--config",
            monitor.toString(),
            "--table",
            table.toString(),
            "--out",
            out.toString(),
            "--output",
            "junit=" + junit,
            "--output",
            "github");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode verdict = TestingCommand.onlyVerdict(out);
    Path files = out.resolve("runs").resolve(verdict.get("run_id").asText());
    assertThat(files.toFile().list())
        .containsExactlyInAnyOrder(
            "verdict.json", "summary.md", "metrics.prom", "openlineage.ndjson");
    assertThat(Files.readString(junit)).contains("tests=\"3\"", "failures=\"0\"");
    assertThat(run.out()).contains("junit     " + junit).contains("::notice title=Tidemark ");

    exportsAsCsvAndParquet(out, verdict.get("run_id").asText());
  }

  private void exportsAsCsvAndParquet(Path out, String runId) throws Exception {
    Path to = folder.resolve("export");

    TestingCommand csv = export(out, to, "--format", "csv");
    TestingCommand parquet =
        export(out, to, "--format", "parquet", "--run", runId, "--table", "check_results");

    assertThat(csv.exitCode()).as(csv.err()).isZero();
    assertThat(parquet.exitCode()).as(parquet.err()).isZero();
    assertThat(to.toFile().list())
        .contains("runs.csv", "check_results.csv", "metrics.csv", "check_results.parquet")
        .allSatisfy(name -> assertThat(name).doesNotStartWith("."));
    List<Row> fromCsv =
        spark
            .read()
            .option("header", true)
            .option("escape", "\"")
            .csv(to.resolve("check_results.csv").toString())
            .select("run_id", "constraint_id", "columns", "status")
            .orderBy("constraint_id")
            .collectAsList();
    assertThat(fromCsv)
        .extracting(Row::toString)
        .containsExactly(
            "[" + runId + ",completeness(delay),[\"delay\"],PASS]",
            "[" + runId + ",range(distance),[\"distance\"],PASS]",
            "[" + runId + ",size,[],PASS]");
    assertThat(spark.read().parquet(to.resolve("check_results.parquet").toString()).count())
        .isEqualTo(3);
  }

  @Test
  void anExportOfNothingAndAnUnknownTableSaySo() {
    TestingCommand nothing = export(folder.resolve("out"), folder.resolve("to"), "--format", "csv");
    TestingCommand unknown =
        export(folder.resolve("out"), folder.resolve("to"), "--format", "csv", "--table", "drifts");

    assertThat(nothing.exitCode()).isEqualTo(21);
    assertThat(nothing.err()).contains("there is nothing to export in");
    assertThat(unknown.exitCode()).isEqualTo(20);
    assertThat(unknown.err()).contains("--table drifts is no table", "check_results, metrics");
  }

  private static TestingCommand export(Path out, Path to, String... more) {
    String[] all = new String[more.length + 5];
    all[0] = "export";
    all[1] = "--out";
    all[2] = out.toString();
    all[3] = "--to";
    all[4] = to.toString();
    System.arraycopy(more, 0, all, 5, more.length);
    return TestingCommand.run(all);
  }
}
