package io.tidemark.jobs.notify;

import io.tidemark.jobs.config.SecretReference;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.notify.message.Digest;
import io.tidemark.jobs.notify.message.DigestJson;
import io.tidemark.jobs.notify.message.JsonTemplate;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service that takes JSON.
 *
 * @param secret what the body is signed with; null if it is not
 * @param template template of the body; null for the digest as it is
 */
record WebhookSink(
    SecretReference url,
    @Nullable SecretReference secret,
    @Nullable String template,
    SecretSource secrets,
    Clock clock)
    implements Sink {
  private static final String DELIVERY_HEADER = "Tidemark-Delivery";

  @Override
  public String service() {
    return "webhook";
  }

  @Override
  public String preview(Digest digest) {
    if (template == null) {
      return DigestJson.of(digest).toString();
    }
    try {
      return JsonTemplate.of(template).render(digest);
    } catch (IllegalArgumentException e) {
      throw new TidemarkException(
          ErrorCode.NOTIFICATION_FAILED,
          "the template " + e.getMessage(),
          null,
          "mend it, and try it with: tidemark notify --dry-run",
          e);
    }
  }

  @Override
  public List<Message> messages(Digest digest) {
    URI address = secrets.address(url);
    String body = preview(digest);
    List<String> hidden = new ArrayList<>(SecretSource.secretsOf(address));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(DELIVERY_HEADER, digest.delivery());
    if (secret != null) {
      String key = secrets.value(secret);
      hidden.add(key);
      Instant now = clock.instant();
      headers.put(Signature.TIME_HEADER, Long.toString(now.getEpochSecond()));
      headers.put(Signature.HEADER, Signature.of(key, now, body));
    }
    return List.of(new Message(address, headers, body, hidden));
  }
}
