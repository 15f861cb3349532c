package io.tidemark.jobs.importers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.TestingCommand;
import io.tidemark.jobs.TestingSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A baseline of SageMaker Model Monitor, imported and run on a real table. */
class ImportedMonitorTest {
  private static final String CONSTRAINTS =
      """
      {"features": [
         {"name": "x", "inferred_type": "Fractional", "completeness": 1.0,
          "num_constraints": {"is_non_negative": true}},
         {"name": "y", "inferred_type": "Fractional", "completeness": 1.0},
         {"name": "z", "inferred_type": "Integral", "completeness": 1.0},
         {"name": "k", "inferred_type": "String", "completeness": 1.0,
          "string_constraints": {"domains": ["k0", "k1", "k2"]}}],
       "monitoring_config": {"domain_content_threshold": 0.7,
         "distribution_constraints": {"comparison_threshold": 0.1, "comparison_method": "Simple"}}}
      """;

  @TempDir private Path folder;

  private Path table() {
    return folder.resolve("t");
  }

  /** A version whose x is shifted, and whose k is one of so many. */
  private void commit(double shift, int categories) {
    TestingSpark.session()
        .range(0, 4000, 1, 2)
        .selectExpr(
            "(id % 1000) / 1000D + " + shift + "D as x",
            "pmod(xxhash64(id), 1000) / 1000D as y",
            "pmod(xxhash64(id, 1), 100) as z",
            "concat('k', id % " + categories + ") as k")
        .coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .save(table().toString());
  }

  private TestingCommand run(Path monitor, int version) {
    return TestingCommand.run(
        "run",
        "--config",
        monitor.toString(),
        "--reference",
        "0",
        "--version",
        Integer.toString(version),
        "--out",
        folder.resolve("out-" + version).toString());
  }

  @Test
  void checksAndThresholdsJudgeTheVersions() throws IOException {
    commit(0, 4);
    commit(0.001, 4);
    commit(0.15, 4);
    commit(-0.05, 8);
    Path constraints = Files.writeString(folder.resolve("constraints.json"), CONSTRAINTS);
    Path monitor = folder.resolve("monitor.yaml");
    TestingCommand imported =
        TestingCommand.run(
            "import",
            "sagemaker",
            "--constraints",
            constraints.toString(),
            "--table",
            table().toString(),
            "--name",
            "loans",
            "--out",
            monitor.toString());

    assertThat(imported.exitCode()).as(imported.err()).isZero();
    assertThat(run(monitor, 1).exitCode()).as("much as the baseline").isZero();
    assertThat(run(monitor, 2).exitCode()).as("one of four features drifted").isEqualTo(11);
    assertThat(run(monitor, 3).exitCode()).as("a sign and a domain are wrong").isEqualTo(10);
    JsonNode verdict = TestingCommand.onlyVerdict(folder.resolve("out-3"));
    assertThat(verdict.at("/checks/failed").asInt()).isEqualTo(2);
    assertThat(verdict.at("/checks/problems").findValuesAsText("id"))
        .containsExactlyInAnyOrder("non_negative(x)", "allowed_values(k)");
  }
}
