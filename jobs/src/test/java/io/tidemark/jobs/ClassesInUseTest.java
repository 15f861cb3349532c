package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of three classes, trained, used and watched by the commands that people use. */
class ClassesInUseTest {
  private static final String MONITOR =
      """
      monitor: kinds
      table: %1$s/table
      reference: 0
      out: %1$s/out
      training:
        task: multiclass
        label: kind
        features:
          a: {kind: numeric}
          b: {kind: numeric}
        split: {by: key, columns: [id]}
      score: {to: %1$s/scored}
      inference:
        table: %1$s/scored
        task: multiclass
        time: ts
        prediction: prediction
        score: score
        probabilities: probabilities
        label: kind
        model_version: model_id
        reference: "2026-01-06"
        quality: {max_drop: 0.1}
        estimated: {max_drop: 0.1}
      """;

  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;
  private Path config = Path.of("");

  /** 600 rows a day for ten days; labels of the last two have not arrived. */
  @BeforeEach
  void trainAndScore() throws IOException {
    spark
        .sql(
            """
            with drawn as (select id, timestamp'2026-01-01' + make_interval(0,0,0,0,0,0,id * 144) ts,
                pmod(xxhash64(id, 1), 100000) / 100000D a, pmod(xxhash64(id, 2), 100000) / 100000D b,
                pmod(xxhash64(id, 3), 100000) / 100000D u from range(6000)),
              shares as (select *, exp(5 * a) x, exp(5 * b) y, exp(2.5D) z from drawn)
            select id, ts, a, b, if(id >= 4800, null,
              if(u < x / (x + y + z), 'ash', if(u < (x + y) / (x + y + z), 'birch', 'cedar'))) kind
            from shares
            """)
        .coalesce(1)
        .write()
        .format("delta")
        .save(folder.resolve("table").toString());
    config = Files.writeString(folder.resolve("kinds.yaml"), MONITOR.formatted(folder));
    for (String command : List.of("train --promote", "score")) {
      TestingCommand done = tidemark(command.split(" "));
      assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
    }
  }

  private TestingCommand tidemark(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return TestingCommand.run(all.toArray(String[]::new));
  }

  private Dataset<Row> scored() {
    return spark.read().format("delta").load(folder.resolve("scored").toString());
  }

  /** Another version of the log, whose last two days are changed. */
  private void change(String prediction, String probability) {
    scored()
        .selectExpr(
            "ts",
            "kind",
            "model_id",
            "if(ts >= '2026-01-09', " + prediction + ", prediction) prediction",
            "transform_values(probabilities, (k, p) -> if(ts >= '2026-01-09', "
                + probability
                + ", p)) probabilities")
        .withColumn("score", org.apache.spark.sql.functions.expr("probabilities[prediction]"))
        .coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", true)
        .save(folder.resolve("scored").toString());
  }

  /** The newest verdict on the log. */
  private JsonNode verdict(String end) throws IOException {
    Path file =
        TestingCommand.verdicts(folder.resolve("out")).stream()
            .filter(path -> path.toString().contains("-monitor-" + end))
            .findFirst()
            .orElseThrow();
    return new ObjectMapper().readTree(file.toFile()).at("/inference");
  }

  @Test
  void aScoredTableOfSeveralClassesIsALogThatIsWatched() throws IOException {
    assertThat(scored().filter("abs(score - probabilities[prediction]) < 1e-15").count())
        .isEqualTo(6_000);
    assertThat(
            scored()
                .filter("abs(aggregate(map_values(probabilities), 0D, (s, p) -> s + p) - 1) < 1e-9")
                .filter("map_keys(probabilities) = array('ash', 'birch', 'cedar')")
                .count())
        .isEqualTo(6_000);

    TestingCommand calm = tidemark("monitor");
    assertThat(calm.exitCode()).as(calm.out() + calm.err()).isZero();
    assertThat(calm.out()).contains("Macro F1", "each class given the score");
    JsonNode newest = verdict("v0").at("/newest/figures");
    JsonNode estimated = figure(newest, "estimated", "macro_f1");
    assertThat(estimated.path("low").asDouble()).isLessThan(estimated.path("value").asDouble());
    assertThat(estimated.path("verdict").asText()).isEqualTo("PASS");
    assertThat(figure(newest, "estimated", "accuracy").path("value").asDouble())
        .isCloseTo(realisedOfReference(), within(0.06));

    change("prediction", "0.3 * p + 0.7 / 3");
    TestingCommand unsure = tidemark("monitor", "--set", "inference.reference=2026-01-06");
    assertThat(unsure.exitCode()).as(unsure.out()).isEqualTo(10);
    assertThat(verdict("v1").at("/problems").toString())
        .contains("macro_f1", "\"estimated\"")
        .doesNotContain("\"realised\"");

    change("'cedar'", "p");
    TestingCommand moved = tidemark("monitor", "--set", "inference.estimated.max_drop=1");
    assertThat(moved.exitCode()).as(moved.out() + moved.err()).isEqualTo(11);
    assertThat(moved.out()).contains("prediction");
  }

  private static JsonNode figure(JsonNode figures, String kind, String metric) {
    for (JsonNode figure : figures) {
      if (figure.path("kind").asText().equals(kind)
          && figure.path("metric").asText().equals(metric)) {
        return figure;
      }
    }
    throw new AssertionError(String.format(Locale.ROOT, "no %s %s in %s", kind, metric, figures));
  }

  private double realisedOfReference() {
    return scored()
        .filter("ts < '2026-01-06'")
        .selectExpr("avg(if(kind = prediction, 1D, 0D))")
        .first()
        .getDouble(0);
  }
}
