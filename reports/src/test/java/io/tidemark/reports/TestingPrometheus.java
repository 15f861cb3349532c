package io.tidemark.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real Prometheus on loopback that scrapes texts, each as a job of its own. */
final class TestingPrometheus implements AutoCloseable {
  private static final int TRIES = 600;
  private static final long PAUSE_MILLIS = 200;
  private static final Duration EVALUATION = Duration.ofSeconds(1);

  private final HttpServer exporter;
  private final Process prometheus;
  private final String address;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * Starts one.
   *
   * @param texts what is scraped, by the name of the job
   */
  TestingPrometheus(Path folder, Path rules, Map<String, String> texts) throws IOException {
    exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StringBuilder jobs = new StringBuilder();
    texts.forEach(
        (job, text) -> {
          exporter.createContext(
              "/" + job,
              exchange -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
              });
          jobs.append(
              "  - {job_name: %s, metrics_path: /%s, static_configs: [{targets: ['127.0.0.1:%d']}]}\n"
                  .formatted(job, job, exporter.getAddress().getPort()));
        });
    exporter.start();
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s, evaluation_interval: %ds}
        rule_files: ['%s']
        scrape_configs:
        %s\
        """
            .formatted(EVALUATION.toSeconds(), rules, jobs));
    int port = freePort();
    address = "http://127.0.0.1:" + port;
    prometheus =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until a query gives so many results. */
  void await(String query, int results) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      if (prometheus.isAlive()) {
        try {
          if (query(query).size() == results) {
            return;
          }
        } catch (ConnectException e) {
          // It is still starting.
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new AssertionError("`" + query + "` never gave " + results + " results");
  }

  /** Waits until every group of rules was evaluated on all that has been scraped by now. */
  void awaitRules() throws IOException, InterruptedException {
    Instant late = Instant.now().plus(EVALUATION.multipliedBy(2));
    for (int i = 0; i < TRIES; i++) {
      List<Instant> last =
          get("rules").path("groups").findValues("lastEvaluation").stream()
              .map(time -> OffsetDateTime.parse(time.asText()).toInstant())
              .toList();
      if (!last.isEmpty() && last.stream().allMatch(late::isBefore)) {
        return;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new AssertionError("the rules were never evaluated after " + late);
  }

  /** The results of a query now. */
  JsonNode query(String query) throws IOException, InterruptedException {
    return get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)).path("result");
  }

  private JsonNode get(String what) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(address + "/api/v1/" + what)).build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode body = new JsonMapper().readTree(answer.body());
    if (!body.path("status").asText().equals("success")) {
      throw new AssertionError("`" + what + "` was answered with " + body);
    }
    return body.path("data");
  }

  /** Values of a label in the results of a query. */
  List<String> labels(String query, String label) throws IOException, InterruptedException {
    return query(query).findValues("metric").stream()
        .map(metric -> metric.path(label).asText())
        .toList();
  }

  @Override
  public void close() {
    exporter.stop(0);
    prometheus.destroy();
    try {
      if (!prometheus.waitFor(30, TimeUnit.SECONDS)) {
        prometheus.destroyForcibly();
      }
    } catch (InterruptedException e) {
      prometheus.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
