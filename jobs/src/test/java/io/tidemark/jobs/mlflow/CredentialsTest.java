package io.tidemark.jobs.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.error.TidemarkException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials come from the environment and stay hidden. */
class CredentialsTest {
  @TempDir private Path folder;

  @Test
  void withoutVariablesThereAreNone() {
    assertThat(Credentials.of(Map.of()).header()).isEmpty();
    assertThat(Credentials.of(Map.of("MLFLOW_TRACKING_USERNAME", "ann")).header()).isEmpty();
  }

  @Test
  void aUserWithAPasswordComesBeforeAToken() {
    Credentials both =
        Credentials.of(
            Map.of(
                "MLFLOW_TRACKING_USERNAME",
                "ann",
                "MLFLOW_TRACKING_PASSWORD",
                "secret",
                "MLFLOW_TRACKING_TOKEN",
                "token"));

    assertThat(both.header()).contains("Basic YW5uOnNlY3JldA==");
    assertThat(both).hasToString("credentials (hidden)");
    assertThat(both.hide("secret YW5uOnNlY3JldA== ann")).isEqualTo("*** *** ann");
  }

  @Test
  void aFileMayHoldTheSecret() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "from-a-file\n");

    assertThat(Credentials.of(Map.of("MLFLOW_TRACKING_TOKEN_FILE", file.toString())).header())
        .contains("Bearer from-a-file");
    assertThatThrownBy(
            () ->
                Credentials.of(
                    Map.of("MLFLOW_TRACKING_TOKEN_FILE", folder.resolve("none").toString())))
        .isInstanceOf(TidemarkException.class)
        .hasMessage(
            "the environment variable MLFLOW_TRACKING_TOKEN_FILE cannot be used: the file it names cannot be read as text");
  }

  @Test
  void aValueThatCannotBeSentIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> Credentials.of(Map.of("MLFLOW_TRACKING_TOKEN", "se\ncret")))
        .isInstanceOf(TidemarkException.class)
        .hasMessage(
            "the environment variable MLFLOW_TRACKING_TOKEN cannot be used: its value has a line break or another control character");
  }
}
