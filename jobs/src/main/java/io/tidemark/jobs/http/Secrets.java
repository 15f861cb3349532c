package io.tidemark.jobs.http;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads secrets from environment variables and files. What is wrong is said without showing one.
 */
public final class Secrets {
  private Secrets() {}

  /**
   * The value of an environment variable, or what is in the file that the variable with {@code
   * _FILE} behind it names; nothing if there is neither, or it is empty.
   *
   * @throws TidemarkException if a file cannot be read or the value cannot be sent
   */
  public static Optional<String> ofVariableOrFile(
      Map<String, String> environment, String variable) {
    Optional<String> value = ofVariable(environment, variable);
    String file = environment.get(variable + "_FILE");
    return value.isPresent() || file == null || file.isEmpty()
        ? value
        : sendable(
            "the environment variable " + variable,
            read("the environment variable " + variable + "_FILE", "the file it names", file));
  }

  /** The value of an environment variable; nothing if it is not set, or empty. Errors as above. */
  public static Optional<String> ofVariable(Map<String, String> environment, String variable) {
    String value = environment.get(variable);
    return value == null
        ? Optional.empty()
        : sendable("the environment variable " + variable, value);
  }

  /**
   * What is in a file, without white space around it; nothing if that is empty. Errors as above.
   */
  public static Optional<String> ofFile(String file) {
    String what = "the file `" + file + "`";
    return sendable(what, read(what, "it", file));
  }

  /** A text without secrets, should a server send them back. */
  public static String hide(String text, List<String> secrets) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, "***");
    }
    return hidden;
  }

  private static Optional<String> sendable(String what, String value) {
    if (value.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw refused(what, "its value has a line break or another control character", null);
    }
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static String read(String what, String it, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | InvalidPathException e) {
      throw refused(what, it + " cannot be read as text", e);
    }
  }

  private static TidemarkException refused(String what, String fact, @Nullable Throwable cause) {
    return new TidemarkException(
        ErrorCode.CONFIG_INVALID,
        what + " cannot be used: " + fact,
        null,
        "correct it; it is not shown here, since it is about a secret",
        cause);
  }
}
