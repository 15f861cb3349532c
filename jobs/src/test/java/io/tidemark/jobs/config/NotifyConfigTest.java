package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.jobs.notify.message.FindingKind;
import io.tidemark.jobs.notify.message.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key {@code notify} of a monitor. */
class NotifyConfigTest {
  private static final String SMALL = "monitor: m\ntable: t\n";

  private static Monitor parse(String rest) {
    return new MonitorLoader().parse("m.yaml", SMALL + rest, Map.of());
  }

  private static NotifySettings settings(String rest) {
    return Objects.requireNonNull(parse(rest).notifications());
  }

  private static List<String> problems(String rest) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> parse(rest));
    assertThat(e).as("the monitor was accepted:%n%s", rest).isNotNull();
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void defaultsAreFilledIn() {
    NotifySettings settings =
        settings(
            """
            notify:
              sinks:
              - {name: team, slack: {url_env: SLACK_URL}}
              - {name: pager, pagerduty: {routing_key_file: /run/key, severity: {drift: critical}}}
            """);

    assertThat(settings.remindAfter()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.failsRun()).isFalse();
    NotifySettings.Sink team = settings.sinks().get(0);
    assertThat(team.kinds()).containsExactlyElementsOf(FindingKind.defaults());
    assertThat(team.recovery()).isTrue();
    assertThat(team.tlsRequired()).isTrue();
    NotifySettings.Sink pager = settings.sinks().get(1);
    assertThat(pager.kinds()).doesNotContain(FindingKind.TRIGGER, FindingKind.WARNINGS);
    assertThat(pager.severity(FindingKind.DRIFT)).isEqualTo(Severity.CRITICAL);
    assertThat(pager.severity(FindingKind.CHECKS)).isEqualTo(Severity.ERROR);
  }

  @Test
  void whoIsToldDoesNotBearOnResults() {
    Monitor told = parse("notify: {sinks: [{name: team, slack: {url_env: SLACK_URL}}]}\n");

    assertThat(MonitorLoader.canonical(told)).isEqualTo(MonitorLoader.canonical(parse("")));
  }

  @Test
  void aSecretInTheFileIsRefusedWithItsLineAndNotShown() {
    List<String> problems =
        problems(
            """
            notify:
              sinks:
              - name: team
                slack:
                  url: https://hooks.example.com/services/s3cret
              - name: hook
                webhook:
                  url_env: https://example.com/s3cret
                  secret: s3cret
              - name: pager
                pagerduty: {routing_key: s3cret, url_file: "https://x/s3cret"}
              - name: flat
                slack: https://hooks.example.com/services/s3cret
              - https://hooks.example.com/services/s3cret
            """);

    assertThat(problems)
        .contains(
            "m.yaml:7: `url` would put a secret into the file (it is not shown); put it into an"
                + " environment variable or a file, and name that with `url_env` or `url_file`")
        .anyMatch(p -> p.startsWith("m.yaml:10: ") && p.contains("something that is not shown"))
        .anyMatch(p -> p.startsWith("m.yaml:11: `secret` would put a secret into the file"))
        .anyMatch(p -> p.startsWith("m.yaml:13: `routing_key` would put a secret into the file"))
        .anyMatch(p -> p.startsWith("m.yaml:13: ") && p.contains("url_file"))
        .anyMatch(p -> p.startsWith("m.yaml:15: ") && p.contains("must be a map"))
        .anyMatch(p -> p.startsWith("m.yaml:16: ") && p.contains("must be a map"))
        .noneMatch(p -> p.contains("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c", "R015ABCDEFGHIJKLMNOPQRSTUVWXYZ01"})
  void aKeyInPlaceOfTheNameOfAVariableIsRefusedAndNotShown(String key) {
    assertThat(
            problems(
                "notify: {sinks: [{name: pager, pagerduty: {routing_key_env: " + key + "}}]}\n"))
        .singleElement()
        .asString()
        .startsWith(
            "m.yaml:3: `notify.sinks[1].pagerduty.routing_key_env` is something that is not shown,"
                + " since it may be a secret, but must match")
        .doesNotContain(key);
  }

  @Test
  void whatCannotWorkIsSaidAllAtOnce() {
    assertThat(
            problems(
                """
                notify:
                  report_url: https://ann:pw@example.com
                  sinks:
                  - name: none
                  - name: both
                    slack: {url_env: A_URL, url_file: /a}
                    webhook: {}
                  - name: both
                    pagerduty: {routing_key_env: P_KEY}
                    when: [trigger]
                    timeout: PT10M
                  - name: hook
                    webhook: {url_env: H_URL, template: '{"text": {{headlin}}}'}
                """))
        .containsExactlyInAnyOrder(
            "m.yaml:4: `notify.report_url` holds a user, a password or a query (it is not shown);"
                + " everybody who is told sees it",
            "m.yaml:6: sink `none` names 0 services; give exactly one of `slack`, `pagerduty`,"
                + " `webhook`",
            "m.yaml:7: sink `both` names 2 services; give exactly one of `slack`, `pagerduty`,"
                + " `webhook`",
            "m.yaml:8: sink `both` has both `url_env` and `url_file`; remove one of them",
            "m.yaml:9: sink `both` has no url; name an environment variable with `url_env`, or a"
                + " file with `url_file`",
            "m.yaml:10: two sinks have the name `both`; what was told is kept by name",
            "m.yaml:12: sink `both` opens incidents, but nothing resolves a request for retraining;"
                + " leave `trigger` out of `when`",
            "m.yaml:13: the timeout of sink `both` is `PT10M`, but must be between PT1S and PT30S",
            "m.yaml:15: the template of sink `hook` cannot be used: No method or field with name"
                + " 'headlin' on line 1");
  }
}
