package io.tidemark.jobs.config;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An MLflow server with all defaults filled in.
 *
 * @param trackingUri its address, without a slash at the end; it holds no secret
 * @param experiment name of the experiment
 * @param model name of the registered model
 * @param timeout longest wait for an answer
 * @param attempts how often a request is made
 */
public record MlflowSettings(
    URI trackingUri, String experiment, String model, Duration timeout, int attempts) {
  /** The environment variable with the address. */
  public static final String VARIABLE = "MLFLOW_TRACKING_URI";

  private static final String POINTER = "/registry/mlflow/";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
  private static final int DEFAULT_ATTEMPTS = 4;

  /**
   * The server of a monitor; nothing if it publishes nowhere.
   *
   * @param environment the environment variables
   * @throws ConfigException if no address is given, or the variable holds none
   */
  public static Optional<MlflowSettings> of(Monitor monitor, Map<String, String> environment) {
    RegistrySettings.Mlflow mlflow = monitor.registry().mlflow();
    if (mlflow == null) {
      return Optional.empty();
    }
    String uri = mlflow.trackingUri() == null ? environment.get(VARIABLE) : mlflow.trackingUri();
    if (uri == null || uri.isBlank()) {
      throw new ConfigException(
          List.of(
              new Problem(
                  monitor.monitor(),
                  0,
                  "`registry.mlflow` has no `tracking_uri`, and the environment variable "
                      + VARIABLE
                      + " is not set; set one of them")));
    }
    String problem = uriProblem(uri);
    if (problem != null) {
      throw new ConfigException(List.of(new Problem(VARIABLE, 0, "the address " + problem)));
    }
    return Optional.of(
        new MlflowSettings(
            URI.create(uri.replaceAll("/+$", "")),
            orElse(mlflow.experiment(), monitor.monitor()),
            orElse(mlflow.model(), monitor.monitor() + "-" + monitor.environment()),
            orElse(mlflow.timeout(), DEFAULT_TIMEOUT),
            orElse(mlflow.attempts(), DEFAULT_ATTEMPTS)));
  }

  /** What is wrong in the file, by the JSON pointer of the key. */
  static Map<String, String> problems(Monitor monitor) {
    RegistrySettings.Mlflow mlflow = monitor.registry().mlflow();
    Map<String, String> problems = new LinkedHashMap<>();
    if (mlflow == null) {
      return problems;
    }
    String problem = mlflow.trackingUri() == null ? null : uriProblem(mlflow.trackingUri());
    if (problem != null) {
      problems.put(POINTER + "tracking_uri", "`registry.mlflow.tracking_uri` " + problem);
    }
    String model = mlflow.model();
    if (model != null && (model.contains("/") || model.contains(":"))) {
      problems.put(
          POINTER + "model",
          "`registry.mlflow.model` is `%s`, but MLflow takes no name with `/` or `:`"
              .formatted(model));
    }
    Duration timeout = mlflow.timeout();
    if (timeout != null
        && (timeout.compareTo(Duration.ofSeconds(1)) < 0
            || timeout.compareTo(LONGEST_TIMEOUT) > 0)) {
      problems.put(
          POINTER + "timeout",
          "`registry.mlflow.timeout` is `%s`, but must be between PT1S and %s"
              .formatted(timeout, LONGEST_TIMEOUT));
    }
    return problems;
  }

  /** What is wrong with an address. Never shows it: it may hold a password. */
  private static @Nullable String uriProblem(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      return "is no valid URI (it is not shown, since it may hold a secret); write it as http://HOST:PORT";
    }
    String authority = uri.getRawAuthority();
    if (text.contains("@")) {
      return "holds a user or a password (it is not shown); put them into MLFLOW_TRACKING_USERNAME and"
          + " MLFLOW_TRACKING_PASSWORD, or a token into MLFLOW_TRACKING_TOKEN";
    }
    if (authority == null
        || uri.getHost() == null
        || !List.of("http", "https").contains(uri.getScheme())) {
      return "is no address of a server; write it as http://HOST:PORT. MLflow's other stores, such as a folder, have no REST interface";
    }
    return uri.getRawQuery() == null && uri.getRawFragment() == null
        ? null
        : "has a query or a fragment (it is not shown); write it as http://HOST:PORT";
  }

  private static <T> T orElse(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }
}
