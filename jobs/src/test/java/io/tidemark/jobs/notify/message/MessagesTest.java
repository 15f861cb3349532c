package io.tidemark.jobs.notify.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.notify.TestingRuns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of a digest, with friendly texts and with others. */
class MessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant AT = Instant.parse("2026-05-01T10:00:00Z");
  private static final String HOSTILE =
      "\"}],\"x\":[{\" <!channel> <@U1> *bold* `code` :fire: {{title}} \\ \n"
          + "\u202e\u0000 \ud83d\udd25 <script>";

  private static Digest digest(Digest.Event event, List<Finding> findings, String report) {
    return new Digest(
        event,
        "delivery-1",
        "tidemark/flights/dev/run",
        new Digest.Subject(
            "flights",
            "dev",
            "run",
            "run-1",
            "FAIL",
            "Of 9 checks 1 failed.",
            "lake/flights",
            4L,
            AT,
            report),
        findings.stream().map(f -> new Digest.Told(f, f.kind().severity())).toList(),
        event == Digest.Event.RECOVERY ? List.of("checks/check/a/FAIL") : List.of(),
        Severity.ERROR);
  }

  private static Digest hostile() {
    return digest(
        Digest.Event.FINDINGS, Findings.of(TestingRuns.checks(4, HOSTILE)), "out/report.html");
  }

  private static JsonNode slack(Digest digest) throws Exception {
    return JSON.readTree(SlackMessage.body(digest));
  }

  private static List<String> types(JsonNode slack) {
    List<String> types = new ArrayList<>();
    slack.path("blocks").forEach(block -> types.add(block.path("type").asText()));
    return types;
  }

  @Test
  void slackGetsBlocksWithALinkToTheReport() throws Exception {
    JsonNode slack =
        slack(
            digest(
                Digest.Event.FINDINGS,
                Findings.of(TestingRuns.checks(4, "a is low")),
                "https://r.example/runs/run-1.html"));

    assertThat(types(slack)).containsExactly("header", "section", "section", "context", "actions");
    assertThat(slack.at("/blocks/0/text/text").asText()).isEqualTo("flights (dev): 1 finding");
    assertThat(slack.at("/blocks/2/text/text").asText()).isEqualTo("\u2022 check: a is low");
    assertThat(slack.at("/blocks/3/elements/0/text").asText())
        .isEqualTo("lake/flights@4, run run-1 at " + AT);
    assertThat(slack.at("/blocks/4/elements/0/url").asText())
        .isEqualTo("https://r.example/runs/run-1.html");
    assertThat(slack.path("text").asText())
        .isEqualTo("flights (dev): 1 finding - Of 9 checks 1 failed.");
  }

  @Test
  void nothingOfTheDataIsAMentionOrMarkupInSlack() throws Exception {
    JsonNode slack = slack(hostile());

    assertThat(slack.toString()).doesNotContain("<", ">", "\u202e", "mrkdwn\":true");
    slack
        .findParents("text")
        .forEach(
            node -> {
              if (node.path("text").isTextual() && node.has("type")) {
                assertThat(node.path("type").asText()).isEqualTo("plain_text");
                assertThat(node.path("emoji").asBoolean(true)).isFalse();
              }
            });
    assertThat(slack.at("/blocks/2/text/text").asText())
        .contains("&lt;!channel&gt; &lt;@U1&gt; *bold*", "\ud83d\udd25", "\\u202e\\u0000");
  }

  @Test
  void manyLongFindingsStayWithinTheLimitsOfEachService() throws Exception {
    String[] ids =
        IntStream.range(0, 500).mapToObj(i -> "<&>".repeat(3_500) + i).toArray(String[]::new);
    Digest digest =
        digest(Digest.Event.FINDINGS, Findings.of(TestingRuns.checks(4, ids)), "report.html");

    JsonNode slack = slack(digest);
    assertThat(slack.path("blocks").size()).isLessThanOrEqualTo(50);
    slack
        .path("blocks")
        .forEach(
            block ->
                assertThat(block.at("/text/text").asText().length()).isLessThanOrEqualTo(3000));
    assertThat(slack.toString()).contains("and 480 more");
    JsonNode pager = JSON.readTree(PagerDutyEvent.body(digest, "key", false));
    assertThat(pager.at("/payload/summary").asText().length()).isLessThanOrEqualTo(1024);
    assertThat(pager.at("/payload/custom_details/findings_left_out").asInt()).isEqualTo(450);
    assertThat(pager.toString().length()).isLessThan(100_000);
    assertThat(digest.findings()).extracting(t -> t.finding().key()).doesNotHaveDuplicates();
  }

  @Test
  void pagerDutyOpensAndResolvesOneIncident() throws Exception {
    JsonNode opened =
        JSON.readTree(
            PagerDutyEvent.body(
                digest(
                    Digest.Event.FINDINGS,
                    Findings.of(TestingRuns.checks(4, "a")),
                    "https://r.example/run-1.html"),
                "key",
                false));
    JsonNode resolved =
        JSON.readTree(
            PagerDutyEvent.body(digest(Digest.Event.RECOVERY, List.of(), "r.html"), "key", true));

    assertThat(opened.path("event_action").asText()).isEqualTo("trigger");
    assertThat(opened.at("/payload/severity").asText()).isEqualTo("error");
    assertThat(opened.at("/payload/source").asText()).isEqualTo("lake/flights");
    assertThat(opened.at("/links/0/href").asText()).isEqualTo("https://r.example/run-1.html");
    assertThat(resolved.path("event_action").asText()).isEqualTo("resolve");
    assertThat(resolved.path("dedup_key"))
        .isEqualTo(opened.path("dedup_key"))
        .hasToString("\"tidemark/flights/dev/run\"");
    assertThat(resolved.at("/payload/summary").asText()).startsWith("flights (dev): recovered.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\": \"{{#findings}}{{kind}}: {{text}}{{^-last}}, {{/-last}}{{/findings}}\"}",
        "{\"text\": \"{{{title}}} {{&headline}} {{#findings}}{{{text}}}{{/findings}}\"}"
      })
  void noTextLeavesTheStringItStandsInWithTwoBracesOrThree(String template) throws Exception {
    JsonNode body = JSON.readTree(JsonTemplate.of(template).render(hostile()));

    assertThat(body.size()).isEqualTo(1);
    assertThat(body.path("text").asText()).contains("\"}],\"x\":[{\" <!channel>", "{{title}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\": \"{{titel}}\"} | cannot be used: No method or field with name 'titel'",
        "{\"a\": \"{{title.getClass}}\"} | cannot be used: ",
        "{\"a\": {{title}}} | gives no JSON: ",
        "{\"a\": 1} {} | gives no JSON: ",
        "{{#findings}} | cannot be used: ",
        "{{>/etc/passwd}} | includes another template with `{{>`; write it in one piece"
      })
  void aTemplateThatCannotWorkIsRefusedBeforeItIsUsed(String template, String problem) {
    assertThat(JsonTemplate.problem(template))
        .hasValueSatisfying(p -> assertThat(p).startsWith(problem));
  }

  @Test
  void sectionsWithinSectionsDoNotFillTheMemory() {
    String[] ids = IntStream.range(0, 50).mapToObj(i -> "c" + i).toArray(String[]::new);
    Digest digest = digest(Digest.Event.FINDINGS, Findings.of(TestingRuns.checks(4, ids)), "r");
    String template = "\"" + "{{#findings}}".repeat(8) + "x" + "{{/findings}}".repeat(8) + "\"";

    assertThatThrownBy(() -> JsonTemplate.of(template).render(digest))
        .hasMessageContaining("gives more than 200000 characters");
  }
}
