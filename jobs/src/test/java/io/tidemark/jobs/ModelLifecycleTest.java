package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.tables.DeltaTable;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model from its training to its successor, by the commands that people use. */
class ModelLifecycleTest {
  private static final String MONITOR =
      """
      monitor: small-flights
      table: %1$s/flights
      reference: {version: 0, follow: champion}
      out: %1$s/out
      checks:
        - size: {min: 1000}
        - completeness: {column: delay}
      drift:
        exclude: [date]
        columns:
          distance: {importance: critical}
      training:
        label: delay > 15
        features:
          distance: {kind: numeric}
          hour: {kind: numeric, sql: hour(date)}
        split: {column: date}
        golden: {table: %1$s/golden, version: 0}
        slices: [origin]
        gates:
          minimum: {auc: 0.5}
          maximum: {log_loss: 5}
          over_champion: {metric: auc, margin: -0.1}
          slices: {worst: {auc: 0.1}, min_rows: 20}
          fairness: {by: [origin], max_opportunity_difference: 1, min_rows: 20}
          latency: {max_p95_ms: 10000, max_p99_ms: 10000, min_rows_per_second: 0.001}
          calibration: {max_error: 1}
          data_checks: true
      retrain:
        cool_down: PT0S
      """;

  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;
  private Path config = Path.of("");

  @BeforeEach
  void writeTables() throws IOException {
    TestingFlights.table(folder);
    TestingFlights.commit(
        TestingFlights.month(spark, 2).orderBy("date", "origin", "destination").limit(2000),
        folder.resolve("golden"));
    config = Files.writeString(folder.resolve("monitor.yaml"), MONITOR.formatted(folder));
  }

  private TestingCommand tidemark(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return TestingCommand.run(all.toArray(String[]::new));
  }

  /** March with distances in kilometres: drift without any failed check. */
  private void commitDrift() {
    TestingFlights.commit(
        TestingFlights.month(spark, 3)
            .withColumn("distance", expr("cast(distance * 1.609344 as bigint)")),
        folder.resolve("flights"));
  }

  private List<String> states() {
    return new ResultStore(spark, folder + "/out/results")
        .query(StoreTable.RETRAININGS, rows -> rows.orderBy("at").select(col("state"))).stream()
            .map(row -> row.getString(0))
            .toList();
  }

  @Test
  void aModelIsPromotedReplacedAndBuiltAgain() throws Exception {
    TestingCommand trained = tidemark("train", "--version", "1", "--promote", "--by", "ann");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("every gate lets it through", "is now champion of small-flights in dev");

    assertThat(verdict(folder.resolve("out"), "train").at("/model/gates/gates"))
        .extracting(gate -> gate.path("gate").asText() + " " + gate.path("status").asText())
        .contains(
            "minimum.auc PASS",
            "maximum.log_loss PASS",
            "over_champion PASS",
            "latency.p95 PASS",
            "latency.p99 PASS",
            "latency.rows_per_second PASS",
            "calibration PASS",
            "data_checks PASS")
        .hasSizeGreaterThan(9);

    assertThatTheCardIsComplete();

    commitDrift();
    TestingCommand drifted = tidemark("run", "--version", "2");
    assertThat(drifted.exitCode()).as(drifted.err()).isEqualTo(11);
    assertThat(drifted.out()).contains("REQUESTED");
    // Decided again from what is known, it is the same decision.
    assertThat(tidemark("trigger", "--version", "2").out()).contains("REQUESTED");
    assertThat(
            new ResultStore(spark, folder + "/out/results")
                .query(StoreTable.TRIGGERS, rows -> rows))
        .hasSize(1);

    retrainTwiceAtOnce();
    assertThat(states()).containsExactly("CLAIMED", "PROMOTED");
    TestingCommand models = tidemark("models");
    assertThat(models.out().lines().filter(l -> l.contains("champion")))
        .singleElement()
        .asString()
        .contains("@2");

    // The reference has moved with the champion: what drifted is what is normal now.
    TestingCommand calm = tidemark("run", "--version", "2");
    assertThat(calm.exitCode()).as(calm.out()).isZero();
    assertThat(tidemark("retrain").out()).contains("no request for retraining is open");

    reproducesAfterChanges();
  }

  /** As JSON beside the model, and for people in the report. */
  private void assertThatTheCardIsComplete() throws IOException {
    JsonNode model = verdict(folder.resolve("out"), "train");
    Path lies = folder.resolve("out/results/artifacts/models/" + model.at("/model/id").asText());
    JsonNode card = new ObjectMapper().readTree(lies.resolve("model_card.json").toFile());
    assertThat(card.at("/provenance/tableId").asText())
        .isEqualTo(DeltaTable.forPath(spark, folder + "/flights").detail().first().getAs("id"));
    assertThat(card.at("/provenance/version").asLong(-1)).isZero();
    assertThat(card.at("/provenance/rows").asLong())
        .isEqualTo(card.path("trainRows").asLong() + card.at("/heldOut/rows").asLong());
    assertThat(card.path("seed").isIntegralNumber()).isTrue();
    assertThat(card.path("importances").path("distance").isNumber()).isTrue();
    assertThat(card.at("/heldOut/curves/calibration")).isNotEmpty();
    assertThat(card.at("/heldOut/metrics/CALIBRATION_ERROR").isNumber()).isTrue();
    double auc = card.at("/heldOut/metrics/AUC").asDouble();
    assertThat(auc)
        .isBetween(
            card.at("/heldOut/intervals/AUC/low").asDouble(),
            card.at("/heldOut/intervals/AUC/high").asDouble());
    String report = Files.readString(Path.of(model.path("report").asText()));
    assertThat(report).contains("Calibration", String.valueOf(card.path("seed").asLong()));
    for (String pin :
        List.of("tableId", "referenceId", "schemaHash", "configHash", "codeVersion")) {
      String value = card.path("provenance").path(pin).asText();
      assertThat(value).as(pin).isNotEmpty();
      assertThat(report).as(pin).contains(value);
    }
  }

  private void retrainTwiceAtOnce() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Future<TestingCommand> one = two.submit(() -> tidemark("retrain", "--by", "airflow"));
      Future<TestingCommand> other = two.submit(() -> tidemark("retrain", "--by", "ann"));
      List<TestingCommand> both = List.of(one.get(), other.get());
      assertThat(both).allSatisfy(c -> assertThat(c.exitCode()).as(c.err()).isZero());
      assertThat(both.stream().filter(c -> c.out().contains("is now champion"))).hasSize(1);
    } finally {
      two.shutdown();
    }
    // The request is carried out, so what repeats the training is another command.
    Path report = Path.of(verdict(folder.resolve("out"), "retrain").path("report").asText());
    assertThat(Files.readString(report))
        .contains("tidemark train --config " + config + " --version 2 --reference 2");
  }

  /** From a copy of the result store, after the table's files were rewritten and it went on. */
  private void reproducesAfterChanges() throws IOException {
    DeltaTable.forPath(spark, folder.resolve("flights").toString()).optimize().executeCompaction();
    TestingFlights.commit(TestingFlights.month(spark, 1), folder.resolve("flights"));
    Path copy = folder.resolve("copy");
    copy(folder.resolve("out"), copy);
    TestingCommand again = tidemark("reproduce", "champion", "--out", copy.toString());
    assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
    assertThat(again.out()).contains("same rows, same quality, same predictions");
    JsonNode gates = verdict(copy, "reproduce").at("/model/gates");
    assertThat(gates.findValuesAsText("status")).isNotEmpty().containsOnly("PASS");
  }

  private static JsonNode verdict(Path out, String command) throws IOException {
    Path file =
        TestingCommand.verdicts(out).stream()
            .filter(path -> path.toString().contains("-" + command + "-"))
            .findFirst()
            .orElseThrow();
    return new ObjectMapper().readTree(file.toFile());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  @Test
  void aWorseChallengerIsRefusedAndTheGateNamed() {
    assertThat(tidemark("train", "--version", "1", "--promote").exitCode()).isZero();
    TestingCommand worse =
        tidemark(
            "train",
            "--version",
            "1",
            "--promote",
            "--set",
            "training.features={minute: {kind: numeric, sql: minute(date)}}",
            "--set",
            "training.gates={over_champion: {metric: auc, margin: 0.01}}");
    assertThat(worse.exitCode()).as(worse.err()).isEqualTo(12);
    assertThat(worse.out()).contains("REJECTED", "refused by over_champion");
    assertThat(tidemark("models").out().lines().filter(l -> l.contains("champion")))
        .singleElement()
        .asString()
        .contains(" 1 ");
  }

  @Test
  void noModelIsJudgedOnRowsThatItHasSeen() {
    TestingCommand seen =
        tidemark(
            "train",
            "--version",
            "1",
            "--set",
            "training.golden={table: " + folder + "/flights, version: 0}");
    assertThat(seen.exitCode()).isEqualTo(12);
    assertThat(seen.err())
        .contains(
            "GOLDEN_OVERLAP", "rows of the golden set", "no model is judged on rows it has seen");
  }

  /** A version of these rows replaces all others, whose files are removed. */
  private void vacuumAllBut(Dataset<Row> rows, String table) {
    String path = folder.resolve(table).toString();
    rows.coalesce(1).write().format("delta").mode("overwrite").save(path);
    spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", false);
    try {
      DeltaTable.forPath(spark, path).vacuum(0);
    } finally {
      spark.conf().unset("spark.databricks.delta.retentionDurationCheck.enabled");
    }
  }

  @Test
  void aModelWhoseVersionIsGoneCannotBeBuiltAgainAndItSaysWhatIsMissing() throws IOException {
    assertThat(tidemark("train", "--version", "1", "--promote").exitCode()).isZero();
    vacuumAllBut(TestingFlights.month(spark, 3), "golden");
    TestingCommand golden = tidemark("reproduce", "champion");
    assertThat(golden.exitCode()).as(golden.out()).isEqualTo(21);
    assertThat(golden.err())
        .contains("VERSION_VACUUMED", "cannot be built again", "data files of `" + folder)
        .contains("golden@0");
    vacuumAllBut(TestingFlights.month(spark, 3), "flights");
    TestingCommand gone = tidemark("reproduce", "champion");
    assertThat(gone.exitCode()).isEqualTo(21);
    assertThat(gone.err()).contains("VERSION_VACUUMED", "cannot be built again", "flights@0");
    TestingCommand unknown = tidemark("reproduce", "model-nothing");
    assertThat(unknown.exitCode()).isEqualTo(21);
    assertThat(unknown.err()).contains("model-nothing");
  }
}
