package io.tidemark.jobs.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.jobs.TestingSpark;
import io.tidemark.jobs.config.MlflowSettings;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.http.HttpFailure;
import io.tidemark.jobs.http.Retries;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are down, slow or unwilling. */
class MlflowRegistryTest {
  private static final String SECRET = "s3cret-token";
  private static final PublishedModel MODEL =
      new PublishedModel(
          "model-1", 1, Instant.EPOCH, Map.of(), Map.of(), Map.of(), Map.of(), "nowhere");

  @TempDir private Path folder;
  private final List<Duration> pauses = new ArrayList<>();

  private MlflowRegistry registry(URI address, int attempts, Map<String, String> environment) {
    return new MlflowRegistry(
        TestingSpark.session(),
        new MlflowSettings(address, "e", "m", Duration.ofSeconds(1), attempts),
        folder.toString(),
        environment,
        Clock.systemUTC(),
        new Retries(attempts, pauses::add));
  }

  private TidemarkException failure(URI address, int attempts, Map<String, String> environment) {
    TidemarkException failure =
        catchThrowableOfType(
            TidemarkException.class, () -> registry(address, attempts, environment).publish(MODEL));
    assertThat(failure.code()).isEqualTo(ErrorCode.MLFLOW_UNAVAILABLE);
    assertThat(failure.code().exitCode()).isEqualTo(22);
    assertThat(failure)
        .hasMessage("model `model-1` is not published on the MLflow server " + address);
    assertThat(failure.nextStep())
        .contains("are kept")
        .contains("tidemark models publish model-1 --config FILE");
    return failure;
  }

  @Test
  void aServerThatIsDownIsAskedABoundedNumberOfTimes() throws Exception {
    URI address;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    TidemarkException failure = failure(address, 3, Map.of());

    assertThat(failure.reason())
        .startsWith("GET /api/2.0/mlflow/experiments/get-by-name failed:")
        .endsWith("(tried 3 times)");
    assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUpAfterTheTimeout() {
    try (TestingServer server = TestingServer.silent()) {
      TidemarkException failure = failure(server.address(), 2, Map.of());

      assertThat(failure.reason())
          .isEqualTo(
              "GET /api/2.0/mlflow/experiments/get-by-name was not answered within 1 s (tried 2"
                  + " times)");
      assertThat(server.requests).hasSize(2);
    }
  }

  @Test
  void aServerThatAnswersDropByDropIsGivenUpAfterTheTimeout() {
    try (TestingServer server =
        new TestingServer(
            (exchange, number) -> {
              exchange.sendResponseHeaders(200, 0);
              for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                Thread.sleep(100);
              }
            })) {
      assertThat(failure(server.address(), 1, Map.of()).reason())
          .endsWith("was not answered within 1 s (tried 1 time)");
    }
  }

  @Test
  void errorsOfTheServerAreTriedAgainWithGrowingPauses() {
    try (TestingServer server = TestingServer.always(503, "<html>busy</html>")) {
      TidemarkException failure = failure(server.address(), 8, Map.of());

      assertThat(failure.reason()).contains("was answered with status 503 (tried 8 times)");
      assertThat(server.requests).hasSize(8);
      assertThat(pauses)
          .extracting(Duration::toMillis)
          .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 10000L, 10000L);
    }
  }

  @Test
  void aServerThatRecoversGetsTheWholeFile() throws Exception {
    try (TestingServer server =
        new TestingServer(
            (exchange, number) -> {
              byte[] body = exchange.getRequestBody().readAllBytes();
              int status = number == 1 ? 429 : number == 2 ? 500 : 200;
              TestingServer.send(exchange, status, "");
              if (status == 200) {
                Files.write(folder.resolve("received"), body);
              }
            })) {
      MlflowHttp http =
          new MlflowHttp(server.address(), Duration.ofSeconds(5), Credentials.of(Map.of()));
      byte[] content = "content".getBytes(StandardCharsets.UTF_8);
      Retries retries = new Retries(4, pauses::add);

      retries.run(
          () -> {
            new ProxiedArtifacts(http, "1/run/artifacts")
                .put("model/a b", content.length, () -> new ByteArrayInputStream(content));
            return "";
          });

      assertThat(server.requests)
          .containsOnly("PUT /api/2.0/mlflow-artifacts/artifacts/1/run/artifacts/model/a%20b")
          .hasSize(3);
      assertThat(folder.resolve("received")).hasBinaryContent(content);
    }
  }

  @Test
  void aRefusalIsNotTriedAgainAndASecretIsNeverShown() {
    try (TestingServer server =
        TestingServer.always(401, "{\"message\": \"token " + SECRET + " is not valid\"}")) {
      TidemarkException failure =
          failure(server.address(), 5, Map.of("MLFLOW_TRACKING_TOKEN", SECRET));

      assertThat(failure.reason()).endsWith("was answered with status 401: token *** is not valid");
      assertThat(server.requests).hasSize(1);
      assertThat(server.authorizations).containsExactly("Bearer " + SECRET);
      assertThat(pauses).isEmpty();
    }
  }

  @Test
  void aPageThatIsNoJsonIsNoMlflowServer() {
    try (TestingServer server = TestingServer.always(200, "<html>Welcome</html>")) {
      assertThat(failure(server.address(), 5, Map.of()).reason())
          .endsWith("was answered by something that is no JSON: this is no MLflow server");
    }
  }

  @Test
  void aRedirectIsNotFollowedSoThatCredentialsStay() {
    try (TestingServer other = TestingServer.always(200, "{}");
        TestingServer server =
            new TestingServer(
                (exchange, number) -> {
                  exchange
                      .getResponseHeaders()
                      .set("Location", other.address() + exchange.getRequestURI().toString());
                  TestingServer.send(exchange, 302, "");
                })) {
      assertThat(failure(server.address(), 5, Map.of("MLFLOW_TRACKING_TOKEN", SECRET)).reason())
          .endsWith("status 302; redirects are not followed, name the final address");
      assertThat(other.requests).isEmpty();
    }
  }

  @Test
  void artifactsOnAStorageThatSparkDoesNotKnowAreNamed() {
    HttpFailure failure =
        catchThrowableOfType(
            HttpFailure.class,
            () ->
                new HadoopArtifacts(
                        TestingSpark.session().sparkContext().hadoopConfiguration(),
                        "nosuch://bucket/1/run/artifacts")
                    .put("model/MLmodel", 1, () -> new ByteArrayInputStream(new byte[1])));

    assertThat(failure)
        .hasMessage(
            "the server keeps its artifacts at nosuch://bucket/1/run/artifacts, for which this"
                + " Spark has no file system; start the server with --serve-artifacts, or add the"
                + " file system to Spark");
    assertThat(failure.passing()).isFalse();
  }
}
