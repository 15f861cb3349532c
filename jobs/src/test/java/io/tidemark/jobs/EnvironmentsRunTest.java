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
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One monitor in several environments, by the commands that people use. */
class EnvironmentsRunTest {
  private static final String MONITOR =
      """
      monitor: small
      environment: staging
      table: %3$s/table
      reference: 0
      checks:
        - size: {min: 10}
      training:
        label: y
        features:
          a: {kind: numeric}
          b: {kind: numeric}
        split: {by: key, columns: [id]}
      environments:
        staging:
          out: %1$s/staging
        prod:
          out: %1$s/prod
          training:
            golden: {table: %3$s/golden, version: 0}
            gates:
              minimum: {auc: %2$s}
      """;

  private static final SparkSession SPARK = TestingSpark.session();

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private Path config = Path.of("");

  @BeforeAll
  static void trainInStaging() throws IOException {
    save(shared.resolve("table"), "range(600)");
    save(shared.resolve("golden"), "range(1000, 1300)");
    Path config = write(shared, 0.6);
    TestingCommand trained =
        TestingCommand.run("train", "--promote", "--config", config.toString());
    assertThat(trained.exitCode()).as(trained.err()).isZero();
  }

  @BeforeEach
  void writeMonitor() throws IOException {
    config = write(folder, 0.6);
  }

  /** Gives this test what training in staging has left behind. */
  private void haveTrainedInStaging() throws IOException {
    TestingFolders.copy(shared.resolve("staging"), folder.resolve("staging"));
  }

  private static void save(Path table, String ids) {
    SPARK
        .sql(
            "select id, double(id % 17) a, double(id % 13) b, (id % 17) + (id % 3) > 9 y from "
                + ids)
        .coalesce(1)
        .write()
        .format("delta")
        .save(table.toString());
  }

  private static Path write(Path folder, double auc) throws IOException {
    return Files.writeString(folder.resolve("small.yaml"), MONITOR.formatted(folder, auc, shared));
  }

  private TestingCommand tidemark(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return TestingCommand.run(all.toArray(String[]::new));
  }

  private List<String> files(String out) throws IOException {
    Path root = folder.resolve(out);
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      List<String> names = new ArrayList<>();
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        names.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
      return names;
    }
  }

  private JsonNode verdict(String out, String command) throws IOException {
    return TestingCommand.verdicts(folder.resolve(out)).stream()
        .filter(file -> file.toString().contains("-" + command + "-"))
        .reduce((first, second) -> second)
        .map(
            file -> {
              try {
                return new ObjectMapper().readTree(file.toFile());
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            })
        .orElseThrow();
  }

  @Test
  void aStagingRunNeverWritesIntoTheStoreOfProd() throws IOException {
    assertThat(tidemark("validate", "-e", "prod").exitCode()).isZero();
    List<String> before = files("prod");
    assertThat(before).anyMatch(name -> name.contains("_environment"));

    // By mistake on the command line: known from the file alone.
    TestingCommand named = tidemark("validate", "--out", folder + "/prod");
    assertThat(named.exitCode()).isEqualTo(20);
    assertThat(named.err()).contains("environments `staging` and `prod` would write to");

    // By another monitor file that knows nothing of environments: the store itself says whose it
    // is.
    Path other =
        Files.writeString(
            folder.resolve("other.yaml"),
            "monitor: other\nenvironment: staging\ntable: %s/table\nout: %s/prod\n"
                .formatted(shared, folder));
    for (List<String> command :
        List.of(List.of("validate"), List.of("snapshot"), List.of("housekeeping"))) {
      List<String> all = new ArrayList<>(command);
      all.addAll(List.of("--config", other.toString()));
      TestingCommand refused = TestingCommand.run(all.toArray(String[]::new));
      assertThat(refused.exitCode()).as(command + "\n" + refused.err()).isEqualTo(20);
      assertThat(refused.err())
          .contains("belongs to environment `prod`, and this run is one of `staging`");
    }

    // The failed configuration left its verdict where --out said; nothing else changed.
    assertThat(files("prod"))
        .filteredOn(name -> !name.contains("-validate-error-"))
        .containsExactlyElementsOf(
            before.stream().filter(name -> !name.contains("-validate-error-")).toList());
  }

  @Test
  void aModelGoesFromStagingToProdOnceItIsApproved() throws IOException {
    haveTrainedInStaging();
    List<String> staging = files("staging");

    TestingCommand early = tidemark("promote", "--from", "staging", "--to", "prod");
    assertThat(early.exitCode()).as(early.err()).isEqualTo(12);
    assertThat(early.err())
        .contains("is not approved for environment `prod`", "tidemark models approve");
    TestingCommand approved =
        tidemark("models", "approve", "challenger", "-e", "prod", "--by", "ann");
    assertThat(approved.exitCode()).as(approved.err()).isZero();

    TestingCommand promoted = tidemark("promote", "--from", "staging", "--to", "prod");
    assertThat(promoted.exitCode()).as(promoted.err()).isZero();
    assertThat(promoted.out()).contains("is now champion of small in prod; previous: none");
    assertThat(tidemark("promote", "--from", "staging", "--to", "prod").out())
        .contains("was already champion of small in prod");
    assertThat(files("staging")).isEqualTo(staging);
    // It is in use there: a run of prod looks at it, without training anything.
    TestingCommand run = tidemark("run", "-e", "prod", "--fail-on", "never");
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<Row> models =
        new ResultStore(SPARK, folder + "/prod/results")
            .query(StoreTable.MODELS, rows -> rows.select("model_id"));
    assertThat(models).hasSize(1);
    assertThat(verdict("prod", "run").at("/model/id").asText())
        .isEqualTo(models.get(0).getString(0));
  }

  @Test
  void theGatesOfProdRefuseWhatStagingLetThrough() throws IOException {
    config = write(folder, 0.999);
    haveTrainedInStaging();

    TestingCommand refused = tidemark("promote", "--from", "staging", "--to", "prod");

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(12);
    assertThat(refused.out()).contains("minimum.auc");
    assertThat(verdict("prod", "promote").path("verdict").asText()).isEqualTo("REJECTED");
    assertThat(tidemark("models", "-e", "prod").out()).doesNotContain("champion");
  }

  @Test
  void whatCannotBePromotedIsSaid() {
    assertThat(tidemark("promote", "--from", "prod", "--to", "prod").exitCode()).isEqualTo(20);
    TestingCommand unknown = tidemark("promote", "--from", "stagin", "--to", "prod");
    assertThat(unknown.exitCode()).isEqualTo(20);
    assertThat(unknown.err()).contains("did you mean `staging`?");
    TestingCommand none = tidemark("promote", "--from", "staging", "--to", "prod");
    assertThat(none.exitCode()).isEqualTo(21);
    assertThat(none.err()).contains("has no registered model");
  }

  @Test
  void aChampionOfAnotherTableDoesNotMoveTheReference() throws IOException {
    haveTrainedInStaging();
    save(folder.resolve("elsewhere"), "range(300)");

    TestingCommand run =
        tidemark(
            "run",
            "--table",
            folder + "/elsewhere",
            "--set",
            "reference={version: 0, follow: champion}",
            "--fail-on",
            "never");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("the reference does not follow the champion, which was trained on another table");
  }
}
