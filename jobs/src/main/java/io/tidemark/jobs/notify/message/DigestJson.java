package io.tidemark.jobs.notify.message;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A digest as JSON: the body of a webhook without a template, and the names a template may use. */
public final class DigestJson {
  /** Version of the keys; raised on a change that breaks readers. Readers pass over new keys. */
  public static final int FORMAT_VERSION = 1;

  /** Findings beyond these are counted only. */
  public static final int MOST_FINDINGS = 50;

  private static final JsonMapper MAPPER = new JsonMapper();

  private DigestJson() {}

  /** The digest as a tree; every key is always there, and null where there is nothing. */
  public static ObjectNode of(Digest digest) {
    Digest.Subject run = digest.subject();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format_version", FORMAT_VERSION);
    root.put("event", digest.event().key());
    root.put("title", digest.title());
    root.put("delivery", digest.delivery());
    root.put("incident", digest.incident());
    root.put("monitor", run.monitor());
    root.put("environment", run.environment());
    root.put("command", run.command());
    root.put("table", run.table());
    root.put("table_version", run.version());
    root.put("run_id", run.runId());
    root.put("verdict", run.verdict());
    root.put("headline", run.headline());
    root.put("severity", digest.severity().key());
    root.put("at", run.at().toString());
    root.put("report", run.report());
    ArrayNode findings = root.putArray("findings");
    digest.findings().stream()
        .limit(MOST_FINDINGS)
        .forEach(
            told ->
                findings
                    .addObject()
                    .put("kind", told.finding().kind().key())
                    .put("key", told.finding().key())
                    .put("severity", told.severity().key())
                    .put("text", told.finding().text()));
    root.put("findings_left_out", Math.max(0, digest.findings().size() - MOST_FINDINGS));
    ArrayNode resolved = root.putArray("resolved");
    digest.resolved().stream().limit(MOST_FINDINGS).forEach(resolved::add);
    return root;
  }

  /** The same for a template. */
  static Map<String, Object> values(Digest digest) {
    return MAPPER.convertValue(of(digest), new TypeReference<Map<String, Object>>() {});
  }

  /** A digest to try sinks and templates with; its texts are as unfriendly as data can be. */
  public static Digest sample(String monitor, String environment, Instant at) {
    String text = "a finding to try with, with \"quotes\", a \\ and <!channel>";
    return new Digest(
        Digest.Event.TEST,
        "test-" + at.toEpochMilli(),
        "tidemark/" + monitor + "/" + environment + "/test",
        new Digest.Subject(
            monitor,
            environment,
            "notify",
            "none",
            "PASS",
            "This is a test. Nothing has happened, and nobody has to do anything.",
            null,
            null,
            at,
            null),
        List.of(
            new Digest.Told(
                new Finding(FindingKind.CHECKS, "checks/test", text, true), Severity.INFO)),
        List.of(),
        Severity.INFO);
  }
}
