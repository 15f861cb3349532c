package io.tidemark.jobs.notify.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A digest for an incoming webhook of Slack, in Block Kit. All text is plain: nothing of the data
 * becomes a mention, a link, an emoji or markup.
 */
public final class SlackMessage {
  private static final int MOST_FINDINGS = 20;

  /** Slack takes 3000 characters in a section; each of ours may become five. */
  private static final int LONGEST_SECTION = 2900;

  private SlackMessage() {}

  /** The body of the request. */
  public static String body(Digest digest) {
    Digest.Subject run = digest.subject();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("text", escaped(digest.title() + " - " + run.headline()));
    root.put("mrkdwn", false);
    root.put("unfurl_links", false);
    ArrayNode blocks = root.putArray("blocks");
    // A title is short: names of monitors and environments have at most 63 characters.
    blocks.addObject().put("type", "header").set("text", plain(digest.title()));
    section(blocks, run.headline());
    sections(lines(digest)).forEach(text -> section(blocks, text));
    blocks.addObject().put("type", "context").putArray("elements").add(plain(context(run)));
    button(blocks, run.link());
    return root.toString();
  }

  private static List<String> lines(Digest digest) {
    List<String> lines = new ArrayList<>();
    digest.findings().stream()
        .limit(MOST_FINDINGS)
        .map(Digest.Told::finding)
        .forEach(finding -> lines.add("\u2022 " + finding.kind().word() + ": " + finding.text()));
    if (digest.findings().size() > MOST_FINDINGS) {
      lines.add("and " + (digest.findings().size() - MOST_FINDINGS) + " more");
    }
    digest.resolved().stream()
        .limit(MOST_FINDINGS)
        .forEach(key -> lines.add("\u2022 no longer: " + key));
    return lines;
  }

  /** As many lines together as a section takes. */
  private static List<String> sections(List<String> lines) {
    List<String> sections = new ArrayList<>();
    for (String line : lines) {
      int last = sections.size() - 1;
      if (last >= 0
          && escaped(sections.get(last)).length() + 1 + escaped(line).length() <= LONGEST_SECTION) {
        sections.set(last, sections.get(last) + "\n" + line);
      } else {
        sections.add(line);
      }
    }
    return sections;
  }

  private static String context(Digest.Subject run) {
    String table = run.table() == null ? "" : run.table() + "@" + run.version() + ", ";
    String report = run.link() == null && run.report() != null ? ", report " + run.report() : "";
    return table + "run " + run.runId() + " at " + run.at() + report;
  }

  private static void section(ArrayNode blocks, String text) {
    blocks.addObject().put("type", "section").set("text", plain(text));
  }

  private static void button(ArrayNode blocks, @Nullable String link) {
    if (link != null) {
      ObjectNode button =
          blocks.addObject().put("type", "actions").putArray("elements").addObject();
      button.put("type", "button").set("text", plain("Open the report"));
      button.put("url", link);
    }
  }

  private static ObjectNode plain(String text) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "plain_text")
        .put("text", escaped(text))
        .put("emoji", false);
  }

  /** What Slack asks to be escaped in every text; without it {@code <!channel>} calls everybody. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
