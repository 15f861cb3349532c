package io.tidemark.jobs.config;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.http.Secrets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is; never the secret itself.
 *
 * @param env name of an environment variable; null for none
 * @param file path of a file; null for none
 */
public record SecretReference(@Nullable String env, @Nullable String file) {
  /** Whether it is anywhere. */
  public boolean given() {
    return env != null || file != null;
  }

  /** Where it is. */
  public String inWords() {
    return env == null ? "the file `" + file + "`" : "the environment variable " + env;
  }

  /**
   * The secret; nothing if it is not set, or empty.
   *
   * @param environment the environment variables
   * @throws TidemarkException if it cannot be read or sent; the message does not show it
   */
  public Optional<String> find(Map<String, String> environment) {
    return env != null
        ? Secrets.ofVariable(environment, env)
        : Secrets.ofFile(String.valueOf(file));
  }

  /** What is said where nothing is found. */
  public String missing() {
    return inWords() + " is " + (env == null ? "empty" : "not set or empty");
  }

  /**
   * The secret.
   *
   * @param environment the environment variables
   * @throws TidemarkException if there is none; the message does not show it
   */
  public String value(Map<String, String> environment) {
    return find(environment)
        .orElseThrow(
            () ->
                new TidemarkException(
                    ErrorCode.CONFIG_INVALID,
                    missing(),
                    null,
                    "set it for the process that runs Tidemark",
                    null));
  }
}
