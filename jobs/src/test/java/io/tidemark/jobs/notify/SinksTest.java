package io.tidemark.jobs.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tidemark.jobs.TestingProcess;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.config.NotifySettings;
import io.tidemark.jobs.http.TestingServer;
import io.tidemark.jobs.notify.message.DigestJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that take messages, and services that do not. */
class SinksTest {
  private static final String PATH = "/services/T000/B000/s3cret-path";
  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

  @TempDir private Path folder;
  private final List<Duration> pauses = new ArrayList<>();

  private static final String HOOK =
      "webhook: {url_env: H_URL, secret_env: H_SECRET}, tls: not_required, timeout: PT1S";

  private Optional<String> tell(String address, String sink) {
    NotifySettings settings =
        Objects.requireNonNull(
            new MonitorLoader()
                .parse(
                    "m.yaml",
                    "monitor: m\ntable: t\nnotify:\n  sinks:\n  - {name: s, " + sink + "}\n",
                    Map.of())
                .notifications());
    Map<String, String> environment = new HashMap<>();
    environment.put("H_URL", address);
    environment.put("H_SECRET", "s3cret-key");
    return new Sinks(environment, Clock.fixed(NOW, ZoneOffset.UTC), pauses::add)
        .tell(settings.sinks().get(0), DigestJson.sample("m", "dev", NOW));
  }

  private Optional<String> tell(TestingServer server) {
    return tell(server.address() + PATH, HOOK);
  }

  @Test
  void aMessageIsSentOnceToAServiceThatTakesIt() throws Exception {
    try (TestingServer server = TestingServer.always(202, "")) {
      assertThat(tell(server)).isEmpty();

      assertThat(server.requests).containsExactly("POST " + PATH);
      JsonNode body = new ObjectMapper().readTree(server.bodies.get(0));
      assertThat(body.path("event").asText()).isEqualTo("test");
      assertThat(server.headers.get(0).getFirst("Tidemark-Delivery"))
          .isEqualTo(body.path("delivery").asText());
      assertThat(server.headers.get(0).getFirst("Content-Type"))
          .isEqualTo("application/json; charset=utf-8");
      assertThat(pauses).isEmpty();
    }
  }

  @Test
  void errorsOfTheServerAndItsWishToBeLeftAloneArePassing() {
    try (TestingServer server =
        new TestingServer(
            (exchange, number, body) -> {
              if (number == 2) {
                exchange.getResponseHeaders().set("Retry-After", "7");
              }
              TestingServer.send(exchange, number == 1 ? 500 : number == 2 ? 429 : 200, "");
            })) {
      assertThat(tell(server)).isEmpty();

      assertThat(server.bodies).hasSize(3);
      assertThat(server.bodies.get(2)).isEqualTo(server.bodies.get(0));
      assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(7));
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() {
    try (TestingServer server = TestingServer.silent()) {
      assertThat(tell(server.address() + PATH, HOOK + ", attempts: 2"))
          .contains("the request was not answered within 1 s (tried 2 times)");
      assertThat(server.requests).hasSize(2);
    }
  }

  @Test
  void aConnectionThatIsResetIsTriedAgain() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread resets = new Thread(() -> reset(server));
      resets.setDaemon(true);
      resets.start();

      assertThat(tell("http://127.0.0.1:" + server.getLocalPort() + PATH, HOOK + ", attempts: 3"))
          .hasValueSatisfying(
              problem ->
                  assertThat(problem)
                      .startsWith("the request failed:")
                      .endsWith("(tried 3 times)"));
      assertThat(pauses).hasSize(2);
    }
  }

  private static void reset(ServerSocket server) {
    while (true) {
      try (Socket socket = server.accept()) {
        // Closing with a linger of zero sends a reset.
        socket.setSoLinger(true, 0);
        socket.getInputStream().read();
      } catch (IOException e) {
        return; // the test is over
      }
    }
  }

  @Test
  void aRefusalIsFinalAndASecretThatIsSentBackStaysHidden() {
    try (TestingServer server =
        new TestingServer(
            (exchange, number, body) ->
                TestingServer.send(
                    exchange,
                    403,
                    "no "
                        + exchange.getRequestURI()
                        + " with s3cret-key\u202e "
                        + "x".repeat(500)))) {
      assertThat(tell(server))
          .hasValueSatisfying(
              problem ->
                  assertThat(problem)
                      .startsWith(
                          "the request was answered with status 403: no *** with ***\\u202e xxx")
                      .doesNotContain("s3cret")
                      .hasSizeLessThan(300));
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void aRedirectIsNotFollowed() {
    try (TestingServer other = TestingServer.always(200, "");
        TestingServer server =
            new TestingServer(
                (exchange, number, body) -> {
                  exchange.getResponseHeaders().set("Location", other.address() + "/elsewhere");
                  TestingServer.send(exchange, 307, "");
                })) {
      assertThat(tell(server))
          .contains(
              "the request was answered with status 307; redirects are not followed, give the final"
                  + " address");
      assertThat(other.requests).isEmpty();
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void withoutTlsNothingIsSentUnlessTheMonitorAllowsIt() {
    try (TestingServer server = TestingServer.always(200, "")) {
      assertThat(tell(server.address() + PATH, "slack: {url_env: H_URL}"))
          .contains(
              "the environment variable H_URL holds an address without TLS; write it as"
                  + " https://HOST/PATH, or say `tls: not_required` in the sink");
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void aServerWhoseCertificateNobodyVouchesForGetsNothing() throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
    server.createContext("/", exchange -> requests.add(exchange.getRequestURI().toString()));
    server.start();
    try {
      assertThat(
              tell(
                  "https://127.0.0.1:" + server.getAddress().getPort() + PATH,
                  "slack: {url_env: H_URL}, attempts: 1"))
          .hasValueSatisfying(
              problem -> assertThat(problem).startsWith("the request failed:").contains("PKIX"));
      assertThat(requests).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  private SSLContext selfSigned() throws Exception {
    Path file = folder.resolve("keys.p12");
    String password = "changeit";
    TestingProcess keytool =
        TestingProcess.run(
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                password));
    assertThat(keytool.exitCode()).as(keytool.said()).isZero();
    KeyStore keys = KeyStore.getInstance(file.toFile(), password.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void aSecretThatIsMissingOrWrongIsNamedByItsPlaceOnly() throws Exception {
    Path file = Files.writeString(folder.resolve("url"), "ht tp://s3cret");

    assertThat(tell("", "slack: {url_env: H_URL}"))
        .contains(
            "the environment variable H_URL is not set or empty; set it for the process that runs"
                + " Tidemark");
    assertThat(tell("", "slack: {url_file: '" + file + "'}"))
        .contains("the file `" + file + "` holds no valid URI; write it as https://HOST/PATH");
    assertThat(tell("", "slack: {url_file: /none/there}"))
        .contains(
            "the file `/none/there` cannot be used: it cannot be read as text; correct it; it is"
                + " not shown here, since it is about a secret");
  }

  @Test
  void aTestOfPagerDutyLeavesNoIncidentOpen() throws Exception {
    try (TestingServer server = TestingServer.always(202, "")) {
      assertThat(
              tell(
                  server.address() + "/v2/enqueue",
                  "pagerduty: {routing_key_env: H_SECRET, url_env: H_URL}, tls: not_required"))
          .isEmpty();

      JsonNode first = new ObjectMapper().readTree(server.bodies.get(0));
      JsonNode second = new ObjectMapper().readTree(server.bodies.get(1));
      assertThat(first.path("routing_key").asText()).isEqualTo("s3cret-key");
      assertThat(first.path("event_action").asText()).isEqualTo("trigger");
      assertThat(first.at("/payload/summary").asText()).startsWith("TEST of m (dev)");
      assertThat(second.path("event_action").asText()).isEqualTo("resolve");
      assertThat(second.path("dedup_key")).isEqualTo(first.path("dedup_key"));
    }
  }
}
