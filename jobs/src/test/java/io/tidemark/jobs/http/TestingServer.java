package io.tidemark.jobs.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that misbehaves as told. */
public final class TestingServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);

  /** What was asked for, in order. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  /** The header {@code Authorization} of each request; "none" without. */
  public final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** The headers of each request. */
  public final List<Headers> headers = new CopyOnWriteArrayList<>();

  /** The body of each request. */
  public final List<String> bodies = new CopyOnWriteArrayList<>();

  /** What to do with a request. */
  public interface Answer {
    /**
     * Answers.
     *
     * @param number of the request, from 1
     * @param body of the request
     */
    void give(HttpExchange exchange, int number, byte[] body)
        throws IOException, InterruptedException;
  }

  /** One that answers as told. */
  public TestingServer(Answer answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          String header = exchange.getRequestHeaders().getFirst("Authorization");
          authorizations.add(header == null ? "none" : header);
          headers.add(exchange.getRequestHeaders());
          byte[] body = exchange.getRequestBody().readAllBytes();
          bodies.add(new String(body, StandardCharsets.UTF_8));
          try (exchange) {
            answer.give(exchange, bodies.size(), body);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  /** One that answers everything with this status and body. */
  public static TestingServer always(int status, String body) {
    return new TestingServer((exchange, number, asked) -> send(exchange, status, body));
  }

  /** One that takes every request and answers none before its end. */
  public static TestingServer silent() {
    TestingServer[] self = new TestingServer[1];
    self[0] = new TestingServer((exchange, number, body) -> self[0].end.await());
    return self[0];
  }

  /** Answers with a status and a body. */
  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Its address. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
