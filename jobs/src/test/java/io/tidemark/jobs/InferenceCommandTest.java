package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's log, 2,000 rows a day for ten days, by the command that people use. */
class InferenceCommandTest {
  private static final String MONITOR =
      """
      monitor: log
      table: %1$s/log
      out: %1$s/out
      inference:
        task: binary
        time: ts
        prediction: prediction
        score: score
        label: label
        latency: latency
        status: status
        model_version: model
        every: 1 day
        reference: "2026-01-06"
        max_error_rate: 0.05
        max_p95: 100
        estimated: {metric: auc, max_drop: 0.05}
        quality: {metric: auc, max_drop: 0.05}
      """;

  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;
  private Path config = Path.of("");

  @BeforeEach
  void writeMonitor() throws IOException {
    config = Files.writeString(folder.resolve("log.yaml"), MONITOR.formatted(folder));
  }

  /** Labels are as likely as the score says, and have not arrived on the last two days. */
  private void writeLog(String score, String latency) {
    String u = "(pmod(xxhash64(id, 1), 100000) / 100000D)";
    String v = "(pmod(xxhash64(id, 2), 100000) / 100000D)";
    spark
        .sql(
            ("with rows as (select id, timestamp'2026-01-01' + make_interval(0,0,0,0,0,0,id * 43.2) ts,"
                    + " %1$s u, %2$s v from range(20000)),"
                    + " scored as (select *, id div 2000 day, %3$s score from rows)"
                    + " select ts, score, int(score > 0.5) prediction,"
                    + " if(day < 8, int(v < u), null) label, %4$s latency,"
                    + " if(id %% 100 = 0, 'error', 'ok') status, 'm1' model from scored")
                .formatted(u, v, score, latency))
        .coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .save(folder.resolve("log").toString());
  }

  private TestingCommand monitor(String... more) {
    List<String> all = new ArrayList<>(List.of("monitor", "--config", config.toString()));
    all.addAll(List.of(more));
    return TestingCommand.run(all.toArray(String[]::new));
  }

  private JsonNode verdict() throws IOException {
    return TestingCommand.onlyVerdict(folder.resolve("out")).at("/inference");
  }

  private long stored() {
    return new ResultStore(spark, folder + "/out/results")
        .query(StoreTable.INFERENCE_WINDOWS, rows -> rows)
        .size();
  }

  @Test
  void aCalmLogPassesAndIsStoredOnce() throws IOException {
    writeLog("u", "20 + 10 * v");
    TestingCommand calm = monitor();
    assertThat(calm.exitCode()).as(calm.out() + calm.err()).isZero();
    assertThat(verdict().at("/windows").asInt()).isEqualTo(5);
    assertThat(verdict().at("/verdict").asText()).isEqualTo("PASS");
    assertThat(verdict().at("/alerting").asInt()).isZero();
    long rows = stored();
    assertThat(rows).isPositive();
    assertThat(monitor().exitCode()).isZero();
    assertThat(stored()).isEqualTo(rows);
    List<String> kinds =
        new ResultStore(spark, folder + "/out/results")
            .query(StoreTable.INFERENCE_WINDOWS, all -> all.select("kind").distinct()).stream()
                .map(row -> row.getString(0))
                .toList();
    assertThat(kinds).containsExactlyInAnyOrder("operation", "realised", "estimated");
    assertThat(Files.readString(report())).contains("Model in use", "Latency", "Throughput");
  }

  private Path report() throws IOException {
    JsonNode verdict =
        new ObjectMapper().readTree(TestingCommand.verdicts(folder.resolve("out")).get(0).toFile());
    return Path.of(verdict.at("/report").asText());
  }

  @Test
  void slowAnswersAreAnAlert() throws IOException {
    writeLog("u", "if(day = 9, 150, 20) + 10 * v");
    TestingCommand slow = monitor();
    assertThat(slow.exitCode()).as(slow.out()).isEqualTo(10);
    assertThat(verdict().at("/verdict").asText()).isEqualTo("FAIL");
    assertThat(verdict().at("/problems").toString()).contains("latency_p95");
    assertThat(monitor("--fail-on", "never").exitCode()).isZero();
  }

  @Test
  void outputsThatMovedAreDrift() {
    writeLog("if(day >= 8, u * u * u, u)", "20 + 10 * v");
    TestingCommand moved = monitor("--set", "inference.estimated.max_drop=1");
    assertThat(moved.exitCode()).as(moved.out() + moved.err()).isEqualTo(11);
    assertThat(moved.out()).contains("score");
  }

  @Test
  void aScoreThatSaysLessIsSeenBeforeLabelsArrive() throws IOException {
    writeLog("if(day >= 8, 0.45 + u / 10, u)", "20 + 10 * v");
    TestingCommand duller = monitor();
    assertThat(duller.exitCode()).as(duller.out()).isEqualTo(10);
    assertThat(verdict().at("/problems").toString()).contains("\"estimated\"");
  }

  @Test
  void whatTheLogLacksIsSaidAllAtOnce() {
    writeLog("u", "20 + 10 * v");
    TestingCommand lacks =
        monitor("--set", "inference.label=labl", "--set", "inference.latency=status");
    assertThat(lacks.exitCode()).isEqualTo(20);
    assertThat(lacks.err()).contains("`labl`", "did you mean `label`?", "latency");
    TestingCommand none = monitor("--set", "inference.time=score");
    assertThat(none.exitCode()).isEqualTo(20);
    assertThat(none.err()).contains("time", "double");
  }
}
