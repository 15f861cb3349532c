package io.tidemark.jobs.mlflow;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What proves to the server who asks: {@code MLFLOW_TRACKING_USERNAME} with {@code
 * MLFLOW_TRACKING_PASSWORD}, else {@code MLFLOW_TRACKING_TOKEN}, as in MLflow's own client. Each
 * may instead be in a file that is named by the variable with {@code _FILE} behind it. Never shown.
 */
final class Credentials {
  private final @Nullable String header;
  private final List<String> secrets;

  private Credentials(@Nullable String header, List<String> secrets) {
    this.header = header;
    this.secrets = secrets;
  }

  /**
   * Those of the environment variables; none if there are none.
   *
   * @throws TidemarkException if a file cannot be read or a value cannot be sent
   */
  static Credentials of(Map<String, String> environment) {
    String user = value(environment, "MLFLOW_TRACKING_USERNAME");
    String password = value(environment, "MLFLOW_TRACKING_PASSWORD");
    String token = value(environment, "MLFLOW_TRACKING_TOKEN");
    if (user != null && password != null) {
      String both =
          Base64.getEncoder()
              .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
      return new Credentials("Basic " + both, List.of(password, both));
    }
    return token == null
        ? new Credentials(null, List.of())
        : new Credentials("Bearer " + token, List.of(token));
  }

  /** Value of the header {@code Authorization}. */
  Optional<String> header() {
    return Optional.ofNullable(header);
  }

  /** A text without the secrets, should a server send them back. */
  String hide(String text) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, "***");
    }
    return hidden;
  }

  /** Says nothing of the secrets. */
  @Override
  public String toString() {
    return header == null ? "no credentials" : "credentials (hidden)";
  }

  private static @Nullable String value(Map<String, String> environment, String variable) {
    String value = environment.get(variable);
    String file = environment.get(variable + "_FILE");
    if ((value == null || value.isEmpty()) && file != null && !file.isEmpty()) {
      value = read(variable + "_FILE", file);
    }
    if (value == null || value.isEmpty()) {
      return null;
    }
    if (value.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw refused(variable, "its value has a line break or another control character", null);
    }
    return value;
  }

  private static String read(String variable, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | InvalidPathException e) {
      throw refused(variable, "the file it names cannot be read as text", e);
    }
  }

  private static TidemarkException refused(
      String variable, String fact, @Nullable Throwable cause) {
    return new TidemarkException(
        ErrorCode.CONFIG_INVALID,
        "the environment variable " + variable + " cannot be used: " + fact,
        null,
        "correct it; it is not shown here, since it is about a secret",
        cause);
  }
}
