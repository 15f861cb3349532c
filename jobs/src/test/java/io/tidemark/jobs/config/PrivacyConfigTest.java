package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.privacy.Privacy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key {@code privacy} of a monitor. */
class PrivacyConfigTest {
  private static final String SMALL = "monitor: m\ntable: t\n";
  private static final String KEY = "0123456789abcdef";

  @TempDir private Path folder;

  private static Monitor parse(String rest) {
    return new MonitorLoader().parse("m.yaml", SMALL + rest, Map.of());
  }

  private static List<String> problems(String rest) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> parse(rest));
    assertThat(e).as("the monitor was accepted:%n%s", rest).isNotNull();
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void defaultsAreFilledIn() {
    PrivacySettings settings =
        Objects.requireNonNull(parse("privacy: {key_env: SOME_KEY}\n").privacy());

    assertThat(settings.minRows()).isEqualTo(20);
    assertThat(settings.show()).isEmpty();
  }

  @Test
  void whatIsHiddenDoesNotBearOnResults() {
    assertThat(MonitorLoader.canonical(parse("privacy: {key_env: SOME_KEY, min_rows: 5}\n")))
        .isEqualTo(MonitorLoader.canonical(parse("")));
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThat(problems("privacy: {min_rows: 1, key_env: a-b, show: [c, c], hide: [d]}\n"))
        .hasSize(4)
        .anyMatch(p -> p.contains("`privacy.min_rows` is `1`, but must be at least 2"))
        .anyMatch(p -> p.contains("`privacy.key_env`"))
        .anyMatch(p -> p.contains("`privacy.show` is a list, but must not have an entry twice"))
        .anyMatch(p -> p.contains("hide"));
    assertThat(
            problems(
                """
                privacy: {show: [a]}
                checks:
                - anomaly: {of: {minimum: {column: b}}, robust_z: 3}
                - anomaly: {of: {minimum: {column: a}}, robust_z: 3}
                - anomaly: {of: {mean: {column: b}}, robust_z: 3}
                """))
        .hasSize(2)
        .anyMatch(p -> p.contains("`privacy` has no key; name an environment variable"))
        .anyMatch(
            p ->
                p.contains("`minimum(b)`, which are those of single rows and not kept")
                    && p.startsWith("m.yaml:5"));
    assertThat(problems("privacy: {key_env: SOME_KEY, key_file: /run/key}\n"))
        .singleElement()
        .asString()
        .contains("`privacy` has both `key_env` and `key_file`");
  }

  @Test
  void aKeyInTheFileIsRefusedAndNotShown() {
    assertThat(problems("privacy: {key: hunter2-hunter2}\n"))
        .anyMatch(p -> p.contains("`key` would put a secret into the file"))
        .noneMatch(p -> p.contains("hunter2"));
    assertThat(problems("privacy: hunter2-hunter2\n")).noneMatch(p -> p.contains("hunter2"));
    assertThat(problems("privacy: {key_env: hunter2-hunter2}\n"))
        .noneMatch(p -> p.contains("hunter2"));
  }

  @Test
  void aKeyThatIsMissingEmptyOrShortIsToldWithWhatToDo() throws IOException {
    Monitor monitor = parse("privacy: {key_env: SOME_KEY}\n");
    Path file = Files.writeString(folder.resolve("key"), "short\n");
    Monitor ofFile = parse("privacy: {key_file: '%s'}\n".formatted(file));

    assertThatThrownBy(() -> Privacy.of(monitor, Map.of()))
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> {
              assertThat(e.code().exitCode()).isEqualTo(20);
              assertThat(e.getMessage())
                  .isEqualTo(
                      "the key of `privacy` cannot be used: the environment variable SOME_KEY is not"
                          + " set or empty");
              assertThat(e.nextStep()).contains("openssl rand -hex 32");
            });
    assertThatThrownBy(() -> Privacy.of(ofFile, Map.of()))
        .hasMessageContaining("the file `" + file + "` has 5 characters, but a key of 16 or more");
    assertThat(Privacy.of(monitor, Map.of("SOME_KEY", KEY))).isNotNull();
    assertThat(Privacy.metrics(monitor, Map.of("SOME_KEY", KEY)).apply("x where a = 'b'"))
        .matches("x where a = '[0-9a-f]{12}'");
    assertThat(Privacy.metrics(parse(""), Map.of()).apply("x where a = 'b'"))
        .isEqualTo("x where a = 'b'");
  }

  @Test
  void columnsThatAreNotThereAreToldTogether() {
    Monitor monitor = parse("privacy: {key_env: SOME_KEY, show: [carier, a.b, postcode]}\n");
    StructType schema =
        new StructType()
            .add("carrier", DataTypes.StringType)
            .add("a", new StructType().add("b", DataTypes.StringType));

    assertThatThrownBy(() -> PrivacyFit.require(monitor, schema, "t@1"))
        .hasMessage(
            "`privacy.show` does not fit `t@1`: column `carier` is not there, did you mean"
                + " `carrier`?; column `postcode` is not there");
  }
}
