package io.tidemark.jobs.config;

import io.tidemark.checks.Anomaly;
import io.tidemark.checks.Constraint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a schema cannot say of {@code privacy}. */
final class PrivacyRules {
  private static final String POINTER = "/privacy";

  /** Kinds of check whose figure is the value of a single row, and so is not kept. */
  private static final Set<String> SINGLE_ROWS =
      Set.of("minimum", "maximum", "min_length", "max_length", "quantile");

  private PrivacyRules() {}

  /** Whether the value at a pointer may be a secret by mistake, and must not be shown. */
  static boolean mayBeSecret(String pointer) {
    return pointer.equals(POINTER) || pointer.startsWith(POINTER + "/key");
  }

  /** What is wrong in the file, by the JSON pointer of the key. */
  static Map<String, String> problems(Monitor monitor) {
    Map<String, String> problems = new LinkedHashMap<>();
    PrivacySettings settings = monitor.privacy();
    if (settings == null) {
      return problems;
    }
    if (settings.keyEnv() == null && settings.keyFile() == null) {
      problems.put(
          POINTER,
          "`privacy` has no key; name an environment variable with `key_env`, or a file with"
              + " `key_file`");
    } else if (settings.keyEnv() != null && settings.keyFile() != null) {
      problems.put(
          POINTER + "/key_file", "`privacy` has both `key_env` and `key_file`; remove one of them");
    }
    for (int i = 0; i < monitor.checks().size(); i++) {
      String pointer = "/checks/" + i;
      monitor
          .checks()
          .get(i)
          .forEach((kind, check) -> vet(kind, check, settings.show(), pointer, problems));
    }
    return problems;
  }

  private static void vet(
      String kind,
      Monitor.CheckSettings check,
      List<String> show,
      String pointer,
      Map<String, String> problems) {
    Constraint constraint;
    try {
      constraint = ConstraintSettings.constraint(kind, check);
    } catch (IllegalArgumentException e) {
      // Who vets the checks tells it.
      return;
    }
    if (constraint instanceof Anomaly anomaly
        && SINGLE_ROWS.contains(anomaly.of().kind())
        && !show.containsAll(anomaly.columns())) {
      problems.put(
          pointer,
          "the check `%s` needs earlier values of `%s`, which are those of single rows and not kept under `privacy`; name the column in `privacy.show`, or leave the check out"
              .formatted(constraint.id(), anomaly.of().id()));
    }
  }
}
