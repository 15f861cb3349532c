package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PyPI's pyspark and MLflow in a virtual environment below {@code target}, installed once. */
public final class TestingPython {
  // pyspark 3.5 and MLflow's pyfunc both convert by pandas; Spark 3.5 knows neither pandas 3 nor
  // numpy 2.
  private static final List<String> PACKAGES =
      List.of("pyspark==3.5.7", "mlflow==3.17.2", "pandas==2.3.3", "numpy==1.26.4");

  /** MLflow neither phones home nor starts workers for jobs that no test uses. */
  public static final Map<String, String> QUIET =
      Map.of(
          "MLFLOW_DISABLE_TELEMETRY", "true",
          "DO_NOT_TRACK", "true",
          "MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");

  private TestingPython() {}

  /** The environment's folder. */
  public static Path environment() throws Exception {
    Path environment = TestingProcess.root().resolve("jobs/target/pyspark");
    Path installed = environment.resolve("installed.txt");
    if (!Files.exists(installed) || !Files.readAllLines(installed).equals(PACKAGES)) {
      run(List.of("python3", "-m", "venv", "--clear", environment.toString()));
      List<String> install =
          new ArrayList<>(
              List.of(
                  environment.resolve("bin/python").toString(), "-m", "pip", "install", "--quiet"));
      install.addAll(PACKAGES);
      run(install);
      Files.write(installed, PACKAGES);
    }
    return environment;
  }

  /** Runs a program of the environment. */
  public static TestingProcess run(String program, List<String> arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(environment().resolve("bin").resolve(program).toString()));
    command.addAll(arguments);
    return run(command);
  }

  private static TestingProcess run(List<String> command) throws Exception {
    TestingProcess process = TestingProcess.run(QUIET, command);
    assertThat(process.exitCode()).as(process.said()).isZero();
    return process;
  }
}
