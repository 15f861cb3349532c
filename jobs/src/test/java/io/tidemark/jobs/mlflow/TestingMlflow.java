package io.tidemark.jobs.mlflow;

import io.tidemark.jobs.TestingPython;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real MLflow server on a free loopback port, with a data base and storage of its own. */
final class TestingMlflow {
  private static final int TRIES = 240;

  private final Process process;
  private final Path log;
  private final URI address;

  private TestingMlflow(Process process, Path log, URI address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /** Starts one and waits until it answers. */
  static TestingMlflow start(Path folder) throws Exception {
    int port = freePort();
    Path log = folder.resolve("server.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    TestingPython.environment().resolve("bin/mlflow").toString(),
                    "server",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port),
                    "--workers",
                    "1",
                    "--backend-store-uri",
                    "sqlite:///" + folder.resolve("mlflow.db"),
                    "--serve-artifacts",
                    "--artifacts-destination",
                    folder.resolve("artifacts").toString()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(TestingPython.QUIET);
    TestingMlflow server =
        new TestingMlflow(builder.start(), log, URI.create("http://127.0.0.1:" + port));
    server.awaitHealth();
    return server;
  }

  /** Its address. */
  URI address() {
    return address;
  }

  /** Asks its REST interface. */
  String get(String path) throws Exception {
    return send(path, HttpRequest.newBuilder(address.resolve(path)));
  }

  /** Sends JSON to its REST interface. */
  String post(String path, String json) throws Exception {
    return send(
        path,
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private static String send(String path, HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private void awaitHealth() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest health = HttpRequest.newBuilder(address.resolve("/health")).build();
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      try {
        if (client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // It is starting still.
        TimeUnit.MILLISECONDS.sleep(500);
      }
    }
    String said = Files.readString(log);
    close();
    throw new AssertionError("the MLflow server does not answer:\n" + said);
  }

  /** Stops the server and the workers that it started. */
  void close() throws InterruptedException {
    List<ProcessHandle> workers = process.descendants().toList();
    process.destroy();
    process.waitFor(10, TimeUnit.SECONDS);
    process.destroyForcibly();
    workers.forEach(ProcessHandle::destroyForcibly);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
