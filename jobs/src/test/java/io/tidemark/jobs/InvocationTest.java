package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.Invocation.Pinning;
import io.tidemark.reports.Pins;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationTest {

  private static Pins pins(@Nullable String against, Long... references) {
    boolean any = references.length > 0;
    return new Pins(
        "lake/flights",
        "id",
        7,
        Instant.EPOCH,
        "WRITE",
        null,
        null,
        any ? "ref-0123456789ab" : null,
        any ? references[0] : null,
        List.of(references),
        against,
        "hash",
        "0.1.0",
        null);
  }

  private static List<String> replay(Pinning pinning, Pins pins, String... arguments) {
    return new Invocation(List.of(arguments), pinning).replay(pins);
  }

  @Test
  void versionAndReferenceArePinned() {
    assertThat(
            replay(
                Pinning.REFERENCE,
                pins("reference", 3L),
                "run",
                "-c",
                "m.yaml",
                "--fail-on",
                "warn"))
        .containsExactly(
            "run", "-c", "m.yaml", "--fail-on", "warn", "--version", "7", "--reference", "3");
  }

  @Test
  void whatWasSaidOfVersionsIsReplaced() {
    assertThat(
            replay(
                Pinning.REFERENCE,
                pins("reference", 3L),
                "drift",
                "--timestamp",
                "2026-01-01",
                "--reference=2026-01-01",
                "-c",
                "m.yaml",
                "--version=9"))
        .containsExactly("drift", "-c", "m.yaml", "--version", "7", "--reference", "3");
  }

  @Test
  void aReferenceOfSeveralVersionsIsNamedByItsId() {
    assertThat(replay(Pinning.REFERENCE, pins("reference", 5L, 3L), "run"))
        .endsWith("--reference", "ref-0123456789ab");
  }

  @Test
  void aReferenceThatFollowsFromTheVersionIsNotNamed() {
    assertThat(replay(Pinning.REFERENCE, pins("previous", 6L), "run"))
        .containsExactly("run", "--version", "7");
    assertThat(replay(Pinning.REFERENCE, pins("reference"), "run"))
        .containsExactly("run", "--version", "7");
  }

  @Test
  void aCommandWithoutSuchOptionsIsPinnedAsFarAsItCanBe() {
    assertThat(replay(Pinning.VERSION, pins("reference", 3L), "score", "-c", "m.yaml"))
        .containsExactly("score", "-c", "m.yaml", "--version", "7");
    assertThat(replay(Pinning.NOTHING, pins(null), "reproduce", "model-1"))
        .containsExactly("reproduce", "model-1");
    assertThat(replay(Pinning.IMPOSSIBLE, pins(null), "retrain", "-c", "m.yaml")).isEmpty();
    assertThat(Invocation.byCode().replay(pins(null))).isEmpty();
    assertThat(new Invocation(List.of("run"), Pinning.VERSION).replay(null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--table=jdbc://me:s3cret@host/x, --table=jdbc://***@host/x",
    "mlflow.uri=https://me:s3cret@host, mlflow.uri=https://***@host",
    "some.password=s3cret, some.password=***",
    "--set=notify.signing_secret=s3cret, --set=notify.signing_secret=***",
    "https://host/x?sig=s3cret&v=1, https://host/x?sig=***&v=1",
    "abfss://lake@account.dfs.core/flights, abfss://lake@account.dfs.core/flights",
    "drift.alpha=0.01, drift.alpha=0.01"
  })
  void secretsAreBlottedOut(String typed, String kept) {
    assertThat(new Invocation(List.of("run", typed), Pinning.VERSION).arguments())
        .containsExactly("run", kept);
  }
}
