package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.error.TidemarkException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputsConfigTest {
  private static final String MONITOR = "monitor: flights\ntable: a/b\n";

  private static Monitor load(String outputs) {
    return new MonitorLoader().parse("m.yaml", MONITOR + outputs, Map.of());
  }

  @Test
  void aListOfNamesIsAMapWithoutSettings() {
    assertThat(load("outputs: [junit, prometheus]\n").outputs())
        .isEqualTo(load("outputs: {junit: {}, prometheus: {}}\n").outputs());
    assertThat(load("").outputs()).isEqualTo(Outputs.NONE);
  }

  @Test
  void outputsDoNotBearOnTheHash() {
    assertThat(MonitorLoader.canonical(load("outputs: [junit, github]\n")))
        .isEqualTo(MonitorLoader.canonical(load("")));
  }

  @Test
  void allMistakesAreNamedAtOnceAndNoPasswordIsShown() {
    assertThatThrownBy(
            () ->
                load(
                    """
                    outputs:
                      prometheus: { pushgateway: "http://me:s3cret@host", required: true }
                      openlineage: { required: true, url: "ftp://host" }
                    """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "m.yaml:4: `outputs.prometheus.pushgateway` holds a user or a password")
        .hasMessageContaining("m.yaml:5: `outputs.openlineage.url` is no address of a server")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> load("outputs: { openlineage: { required: true } }\n"))
        .hasMessageContaining(
            "`outputs.openlineage.required` has no meaning without `outputs.openlineage.url`");
    assertThatThrownBy(() -> load("outputs: [junit, promethius]\n"))
        .hasMessageContaining("must be one of junit, markdown, github, prometheus, openlineage")
        .hasMessageContaining("prometheus");
  }

  @Test
  void theCommandLineAddsAnOutputAndKeepsTheSettingsOfTheMonitor() {
    Outputs outputs =
        load("outputs: {prometheus: {dir: /x}, junit: {file: a.xml}}\n")
            .outputs()
            .with("prometheus=m.prom")
            .with("junit")
            .with("github");

    assertThat(outputs.prometheus()).isEqualTo(new Outputs.Prometheus("m.prom", "/x", null, false));
    assertThat(outputs.junit()).isEqualTo(new Outputs.FileOutput("a.xml"));
    assertThat(outputs.github()).isEqualTo(new Outputs.Github("always"));
  }

  @Test
  void anOutputThatThereIsNotIsABadArgument() {
    assertThatThrownBy(() -> Outputs.NONE.with("junnit=x"))
        .isInstanceOf(TidemarkException.class)
        .hasMessage("--output junnit is no output; did you mean `junit`?");
    assertThatThrownBy(() -> Outputs.NONE.with("github=x"))
        .hasMessage("--output github=x names no file that can be written");
  }
}
