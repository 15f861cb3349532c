package io.tidemark.jobs.notify;

import io.tidemark.jobs.config.SecretReference;
import io.tidemark.jobs.notify.message.Digest;
import io.tidemark.jobs.notify.message.PagerDutyEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service of PagerDuty.
 *
 * @param url the address, where it is not the public one
 * @param region {@code us} or {@code eu}
 */
record PagerDutySink(
    SecretReference routingKey, @Nullable SecretReference url, String region, SecretSource secrets)
    implements Sink {
  @Override
  public String service() {
    return "PagerDuty";
  }

  @Override
  public String preview(Digest digest) {
    return PagerDutyEvent.body(digest, "***", resolves(digest));
  }

  @Override
  public List<Message> messages(Digest digest) {
    URI address =
        url == null
            ? URI.create(
                "https://events." + (region.equals("eu") ? "eu." : "") + "pagerduty.com/v2/enqueue")
            : secrets.address(url);
    String key = secrets.value(routingKey);
    List<String> hidden = new ArrayList<>(List.of(key));
    if (url != null) {
      hidden.addAll(SecretSource.secretsOf(address));
    }
    List<Message> messages = new ArrayList<>();
    messages.add(
        new Message(address, Map.of(), PagerDutyEvent.body(digest, key, resolves(digest)), hidden));
    if (digest.event() == Digest.Event.TEST) {
      // A test leaves no incident open.
      messages.add(new Message(address, Map.of(), PagerDutyEvent.body(digest, key, true), hidden));
    }
    return messages;
  }

  private static boolean resolves(Digest digest) {
    return digest.event() == Digest.Event.RECOVERY;
  }
}
