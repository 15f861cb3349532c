package io.tidemark.jobs.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.TestingCommand;
import io.tidemark.jobs.TestingSpark;
import io.tidemark.jobs.store.ResultStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on models, as people use them. */
class ModelsCommandTest {
  @TempDir private Path folder;
  private Path config = Path.of("");

  @BeforeEach
  void keepModels() throws Exception {
    config = Files.writeString(folder.resolve("flights.yaml"), monitor(""));
    ResultStore store = new ResultStore(TestingSpark.session(), folder + "/out/results");
    TestingModels.keep(store, "flights", "model-aaa", 0);
    TestingModels.keep(store, "flights", "model-bbb", 4);
  }

  private String monitor(String rest) {
    return "monitor: flights\ntable: t\nout: " + folder + "/out\n" + rest;
  }

  private TestingCommand models(String... arguments) {
    List<String> all = new ArrayList<>(List.of("models"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return TestingCommand.run(all.toArray(String[]::new));
  }

  private static String squeezed(String table) {
    return table.replaceAll("(?m)^-+ .*\n", "").replaceAll(" +", " ").strip();
  }

  @Test
  void aModelGoesFromApprovalToChampionAndBack() {
    assertThat(squeezed(models().out()))
        .contains("flights - model-aaa @0 2026-05-01 00:00 logistic_regression AUC 0.7125 - -");

    TestingCommand early = models("promote", "model-aaa", "-e", "production", "--by", "ann");
    assertThat(early.exitCode()).isEqualTo(12);
    assertThat(early.err())
        .contains(
            "MODEL_NOT_APPROVED",
            "model `model-aaa` (version 1) of `flights` is not approved for environment `production`",
            "tidemark models approve model-aaa --config FILE --environment production");

    assertThat(models("approve", "1", "-e", "production", "--by", "bob").out())
        .isEqualTo("approved  model-aaa (version 1) is now approved for production\n");
    assertThat(models("promote", "model-aaa", "-e", "production", "--by", "ann").out())
        .isEqualTo(
            "promoted  model-aaa (version 1) is now champion of flights in production; previous: none\n");
    assertThat(models("promote", "model-bbb").out())
        .isEqualTo(
            "promoted  model-bbb (version 2) is now champion of flights in dev; previous: none\n");
    models("promote", "1", "--note", "back to the first");

    assertThat(squeezed(models().out()))
        .isEqualTo(
            """
            monitor version model trained on created (UTC) algorithm held out aliases approved
            flights 2 model-bbb @4 2026-05-01 00:00 logistic_regression AUC 0.7125 dev: previous -
            flights 1 model-aaa @0 2026-05-01 00:00 logistic_regression AUC 0.7125 dev: champion; production: champion production: bob""");

    assertThat(models("rollback").out())
        .isEqualTo(
            "rollback  model-bbb (version 2) is now champion of flights in dev; previous: none\n");
  }

  @Test
  void whatIsMissingIsSaidAndTheRegistryKeepsAPromotionThatMlflowDoesNotTake() throws Exception {
    TestingCommand unknown = models("promote", "model-aab");
    assertThat(unknown.exitCode()).isEqualTo(21);
    assertThat(unknown.err()).contains("monitor `flights` has no registered model");

    TestingCommand nowhere = models("publish", "model-aaa");
    assertThat(nowhere.exitCode()).isEqualTo(20);
    assertThat(nowhere.err()).contains("the monitor has no `registry.mlflow`");

    assertThat(TestingCommand.run("models", "--out", folder + "/none").out())
        .isEqualTo("no models in " + folder + "/none/results\n");

    Files.writeString(
        config,
        monitor(
            "registry: {mlflow: {tracking_uri: 'http://127.0.0.1:1', attempts: 1, timeout: PT5S}}\n"));

    TestingCommand promoted = models("promote", "model-aaa");

    assertThat(promoted.exitCode()).isEqualTo(22);
    assertThat(promoted.err())
        .contains(
            "MLFLOW_UNAVAILABLE",
            "model `model-aaa` is not published on the MLflow server http://127.0.0.1:1",
            "tidemark models publish model-aaa --config FILE");
    assertThat(models().out()).contains("dev: champion");
  }
}
