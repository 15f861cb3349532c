package io.tidemark.jobs.config;

import io.tidemark.jobs.notify.message.FindingKind;
import io.tidemark.jobs.notify.message.JsonTemplate;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a schema cannot say of {@code notify}, and what keeps secrets out of the file. */
final class NotifyRules {
  private static final String POINTER = "/notify";
  private static final Set<String> SECRET_KEYS =
      Set.of("url", "secret", "routing_key", "token", "password", "key");
  private static final Set<String> OPTIONAL = Set.of("pagerduty/url", "webhook/secret");
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Map<String, String> problems = new LinkedHashMap<>();

  private NotifyRules() {}

  /** What is wrong in the file, by the JSON pointer of the key. */
  static Map<String, String> problems(Monitor monitor) {
    NotifyRules rules = new NotifyRules();
    if (monitor.notifications() != null) {
      rules.vet(monitor.notifications());
    }
    return rules.problems;
  }

  /** Whether the value at a pointer may be a secret by mistake, and must not be shown. */
  static boolean mayBeSecret(String pointer) {
    return PrivacyRules.mayBeSecret(pointer)
        || pointer.startsWith("/credentials/")
        || pointer.matches(
            "/notify(/sinks(/\\d+(/(slack|pagerduty|webhook)(/(?!severity|template).*)?)?)?)?");
  }

  /** What is wrong with a key that would hold a secret; nothing if it would not. */
  static Optional<String> literal(String pointer, String key) {
    if (!pointer.matches("/notify/sinks/\\d+(/(slack|pagerduty|webhook))?|/privacy")
        || !SECRET_KEYS.contains(key)) {
      return Optional.empty();
    }
    return Optional.of(
        "`%s` would put a secret into the file (it is not shown); put it into an environment variable or a file, and name that with `%s_env` or `%s_file`"
            .formatted(key, key, key));
  }

  private void vet(NotifySettings settings) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < settings.sinks().size(); i++) {
      NotifySettings.Sink sink = settings.sinks().get(i);
      String pointer = POINTER + "/sinks/" + i;
      if (!names.add(sink.name())) {
        problems.put(
            pointer + "/name",
            "two sinks have the name `" + sink.name() + "`; what was told is kept by name");
      }
      vet(pointer, sink);
    }
    String problem = settings.reportUrl() == null ? null : urlProblem(settings.reportUrl());
    if (problem != null) {
      problems.put(POINTER + "/report_url", "`notify.report_url` " + problem);
    }
  }

  private void vet(String pointer, NotifySettings.Sink sink) {
    String subject = "sink `" + sink.name() + "`";
    long services =
        Stream.of(
                Optional.ofNullable(sink.slack()),
                Optional.ofNullable(sink.pagerduty()),
                Optional.ofNullable(sink.webhook()))
            .filter(Optional::isPresent)
            .count();
    if (services != 1) {
      problems.put(
          pointer,
          "%s names %d services; give exactly one of `slack`, `pagerduty`, `webhook`"
              .formatted(subject, services));
    }
    sink.secrets().forEach((key, secret) -> vet(pointer, subject, key, secret));
    if (sink.timeout().compareTo(SHORTEST) < 0 || sink.timeout().compareTo(LONGEST) > 0) {
      problems.put(
          pointer + "/timeout",
          "the timeout of %s is `%s`, but must be between %s and %s"
              .formatted(subject, sink.timeout(), SHORTEST, LONGEST));
    }
    if (sink.pagerduty() != null && sink.kinds().contains(FindingKind.TRIGGER)) {
      problems.put(
          pointer + "/when",
          subject
              + " opens incidents, but nothing resolves a request for retraining; leave `trigger`"
              + " out of `when`");
    }
    if (sink.webhook() != null && sink.webhook().template() != null) {
      JsonTemplate.problem(sink.webhook().template())
          .ifPresent(
              problem ->
                  problems.put(
                      pointer + "/webhook/template", "the template of " + subject + " " + problem));
    }
  }

  private void vet(String pointer, String subject, String key, SecretReference secret) {
    String name = key.substring(key.indexOf('/') + 1);
    String service = key.substring(0, key.indexOf('/'));
    if (secret.env() != null && secret.file() != null) {
      problems.put(
          pointer + "/" + key + "_file",
          "%s has both `%s_env` and `%s_file`; remove one of them".formatted(subject, name, name));
    } else if (!secret.given() && !OPTIONAL.contains(key)) {
      problems.put(
          pointer + "/" + service,
          "%s has no %s; name an environment variable with `%s_env`, or a file with `%s_file`"
              .formatted(subject, name.replace('_', ' '), name, name));
    }
  }

  private static @Nullable String urlProblem(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri.getRawUserInfo() == null && uri.getRawQuery() == null
            ? null
            : "holds a user, a password or a query (it is not shown); everybody who is told sees"
                + " it";
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the text: it may hold a password.
      return "is no valid URI (it is not shown, since it may hold a secret); write it as"
          + " https://HOST/PATH";
    }
    return "is no address of a server (it is not shown); write it as https://HOST/PATH";
  }
}
