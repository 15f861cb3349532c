package io.tidemark.jobs.mlflow;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The files beside a saved pipeline that make it a model of MLflow's flavours {@code spark} and
 * {@code python_function}.
 */
final class SparkFlavor {
  /** Folder of the pipeline within the model. */
  static final String PIPELINE = "sparkml";

  private static final String PYTHON = "3.11";

  private SparkFlavor() {}

  /**
   * Texts by file name, {@code MLmodel} last: with it the model is complete.
   *
   * @param folder the model's folder within the run
   * @param sparkVersion version of Spark that saved the pipeline
   */
  static Map<String, String> files(
      String folder, String runId, String sparkVersion, Instant createdAt) {
    Map<String, String> files = new LinkedHashMap<>();
    String[] requirements = {"mlflow>=2.9", "numpy<2", "pandas<3", "pyspark==" + sparkVersion};
    files.put("requirements.txt", String.join("\n", requirements) + "\n");
    files.put(
        "python_env.yaml",
        """
        python: '%s'
        build_dependencies:
        - pip
        - setuptools
        - wheel
        dependencies:
        - -r requirements.txt
        """
            .formatted(PYTHON));
    files.put(
        "conda.yaml",
        """
        channels:
        - conda-forge
        dependencies:
        - python=%s
        - pip
        - pip:
          - %s
        name: mlflow-env
        """
            .formatted(PYTHON, String.join("\n  - ", requirements)));
    files.put(
        "MLmodel",
        """
        artifact_path: %s
        flavors:
          python_function:
            data: %s
            env:
              conda: conda.yaml
              virtualenv: python_env.yaml
            loader_module: mlflow.spark
            python_version: '%s'
          spark:
            code: null
            model_class: pyspark.ml.pipeline.PipelineModel
            model_data: %s
            pyspark_version: %s
        model_uuid: %s
        run_id: %s
        utc_time_created: '%s'
        """
            .formatted(
                folder,
                PIPELINE,
                PYTHON,
                PIPELINE,
                sparkVersion,
                UUID.nameUUIDFromBytes(runId.getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .replace("-", ""),
                runId,
                LocalDateTime.ofInstant(createdAt, ZoneOffset.UTC).toString().replace('T', ' ')));
    return files;
  }
}
