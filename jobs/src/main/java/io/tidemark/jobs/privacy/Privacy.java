package io.tidemark.jobs.privacy;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.PrivacySettings;
import io.tidemark.jobs.config.SecretReference;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.privacy.CategoryNames;
import io.tidemark.reports.privacy.ResultPrivacy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a monitor hides in its results, with the key that its environment holds. */
public final class Privacy {
  private static final int SHORTEST_KEY = 16;

  private Privacy() {}

  /**
   * The step from a result to one that may be kept and shown; changes nothing where the monitor has
   * no {@code privacy}.
   *
   * @param environment the environment variables
   * @throws TidemarkException if there is no key, or too short a one
   */
  public static UnaryOperator<RunResult> of(Monitor monitor, Map<String, String> environment) {
    PrivacySettings settings = monitor.privacy();
    return settings == null
        ? UnaryOperator.identity()
        : new ResultPrivacy(
            settings.minRows(),
            names(settings, environment),
            monitor.inference() == null ? null : monitor.inference().modelVersion());
  }

  /** The name by which a check's number is stored: the SQL in it may quote a category. */
  public static UnaryOperator<String> metrics(Monitor monitor, Map<String, String> environment) {
    PrivacySettings settings = monitor.privacy();
    return settings == null ? UnaryOperator.identity() : names(settings, environment)::literals;
  }

  private static CategoryNames names(PrivacySettings settings, Map<String, String> environment) {
    SecretReference reference = settings.key();
    String key = reference.find(environment).orElseThrow(() -> refused(reference.missing()));
    if (key.length() < SHORTEST_KEY) {
      throw refused(
          "%s has %d characters, but a key of %d or more is needed"
              .formatted(reference.inWords(), key.length(), SHORTEST_KEY));
    }
    return new CategoryNames(key.getBytes(StandardCharsets.UTF_8), settings.show());
  }

  private static TidemarkException refused(String fact) {
    return new TidemarkException(
        ErrorCode.CONFIG_INVALID,
        "the key of `privacy` cannot be used: " + fact,
        null,
        "put random characters there, for example those that `openssl rand -hex 32` prints; the"
            + " same ones for every run whose hashes are to be compared",
        null);
  }
}
