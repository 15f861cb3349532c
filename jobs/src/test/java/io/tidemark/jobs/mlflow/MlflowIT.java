package io.tidemark.jobs.mlflow;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidemark.jobs.TestingCommand;
import io.tidemark.jobs.TestingFlights;
import io.tidemark.jobs.TestingProcess;
import io.tidemark.jobs.TestingPython;
import io.tidemark.jobs.TestingSpark;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Models on a real MLflow server from PyPI, and loaded back by its own client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MlflowIT {
  private static final int ROWS = 500;
  private static final String TRAINING =
      """
      training:
        label: delay > 15
        features:
          distance: {kind: numeric}
          hour: {kind: categorical, sql: "cast(hour(date) as string)"}
          origin: {kind: categorical}
        split: {column: date}
      """;

  @TempDir private static Path folder;
  private @Nullable TestingMlflow server;
  private Path table = Path.of("");
  private Path rows = Path.of("");
  private String first = "";
  private String second = "";

  @BeforeAll
  void startServerAndTrain() throws Exception {
    server = TestingMlflow.start(folder);
    table = TestingFlights.table(folder);
    rows = folder.resolve("rows");
    TestingFlights.month(TestingSpark.session(), 2)
        .limit(ROWS)
        .coalesce(1)
        .withColumn("id", functions.monotonically_increasing_id())
        .write()
        .parquet(rows.toString());
    first = train("logistic_regression");
    second = train("gbt");
  }

  @AfterAll
  void stopServer() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private TestingMlflow server() {
    return Objects.requireNonNull(server);
  }

  /** A monitor file whose MLflow server is this one. */
  private String monitor(String algorithm, String mlflow) throws Exception {
    Path file = Files.createTempFile(folder, "flights", ".yaml");
    String text =
        "monitor: flights\ntable: %s\nout: %s\nreference: 0\nregistry: {mlflow: {tracking_uri: '%s'%s}}\n%s  algorithm: %s\n"
            .formatted(table, out(), server().address(), mlflow, TRAINING, algorithm);
    return Files.writeString(file, text).toString();
  }

  private Path out() {
    return folder.resolve("out");
  }

  private static String tidemark(String... arguments) {
    TestingCommand command = TestingCommand.run(arguments);
    assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
    return command.out();
  }

  /** Trains a model and returns its id, the only one that was not there before. */
  private String train(String algorithm) throws Exception {
    List<String> before = models();
    tidemark("train", "--config", monitor(algorithm, ""));
    List<String> after = new ArrayList<>(models());
    after.removeAll(before);
    assertThat(after).hasSize(1);
    return after.get(0);
  }

  private List<String> models() throws Exception {
    Path models = out().resolve("results/artifacts/models");
    if (!Files.exists(models)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(models)) {
      return all.map(m -> m.getFileName().toString()).filter(m -> m.startsWith("model-")).toList();
    }
  }

  private JsonNode loadBack(String model) throws Exception {
    Path script = folder.resolve("load_back.py");
    try (InputStream in = MlflowIT.class.getResourceAsStream("load_back.py")) {
      Files.write(script, Objects.requireNonNull(in).readAllBytes());
    }
    TestingProcess python =
        TestingPython.run(
            "python",
            List.of(script.toString(), server().address().toString(), model, rows.toString()));
    List<String> lines = python.out().lines().toList();
    return new JsonMapper().readTree(lines.get(lines.size() - 1));
  }

  private void assertPredictsAsJava(JsonNode loaded, String modelId) {
    Dataset<Row> scored =
        PipelineModel.load(out().resolve("results/artifacts/models/" + modelId).toString())
            .transform(TestingSpark.session().read().parquet(rows.toString()))
            .orderBy(col("id"))
            .select("tidemark_probability", "tidemark_prediction");
    List<Row> expected = scored.collectAsList();
    assertThat(expected).hasSize(ROWS);
    assertThat(loaded.path("spark")).hasSize(ROWS);
    assertThat(loaded.path("pyfunc")).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      double probability = expected.get(i).<Vector>getAs(0).apply(1);
      double prediction = expected.get(i).getDouble(1);
      assertThat(loaded.path("spark").path(i).path(0).asDouble()).isEqualTo(probability);
      assertThat(loaded.path("spark").path(i).path(1).asDouble()).isEqualTo(prediction);
      assertThat(loaded.path("pyfunc").path(i).asDouble()).isEqualTo(prediction);
    }
  }

  @Test
  void aPublishedModelLoadsBackByAliasAndPredictsTheSameToTheLastDigit() throws Exception {
    String config = monitor("gbt", "");

    tidemark("models", "promote", first, "--config", config);
    String promoted = tidemark("models", "promote", second, "--config", config, "--by", "ann");
    tidemark("models", "publish", second, "--config", config);
    tidemark("models", "publish", first, "--config", config);

    assertThat(promoted)
        .contains("mlflow    champion is version 2 of flights-dev")
        .contains("mlflow    previous is version 1 of flights-dev");
    JsonNode loaded = loadBack("flights-dev");
    assertThat(loaded.path("runs").asInt()).isEqualTo(2);
    assertThat(loaded.path("versions").asInt()).isEqualTo(2);
    JsonNode champion = loaded.at("/models/champion");
    JsonNode previous = loaded.at("/models/previous");
    assertThat(loaded.at("/models/challenger").isMissingNode()).isTrue();
    assertThat(champion.path("model_id").asText()).isEqualTo(second);
    assertThat(previous.path("model_id").asText()).isEqualTo(first);
    assertPredictsAsJava(champion, second);
    assertPredictsAsJava(previous, first);
    assertThat(champion.path("status").asText()).isEqualTo("FINISHED");
    assertThat(champion.at("/params/algorithm").asText()).isEqualTo("gbt");
    assertThat(champion.at("/params/label").asText()).isEqualTo("delay > 15");
    assertThat(champion.at("/metrics/held_out_auc").asDouble()).isBetween(0.5, 1.0);
    assertThat(champion.at("/tags/tidemark.table_version").asText()).isEqualTo("0");
    assertThat(champion.path("files"))
        .extracting(JsonNode::asText)
        .contains("model", "model_card.json");

    String back = tidemark("models", "rollback", "--config", config);
    assertThat(back).contains("mlflow    champion is version 1 of flights-dev");
    String alias =
        server().get("/api/2.0/mlflow/registered-models/alias?name=flights-dev&alias=champion");
    assertThat(alias).contains(first).doesNotContain(second);
    assertThat(server().get("/api/2.0/mlflow/registered-models/get?name=flights-dev"))
        .doesNotContain("\"previous\"");
  }

  @Test
  void anArtifactFolderThatBothReachIsWrittenDirectly() throws Exception {
    Path artifacts = folder.resolve("shared-artifacts");
    server()
        .post(
            "/api/2.0/mlflow/experiments/create",
            "{\"name\": \"local\", \"artifact_location\": \"" + artifacts.toUri() + "\"}");
    String config = monitor("gbt", ", experiment: local, model: local");

    String published = tidemark("models", "publish", first, "--config", config);

    assertThat(published).contains("published " + first + " is version 1 of local, run ");
    try (Stream<Path> all = Files.walk(artifacts)) {
      List<String> names =
          all.filter(Files::isRegularFile)
              .map(f -> artifacts.relativize(f).toString().replaceFirst("^[^/]+/", ""))
              .toList();
      assertThat(names)
          .contains(
              "artifacts/model/MLmodel",
              "artifacts/model/requirements.txt",
              "artifacts/model/sparkml/metadata/part-00000",
              "artifacts/model_card.json")
          .noneMatch(name -> name.endsWith(".crc"));
    }
    assertThat(out().resolve("results/artifacts/mlflow")).isEmptyDirectory();
  }
}
