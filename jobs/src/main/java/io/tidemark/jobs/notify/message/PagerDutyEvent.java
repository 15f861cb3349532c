package io.tidemark.jobs.notify.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.jobs.draft.PlainText;

/**
 * A digest as an event of PagerDuty's Events API, version 2. All events of one monitor, environment
 * and command have one key, so that there is one incident, which the recovery resolves.
 */
public final class PagerDutyEvent {
  private static final int LONGEST_SUMMARY = 1000;

  private PagerDutyEvent() {}

  /**
   * The body of the request.
   *
   * @param routingKey the secret key of the integration
   * @param resolve true to end the incident
   */
  public static String body(Digest digest, String routingKey, boolean resolve) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("routing_key", routingKey);
    root.put("event_action", resolve ? "resolve" : "trigger");
    root.put("dedup_key", digest.incident());
    Digest.Subject run = digest.subject();
    ObjectNode payload = root.putObject("payload");
    payload.put(
        "summary", PlainText.oneLine(digest.title() + ". " + run.headline(), LONGEST_SUMMARY));
    payload.put("source", run.table() == null ? run.monitor() : run.table());
    payload.put("severity", digest.severity().key());
    payload.put("timestamp", run.at().toString());
    payload.put("component", run.monitor());
    payload.put("group", run.environment());
    payload.put("class", digest.event().key());
    payload.set("custom_details", DigestJson.of(digest));
    root.put("client", "Tidemark");
    if (run.link() != null) {
      root.putArray("links").addObject().put("href", run.link()).put("text", "Report of the run");
    }
    return root.toString();
  }
}
