package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be trained on, or judged, is said with its numbers, and nothing is lost. */
class TrainingBadInputTest {
  private static final String MONITOR =
      """
      monitor: bad
      table: %1$s/table
      reference: 0
      out: %1$s/out
      training:
        label: y
        features:
          a: {kind: numeric}
        split: {column: day}
      """;

  private final SparkSession spark = TestingSpark.session();

  @TempDir private Path folder;
  private Path config = Path.of("");

  @BeforeEach
  void writeTable() throws IOException {
    write(
        "table",
        "select date_add(date'2026-01-01', int(id div 50)) day, double(id % 17) a, id % 3 = 0 y,"
            + " true always, cast(null as boolean) never, cast(null as double) empty,"
            + " id div 50 < 2 early, concat('user-', id) user from range(2000)");
    config = Files.writeString(folder.resolve("bad.yaml"), MONITOR.formatted(folder));
  }

  private void write(String name, String query) {
    spark.sql(query).coalesce(1).write().format("delta").save(folder.resolve(name).toString());
  }

  private TestingCommand train(String... settings) {
    List<String> arguments = new ArrayList<>(List.of("train", "--config", config.toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return TestingCommand.run(arguments.toArray(String[]::new));
  }

  private static void refused(TestingCommand command, int exitCode, String... texts) {
    assertThat(command.exitCode()).as(command.err()).isEqualTo(exitCode);
    assertThat(command.err()).contains(texts);
  }

  @Test
  void labelsThatCannotBeLearnedAreSaid() {
    refused(train("training.label=nothing"), 20, "CONFIG_DOES_NOT_FIT_TABLE", "nothing");
    refused(
        train("training.label=always"),
        12,
        "TRAINING_FAILED",
        "label `always` is 1 on all 2000 rows",
        "mend `training`");
    refused(train("training.label=never"), 12, "label `never` is null on all 2000 rows");
    refused(train("training.label=early"), 12, "label `early`", "0 on all");
    refused(
        train("training.label=a + 1"),
        12,
        "label `a + 1` is neither 0 nor 1",
        "write it as a condition");
  }

  @Test
  void featuresThatCannotBeLearnedFromAreSaid() {
    refused(
        train("training.features.empty={kind: numeric}"),
        12,
        "feature `empty` has no value on any of",
        "leave it out");
    refused(
        train("training.features.user={kind: categorical}"),
        12,
        "feature `user`",
        "1600 categories",
        "hash");
    TestingCommand hashed = train("training.features.user={kind: categorical, hash: 16}");
    assertThat(hashed.exitCode()).as(hashed.err()).isZero();
    assertThat(cards()).anySatisfy(card -> assertThat(card).contains("hashed into 16 buckets"));
  }

  private List<String> cards() {
    return spark
        .read()
        .format("delta")
        .load(folder + "/out/results/models")
        .select("card")
        .as(org.apache.spark.sql.Encoders.STRING())
        .collectAsList();
  }

  @Test
  void goldenRowsThatCannotBeJudgedOnAreSaid() {
    String gates = "training.gates={minimum: {auc: 0.1}}";
    refused(
        train("training.golden={table: " + folder + "/nowhere, version: 0}", gates),
        21,
        "TABLE_NOT_FOUND",
        "nowhere");
    refused(
        train("training.golden={table: " + folder + "/table, version: 7}", gates),
        21,
        "VERSION_NOT_FOUND");
    write("other", "select date'2027-01-01' day, 1.0D a, 'x' y");
    refused(
        train("training.golden={table: " + folder + "/other, version: 0}", gates),
        20,
        "CONFIG_DOES_NOT_FIT_TABLE",
        "cannot be judged on",
        "label `y` has type string");
  }

  @Test
  void aChampionWhoseFolderIsBrokenIsAnErrorThatNamesIt() throws IOException {
    assertThat(train().exitCode()).isZero();
    assertThat(
            TestingCommand.run("models", "promote", "1", "--config", config.toString()).exitCode())
        .isZero();
    try (Stream<Path> files = Files.walk(folder.resolve("out/results/artifacts/models"))) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("part-")).toList()) {
        Files.writeString(file, "broken");
      }
    }
    refused(
        TestingCommand.run("run", "--config", config.toString()),
        21,
        "RESULT_NOT_FOUND",
        "cannot be loaded from",
        "restore the folder");
  }

  @Test
  void aModelThatCannotBePublishedIsKeptAndRegisteredHere() {
    TestingCommand down =
        train("registry.mlflow={tracking_uri: 'http://127.0.0.1:1', attempts: 1, timeout: PT2S}");
    refused(down, 22, "MLFLOW_UNAVAILABLE");
    assertThat(down.out()).contains("is the challenger");
    assertThat(
            TestingCommand.run("models", "--config", config.toString())
                .out()
                .lines()
                .filter(l -> l.contains("challenger")))
        .hasSize(1);
  }
}
