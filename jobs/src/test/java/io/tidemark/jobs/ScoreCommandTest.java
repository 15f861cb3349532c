package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
  private static final String MONITOR =
      """
      monitor: scored
      table: %1$s/table
      reference: 0
      out: %1$s/out
      key: [id]
      checks:
        - size: {min: 100}
        - range: {column: b, min: 0, max: 100}
      training:
        label: y
        features:
          a: {kind: numeric, required: true}
          b: {kind: numeric}
        split: {by: key, columns: [id]}
      score: {to: %1$s/scored}
      """;

  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;
  private Path config = Path.of("");

  @BeforeEach
  void trainAChampion() throws IOException {
    commit(
        "select id, double(id % 17) a, double(id % 13) b, (id % 17) + (id % 3) > 9 y from range(600)");
    config = Files.writeString(folder.resolve("scored.yaml"), MONITOR.formatted(folder));
    TestingCommand trained = tidemark("train", "--promote");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
  }

  private void commit(String query) {
    spark
        .sql(query)
        .coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", true)
        .save(folder.resolve("table").toString());
  }

  private TestingCommand tidemark(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return TestingCommand.run(all.toArray(String[]::new));
  }

  private Dataset<Row> table(String name) {
    return spark.read().format("delta").load(folder.resolve(name).toString());
  }

  private String model() {
    return spark
        .read()
        .format("delta")
        .load(folder + "/out/results/models")
        .first()
        .getAs("model_id");
  }

  @Test
  void rowsAreScoredAsTheModelDoesAndOnlyOnce() throws IOException {
    TestingCommand scored = tidemark("score");
    assertThat(scored.exitCode()).as(scored.err()).isZero();
    assertThat(scored.out()).contains("600 rows scored with " + model());
    assertThat(table("scored").columns())
        .containsExactly(
            "id",
            "a",
            "b",
            "y",
            "prediction",
            "score",
            "model_id",
            "model_version",
            "table_id",
            "table_version",
            "scored_at",
            "run_id");
    Dataset<Row> expected =
        PipelineModel.load(folder + "/out/results/artifacts/models/" + model())
            .transform(table("table"))
            .select(
                col("id").as("id2"),
                col("tidemark_prediction").as("p"),
                functions
                    .vector_to_array(col("tidemark_probability"), "float64")
                    .getItem(1)
                    .as("s"));
    assertThat(
            table("scored")
                .join(expected, col("id").equalTo(col("id2")))
                .filter("prediction = p and score = s and model_version = 1 and table_version = 0")
                .count())
        .isEqualTo(600);
    assertThat(Files.exists(folder.resolve("scored_quarantine"))).isFalse();

    TestingCommand again = tidemark("score");
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("they were scored before");
    assertThat(table("scored").count()).isEqualTo(600);
    JsonNode verdict =
        new ObjectMapper()
            .readTree(
                TestingCommand.verdicts(folder.resolve("out")).stream()
                    .filter(f -> f.toString().contains("-score-"))
                    .findFirst()
                    .orElseThrow()
                    .toFile());
    assertThat(verdict.at("/scoring/scored").asLong()).isEqualTo(600);
    assertThat(verdict.at("/verdict").asText()).isEqualTo("PASS");
  }

  @Test
  void rowsThatCannotBeScoredAreSetApartWithTheirReasons() {
    commit(
        "select id, if(id % 50 = 0, null, double(id % 17)) a,"
            + " if(id % 60 = 7, -1.0D, double(id % 13)) b, (id % 17) > 9 y from range(600)");
    TestingCommand scored = tidemark("score");
    assertThat(scored.exitCode()).as(scored.err()).isZero();
    assertThat(scored.out()).contains("WARN", "578 rows scored", "22 set apart");
    assertThat(table("scored").count()).isEqualTo(578);
    Dataset<Row> apart = table("scored_quarantine");
    assertThat(apart.count()).isEqualTo(22);
    assertThat(apart.filter("array_contains(_constraint_ids, 'feature(a)')").count()).isEqualTo(12);
    assertThat(apart.filter("_reasons[0] = 'a has no value'").count()).isEqualTo(12);
    assertThat(tidemark("score", "--fail-on", "warn").exitCode()).isEqualTo(10);
    assertThat(table("scored").count()).isEqualTo(578);
  }

  @Test
  void aCheckThatNoRowCanBeBlamedForStopsScoring() {
    commit("select id, 1.0D a, 2.0D b, true y from range(50)");
    TestingCommand stopped = tidemark("score");
    assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(10);
    assertThat(stopped.out()).contains("FAIL", "Nothing was scored: ", "size");
    assertThat(Files.exists(folder.resolve("scored"))).isFalse();
  }

  @Test
  void anotherSchemaIsRefusedWithTheDifferences() {
    commit("select id, 'x' a, true y, 5.0D c from range(600)");
    TestingCommand refused = tidemark("score", "--set", "score.validate=false");
    assertThat(refused.exitCode()).as(refused.out()).isEqualTo(20);
    assertThat(refused.err())
        .contains(
            "does not fit the table",
            "feature a: `a` has type string, but is a number in the model".replace("`a`", "``a``"),
            "feature b",
            "it was trained on a table of another schema");
  }

  @Test
  void aBrokenModelAndOneThatIsNotThereAreErrors() throws IOException {
    assertThat(tidemark("score", "--model", "previous").exitCode()).isEqualTo(21);
    try (Stream<Path> files = Files.walk(folder.resolve("out/results/artifacts/models"))) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("part-")).toList()) {
        Files.writeString(file, "broken");
      }
    }
    TestingCommand broken = tidemark("score");
    assertThat(broken.exitCode()).isEqualTo(21);
    assertThat(broken.err()).contains("cannot be loaded from", "restore the folder");
    assertThat(Files.exists(folder.resolve("scored"))).isFalse();
  }
}
