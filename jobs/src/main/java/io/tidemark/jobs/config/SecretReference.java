package io.tidemark.jobs.config;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is found; never the secret itself. One of the two is given.
 *
 * @param env name of an environment variable
 * @param file path of a file that holds nothing else
 */
public record SecretReference(@Nullable String env, @Nullable String file) {

  /**
   * The secret.
   *
   * @param use what it is for, to tell people
   * @param environment the environment variables
   * @throws TidemarkException if it is not there or cannot be sent; the message does not show it
   */
  public String resolve(String use, Map<String, String> environment) {
    String value =
        file == null ? environment.getOrDefault(String.valueOf(env), "") : read(use, file);
    if (value.isEmpty()) {
      throw unusable(
          use,
          file == null
              ? "the environment variable " + env + " is not set or empty"
              : "the file " + file + " is empty",
          null);
    }
    if (value.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw unusable(use, "its value has a line break or another control character", null);
    }
    return value;
  }

  private static String read(String use, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | InvalidPathException e) {
      throw unusable(use, "the file " + file + " cannot be read as text", e);
    }
  }

  private static TidemarkException unusable(String use, String fact, @Nullable Exception cause) {
    return new TidemarkException(
        ErrorCode.CONFIG_INVALID,
        "there is no secret for " + use + ": " + fact,
        null,
        "set it where the process runs; a secret is never shown, and never stands in a monitor file",
        cause);
  }
}
