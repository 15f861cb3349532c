package io.tidemark.jobs.outputs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that keeps what it is sent and answers everything alike. */
final class TestingEndpoint implements AutoCloseable {
  private final HttpServer server;

  /** What it was sent, in order. */
  final List<Request> requests = new CopyOnWriteArrayList<>();

  record Request(String line, String body, String authorization) {}

  TestingEndpoint(int status, String answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          requests.add(
              new Request(
                  exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                  new String(body, StandardCharsets.UTF_8),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
