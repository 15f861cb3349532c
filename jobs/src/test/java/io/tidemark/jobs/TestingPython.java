package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PyPI's pyspark, MLflow and Moto in virtual environments below {@code target}, installed once. */
public final class TestingPython {
  // pyspark 3.5 and MLflow's pyfunc both convert by pandas; Spark 3.5 knows neither pandas 3 nor
  // numpy 2.
  private static final List<String> PACKAGES =
      List.of("mlflow==3.17.2", "pandas==2.3.3", "numpy==1.26.4");

  // A server for S3, with all that it pulls in.
  private static final List<String> S3_PACKAGES =
      List.of(
          "blinker==1.9.0",
          "boto3==1.44.8",
          "botocore==1.44.8",
          "certifi==2026.10.19.post1",
          "cffi==2.1.1",
          "charset-normalizer==3.5.3",
          "click==8.5.1",
          "cryptography==50.0.2",
          "Flask==3.1.3",
          "flask-cors==6.0.5",
          "idna==3.20",
          "itsdangerous==2.2.0",
          "Jinja2==3.1.6",
          "jmespath==1.1.0",
          "MarkupSafe==3.0.4",
          "moto==5.2.5",
          "py-partiql-parser==0.6.3",
          "pycparser==3.12",
          "python-dateutil==2.9.0.post0",
          "PyYAML==6.0.4",
          "requests==2.34.2",
          "responses==0.26.3",
          "s3transfer==0.19.3",
          "six==1.17.0",
          "urllib3==2.8.0",
          "Werkzeug==3.1.9",
          "xmltodict==1.0.4");

  /** MLflow neither phones home nor starts workers for jobs that no test uses. */
  public static final Map<String, String> QUIET =
      Map.of(
          "MLFLOW_DISABLE_TELEMETRY", "true",
          "DO_NOT_TRACK", "true",
          "MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");

  private TestingPython() {}

  /** The folder of an environment with pyspark, MLflow and what they need. */
  public static Path environment() throws Exception {
    sparkHome();
    return installed("pyspark", PACKAGES);
  }

  /** The folder of an environment with Moto's server. */
  public static Path s3Environment() throws Exception {
    return installed("moto", S3_PACKAGES);
  }

  /** What is there of an environment is kept. */
  private static Path installed(String name, List<String> packages) throws Exception {
    Path environment = TestingProcess.root().resolve("jobs/target").resolve(name);
    Path installed = environment.resolve("installed.txt");
    if (!Files.exists(installed) || !Files.readAllLines(installed).equals(packages)) {
      String python = environment.resolve("bin/python").toString();
      run(List.of("python3", "-m", "venv", environment.toString()));
      List<String> install = new ArrayList<>(List.of(python, "-m", "pip", "install", "--quiet"));
      install.addAll(packages);
      run(install);
      Files.write(installed, packages);
    }
    return environment;
  }

  /** A Spark with a spark-submit. */
  public static Path sparkHome() throws Exception {
    Path tool = TestingProcess.root().resolve("tools/spark-for-tests");
    return Path.of(run(List.of(tool.toString())).out().strip());
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
