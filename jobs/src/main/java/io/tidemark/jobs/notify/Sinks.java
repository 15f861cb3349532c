package io.tidemark.jobs.notify;

import io.tidemark.jobs.config.NotifySettings;
import io.tidemark.jobs.draft.PlainText;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.http.HttpFailure;
import io.tidemark.jobs.http.Retries;
import io.tidemark.jobs.notify.message.Digest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The services of a monitor. */
final class Sinks {
  private final Map<String, String> environment;
  private final Clock clock;
  private final Retries.Sleeper sleeper;

  /**
   * Services.
   *
   * @param environment the environment variables, in which secrets may be
   */
  Sinks(Map<String, String> environment, Clock clock, Retries.Sleeper sleeper) {
    this.environment = environment;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** The service that a sink is. */
  Sink of(NotifySettings.Sink sink) {
    SecretSource secrets = new SecretSource(environment, sink.tlsRequired());
    if (sink.slack() != null) {
      return new SlackSink(sink.slack().url(), secrets);
    }
    NotifySettings.PagerDuty pager = sink.pagerduty();
    if (pager != null) {
      return new PagerDutySink(
          pager.routingKey(), pager.url().given() ? pager.url() : null, pager.region(), secrets);
    }
    NotifySettings.Webhook hook = sink.webhook();
    if (hook == null) {
      throw new IllegalStateException("the monitor was vetted: a sink has a service");
    }
    return new WebhookSink(
        hook.url(), hook.secret().given() ? hook.secret() : null, hook.template(), secrets, clock);
  }

  /** Tells a sink; gives why it could not be told, or nothing. */
  Optional<String> tell(NotifySettings.Sink sink, Digest digest) {
    Sender sender = new Sender(sink.timeout(), new Retries(sink.attempts(), sleeper));
    try {
      for (Message message : of(sink).messages(digest)) {
        sender.send(message);
      }
      return Optional.empty();
    } catch (TidemarkException e) {
      return Optional.of(PlainText.oneLine(e.getMessage() + "; " + e.nextStep(), 400));
    } catch (HttpFailure e) {
      return Optional.of(PlainText.oneLine(String.valueOf(e.getMessage()), 400));
    }
  }

  /** The longest time that telling a sink takes. */
  static Duration longest(NotifySettings.Sink sink) {
    return sink.timeout().plus(Retries.LONGEST_PAUSE).multipliedBy(sink.attempts());
  }
}
