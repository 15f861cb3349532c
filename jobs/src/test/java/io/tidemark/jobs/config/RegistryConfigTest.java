package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key {@code registry} of a monitor. */
class RegistryConfigTest {
  private static final String SMALL = "monitor: m\ntable: t\n";

  private static Monitor parse(String rest) {
    return new MonitorLoader().parse("m.yaml", SMALL + rest, Map.of());
  }

  private static List<String> problems(String rest) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> parse(rest));
    assertThat(e).as("the monitor was accepted:%n%s", rest).isNotNull();
    return e.problems().stream().map(Problem::toString).toList();
  }

  private static List<String> problems(Monitor monitor, Map<String, String> environment) {
    ConfigException e =
        catchThrowableOfType(ConfigException.class, () -> MlflowSettings.of(monitor, environment));
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void productionAsksForAnApprovalUnlessItIsSaidOtherwise() {
    RegistrySettings unsaid = parse("").registry();
    assertThat(unsaid.approvalRequired("production")).isTrue();
    assertThat(unsaid.approvalRequired("dev")).isFalse();
    assertThat(parse("registry: {approval: required}\n").registry().approvalRequired("dev"))
        .isTrue();
    assertThat(
            parse("registry: {approval: not_required}\n").registry().approvalRequired("production"))
        .isFalse();
  }

  @Test
  void withoutMlflowNothingIsPublished() {
    assertThat(MlflowSettings.of(parse(""), Map.of("MLFLOW_TRACKING_URI", "http://h:1"))).isEmpty();
  }

  @Test
  void defaultsOfMlflowAreFilledInAndTheAddressMayComeFromTheEnvironment() {
    Monitor monitor = parse("environment: staging\nregistry: {mlflow: {}}\n");

    assertThat(MlflowSettings.of(monitor, Map.of("MLFLOW_TRACKING_URI", "https://host:1/base/")))
        .contains(
            new MlflowSettings(
                URI.create("https://host:1/base"), "m", "m-staging", Duration.ofSeconds(30), 4));
    assertThat(problems(monitor, Map.of()))
        .containsExactly(
            "m: `registry.mlflow` has no `tracking_uri`, and the environment variable MLFLOW_TRACKING_URI is not set; set one of them");
    assertThat(problems(monitor, Map.of("MLFLOW_TRACKING_URI", "http://ann:pw@host")))
        .singleElement()
        .satisfies(
            p ->
                assertThat(p)
                    .startsWith("MLFLOW_TRACKING_URI: the address holds a user or a password")
                    .doesNotContain("ann", "pw"));
  }

  @Test
  void settingsOfMlflowAreTaken() {
    Monitor monitor =
        parse(
            "registry: {mlflow: {tracking_uri: 'http://h:5000', experiment: e, model: x, timeout: PT5S, attempts: 2}}\n");

    assertThat(MlflowSettings.of(monitor, Map.of("MLFLOW_TRACKING_URI", "http://other:1")))
        .contains(
            new MlflowSettings(URI.create("http://h:5000"), "e", "x", Duration.ofSeconds(5), 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ann:hidden@host",
        "https://hidden@host",
        "http://h/?token=hidden",
        "http://h/#hidden",
        "http://ann:hid den@host",
        "file:///hidden",
        "hidden"
      })
  void anAddressThatCannotBeUsedIsRefusedWithoutShowingIt(String address) {
    assertThat(problems("registry: {mlflow: {tracking_uri: '" + address + "'}}\n"))
        .singleElement()
        .satisfies(
            p ->
                assertThat(p)
                    .startsWith("m.yaml:3: `registry.mlflow.tracking_uri` ")
                    .doesNotContain("hid"));
  }

  @Test
  void allMistakesAreReportedTogether() {
    assertThat(
            problems(
                "registry:\n  mlflow:\n    tracking_uri: ftp://host\n    model: a/b\n    timeout: PT0.5S\n"))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("m.yaml:5: `registry.mlflow.tracking_uri` is no address"),
            p -> assertThat(p).startsWith("m.yaml:6: `registry.mlflow.model` is `a/b`"),
            p -> assertThat(p).startsWith("m.yaml:7: `registry.mlflow.timeout` is `PT0.5S`"));
  }

  @Test
  void theRegistryDoesNotBearOnResults() {
    assertThat(MonitorLoader.canonical(parse("registry: {approval: required}\n")))
        .isEqualTo(MonitorLoader.canonical(parse("")));
  }
}
