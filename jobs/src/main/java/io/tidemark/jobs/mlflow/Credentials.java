package io.tidemark.jobs.mlflow;

import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.http.Secrets;
import java.nio.charset.StandardCharsets;
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
    return Secrets.hide(text, secrets);
  }

  /** Says nothing of the secrets. */
  @Override
  public String toString() {
    return header == null ? "no credentials" : "credentials (hidden)";
  }

  private static @Nullable String value(Map<String, String> environment, String variable) {
    return Secrets.ofVariableOrFile(environment, variable).orElse(null);
  }
}
