package io.tidemark.jobs.config;

import io.tidemark.jobs.notify.message.FindingKind;
import io.tidemark.jobs.notify.message.Severity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom runs tell of what they find. Holds no secret, only where secrets are.
 *
 * @param sinks who is told
 * @param reportUrl address at which the folder {@code report} of the output can be read; null if it
 *     cannot
 * @param remindAfter when the same findings are told again
 * @param mostPerHour messages to one sink within an hour
 * @param onFailure {@code ignore} or {@code fail}
 */
public record NotifySettings(
    List<Sink> sinks,
    @Nullable String reportUrl,
    Duration remindAfter,
    Integer mostPerHour,
    String onFailure) {
  private static final String RECOVERY = "recovery";

  /** Fills in the defaults that the schema documents. */
  public NotifySettings {
    sinks = List.copyOf(sinks);
    remindAfter = orElse(remindAfter, Duration.ofDays(7));
    mostPerHour = orElse(mostPerHour, 12);
    onFailure = orElse(onFailure, "ignore");
  }

  /** These settings with other sinks. */
  public NotifySettings with(List<Sink> others) {
    return new NotifySettings(others, reportUrl, remindAfter, mostPerHour, onFailure);
  }

  /** Whether a message that was not taken gives a run that passed another exit code. */
  public boolean failsRun() {
    return onFailure.equals("fail");
  }

  /**
   * Who is told; one of the services is given, the others are null.
   *
   * @param name its name
   * @param when kinds of findings, and {@code recovery}; null for the default
   * @param tls {@code required} or {@code not_required}
   * @param timeout longest wait for an answer
   * @param attempts how often a request is made
   */
  public record Sink(
      String name,
      @Nullable Slack slack,
      @Nullable PagerDuty pagerduty,
      @Nullable Webhook webhook,
      @Nullable List<String> when,
      String tls,
      Duration timeout,
      Integer attempts) {

    /** Fills in the defaults that the schema documents. */
    public Sink {
      tls = orElse(tls, "required");
      timeout = orElse(timeout, Duration.ofSeconds(10));
      attempts = orElse(attempts, 4);
    }

    /** The kinds of findings it is told of. */
    public List<FindingKind> kinds() {
      if (when != null) {
        return when.stream().filter(k -> !k.equals(RECOVERY)).map(FindingKind::of).toList();
      }
      return FindingKind.defaults().stream()
          .filter(kind -> pagerduty == null || kind != FindingKind.TRIGGER)
          .toList();
    }

    /** Whether it is told that nothing holds any more. */
    public boolean recovery() {
      return when == null || when.contains(RECOVERY);
    }

    /** Whether its address must be {@code https}. */
    public boolean tlsRequired() {
      return tls.equals("required");
    }

    /** How bad findings of a kind are for it. */
    public Severity severity(FindingKind kind) {
      String own =
          pagerduty == null || pagerduty.severity() == null
              ? null
              : pagerduty.severity().get(kind.key());
      return own == null ? kind.severity() : Severity.of(own);
    }

    /** Where its secrets are, by the key without {@code _env} and {@code _file}. */
    Map<String, SecretReference> secrets() {
      Map<String, SecretReference> secrets = new LinkedHashMap<>();
      if (slack != null) {
        secrets.put("slack/url", slack.url());
      }
      if (pagerduty != null) {
        secrets.put("pagerduty/routing_key", pagerduty.routingKey());
        secrets.put("pagerduty/url", pagerduty.url());
      }
      if (webhook != null) {
        secrets.put("webhook/url", webhook.url());
        secrets.put("webhook/secret", webhook.secret());
      }
      return secrets;
    }
  }

  /** An incoming webhook of Slack. */
  public record Slack(@Nullable String urlEnv, @Nullable String urlFile) {
    /** The address. */
    public SecretReference url() {
      return new SecretReference(urlEnv, urlFile);
    }
  }

  /**
   * A service of PagerDuty.
   *
   * @param region {@code us} or {@code eu}
   * @param severity severity by kind of finding; null for the defaults
   */
  public record PagerDuty(
      @Nullable String routingKeyEnv,
      @Nullable String routingKeyFile,
      @Nullable String urlEnv,
      @Nullable String urlFile,
      String region,
      @Nullable Map<String, String> severity) {

    /** Fills in the defaults that the schema documents. */
    public PagerDuty {
      region = orElse(region, "us");
    }

    /** The integration's key. */
    public SecretReference routingKey() {
      return new SecretReference(routingKeyEnv, routingKeyFile);
    }

    /** The address, where it is not the public one. */
    public SecretReference url() {
      return new SecretReference(urlEnv, urlFile);
    }
  }

  /**
   * A service that takes JSON.
   *
   * @param template template of the body; null for the digest as it is
   */
  public record Webhook(
      @Nullable String urlEnv,
      @Nullable String urlFile,
      @Nullable String secretEnv,
      @Nullable String secretFile,
      @Nullable String template) {
    /** The address. */
    public SecretReference url() {
      return new SecretReference(urlEnv, urlFile);
    }

    /** What the body is signed with. */
    public SecretReference secret() {
      return new SecretReference(secretEnv, secretFile);
    }
  }

  private static <T> T orElse(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }
}
