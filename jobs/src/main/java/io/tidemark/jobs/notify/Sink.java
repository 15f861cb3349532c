package io.tidemark.jobs.notify;

import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.notify.message.Digest;
import java.util.List;

/** A service that is told. */
sealed interface Sink permits SlackSink, PagerDutySink, WebhookSink {
  /** The service in a word. */
  String service();

  /** What would be sent, as JSON without a secret. */
  String preview(Digest digest);

  /**
   * The requests that tell of a digest, with the secrets as they are now.
   *
   * @throws TidemarkException if a secret is missing or cannot be used
   */
  List<Message> messages(Digest digest);
}
