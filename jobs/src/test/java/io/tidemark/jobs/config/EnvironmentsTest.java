package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.jobs.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key {@code environments} of a monitor, and secrets by reference. */
class EnvironmentsTest {
  private static final String MONITOR =
      """
      monitor: m
      environment: dev
      table: base
      where: id > 0
      checks:
        - size: {min: 10}
      drift:
        alpha: 0.01
        thresholds:
          psi: {warn: 0.1, drift: 0.25}
      environments:
        dev:
          out: out/dev
        prod:
          table: other
          out: out/prod
          where:
          checks:
            - size: {min: 1000}
            - columns_count: {min: 2}
          drift:
            thresholds:
              psi: {drift: 0.2}
          registry: {approval: required}
      """;

  private static Monitor parse(String text, Map<String, String> overrides) {
    return new MonitorLoader().parse("m.yaml", text, overrides);
  }

  private static List<String> problems(String text, Map<String, String> overrides) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> parse(text, overrides));
    assertThat(e).as("the monitor was accepted:%n%s", text).isNotNull();
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void theEnvironmentOfTheFileIsLaidOverTheRest() {
    Monitor dev = parse(MONITOR, Map.of());

    assertThat(dev.environment()).isEqualTo("dev");
    assertThat(dev.out()).isEqualTo("out/dev");
    assertThat(dev.table()).isEqualTo("base");
    assertThat(dev.checks()).hasSize(1);
    assertThat(dev.ownsStore()).isTrue();
  }

  @Test
  void mapsAreMergedListsReplacedAndEmptyValuesTakeKeysAway() {
    Monitor prod = parse(MONITOR, Map.of("environment", "prod"));

    assertThat(prod.environment()).isEqualTo("prod");
    assertThat(prod.table()).isEqualTo("other");
    assertThat(prod.where()).isNull();
    assertThat(prod.checks()).hasSize(2);
    assertThat(prod.drift().alpha()).isEqualTo(0.01);
    assertThat(prod.drift().thresholds()).containsEntry("psi", new Monitor.Threshold(0.1, 0.2));
    assertThat(prod.registry().approvalRequired("prod")).isTrue();
  }

  @Test
  void otherOverridesGoOverTheEnvironment() {
    assertThat(parse(MONITOR, Map.of("environment", "'prod'", "table", "third")).table())
        .isEqualTo("third");
  }

  @Test
  void withoutEnvironmentsTheNameAloneIsTaken() {
    Monitor monitor = parse("monitor: m\ntable: t\n", Map.of("environment", "'qa'"));

    assertThat(monitor.environment()).isEqualTo("qa");
    assertThat(monitor.ownsStore()).isFalse();
  }

  @Test
  void anEnvironmentThatTheFileDoesNotHaveIsRefused() {
    assertThat(problems(MONITOR, Map.of("environment", "prd")))
        .containsExactly(
            "--environment: environment `prd` is not among `environments` (dev, prod); did you mean `prod`?");
    assertThat(problems(MONITOR.replace("environment: dev", "environment: qa"), Map.of()))
        .containsExactly("m.yaml:2: environment `qa` is not among `environments` (dev, prod)");
  }

  @Test
  void mistakesOfAllEnvironmentsAreReportedAtOnceWithTheirLines() {
    String wrong =
        MONITOR
            .replace("out: out/dev", "out: out/dev\n    chekcs: []")
            .replace("registry: {approval: required}", "registry: {approval: maybe}");

    assertThat(problems(wrong, Map.of()))
        .anySatisfy(p -> assertThat(p).startsWith("m.yaml:14: ").contains("`chekcs`"))
        .anySatisfy(p -> assertThat(p).startsWith("m.yaml:25: ").contains("maybe"))
        .hasSize(2);
  }

  @Test
  void whatNamesTheEnvironmentCannotBeItsOwn() {
    assertThat(problems(MONITOR.replace("table: other", "monitor: n"), Map.of()))
        .containsExactly(
            "m.yaml:15: `monitor` of environment `prod` cannot be its own; give it once, at the top of the file");
  }

  @ParameterizedTest
  @CsvSource({
    "out/dev",
    "./out/../out/dev/",
    "out/dev/deeper",
    "out",
  })
  void noEnvironmentMayWriteIntoThePlaceOfAnother(String out) {
    assertThat(problems(MONITOR.replace("out: out/prod", "out: " + out), Map.of()))
        .containsExactly(
            "m.yaml:14: environments `dev` and `prod` would write to `out/dev` and `%s`; give each an `out` of its own, none within another"
                .formatted(out));
  }

  @Test
  void norMayOneThatIsGivenOnTheCommandLine() {
    assertThat(problems(MONITOR, Map.of("out", "out/prod")))
        .singleElement()
        .asString()
        .contains("would write to `out/prod` and `out/prod`");
  }

  @Test
  void aPlaceThatIsNoUriIsNotReportedHere() {
    assertThat(parse(MONITOR.replace("out: out/prod", "out: 's3a://b/{x}'"), Map.of()).out())
        .isEqualTo("out/dev");
  }

  @Test
  void placesWithALikeNameAreNotWithinEachOther() {
    assertThat(parse(MONITOR.replace("out: out/prod", "out: out/dev2"), Map.of()).out())
        .isEqualTo("out/dev");
  }

  @Test
  void placeCredentialsAndHousekeepingDoNotBearOnResults() {
    String with =
        "monitor: m\ntable: t\ncredentials: {fs.s3a.secret.key: {value_env: A_KEY}}\nhousekeeping: {keep: P1D}\n";

    assertThat(MonitorLoader.canonical(parse(with, Map.of())))
        .isEqualTo(MonitorLoader.canonical(parse("monitor: m\ntable: t\n", Map.of())));
  }

  @Test
  void aSecretComesFromTheEnvironmentOrAFileAndIsNeverShown(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "s3cret\n");
    Map<String, String> variables = Map.of("KEY", "hidden", "BROKEN", "a\nb");

    assertThat(new Credential("KEY", null).value().value(variables)).isEqualTo("hidden");
    assertThat(new Credential(null, file.toString()).value().value(variables)).isEqualTo("s3cret");
    assertThat(failure(new SecretReference("NONE", null), variables))
        .isEqualTo("the environment variable NONE is not set or empty");
    assertThat(failure(new SecretReference(null, folder + "/none"), variables))
        .isEqualTo("the file `" + folder + "/none` cannot be used: it cannot be read as text");
    assertThat(failure(new SecretReference("BROKEN", null), variables))
        .isEqualTo(
            "the environment variable BROKEN cannot be used: its value has a line break or another control character");
  }

  @Test
  void aSecretInTheFileItselfIsRefused() {
    assertThat(problems("monitor: m\ntable: t\ncredentials: {fs.s3a.secret.key: abc}\n", Map.of()))
        .containsExactly(
            "m.yaml:3: `credentials.fs.s3a.secret.key` must be a map, not something that is not shown, since it may be a secret");
    assertThat(
            problems(
                "monitor: m\ntable: t\ncredentials: {fs.s3a.secret.key: {value_env: A_KEY, value_file: /a}}\n",
                Map.of()))
        .containsExactly(
            "m.yaml:3: `credentials.fs.s3a.secret.key` must have exactly one entry, `value_env` or `value_file`");
  }

  @Test
  void filesAreNotVacuumedWhileQueriesMayReadThem() {
    assertThat(problems("monitor: m\ntable: t\nhousekeeping: {vacuum_after: P6D}\n", Map.of()))
        .singleElement()
        .asString()
        .startsWith("m.yaml:3: `housekeeping.vacuum_after` is `PT144H`");
  }

  private static String failure(SecretReference secret, Map<String, String> variables) {
    TidemarkException e =
        catchThrowableOfType(TidemarkException.class, () -> secret.value(variables));
    return String.valueOf(e.getMessage());
  }
}
