package io.tidemark.jobs.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who does something, for the records. */
public final class Who {
  /** What the option says. */
  public static final String DESCRIPTION =
      "Who does this. Default: the environment variable TIDEMARK_USER, else the user of the operating system.";

  private Who() {}

  /** As given, else by the environment variable, else by the operating system. */
  public static String of(@Nullable String given, Map<String, String> environment) {
    String user = environment.getOrDefault("TIDEMARK_USER", "");
    String fallback = user.isBlank() ? System.getProperty("user.name", "unknown") : user;
    return given == null || given.isBlank() ? fallback : given;
  }
}
