package io.tidemark.jobs.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidemark.jobs.http.HttpCalls;
import io.tidemark.jobs.http.HttpFailure;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Single requests to the server, each with a bound on its time. Follows no redirect. */
final class MlflowHttp {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_MESSAGE = 300;
  private static final long MEBIBYTE = 1 << 20;

  private final String base;
  private final Duration timeout;
  private final Credentials credentials;
  private final HttpCalls calls;

  /**
   * Requests to a server.
   *
   * @param base its address, without a slash at the end
   */
  MlflowHttp(URI base, Duration timeout, Credentials credentials) {
    this.base = base.toString();
    this.timeout = timeout;
    this.credentials = credentials;
    calls = new HttpCalls(timeout, credentials::hide);
  }

  /** Address of the server. */
  String base() {
    return base;
  }

  /** Asks for something; {@code parameters} by name. */
  JsonNode get(String path, Map<String, String> parameters) throws HttpFailure {
    String query =
        parameters.entrySet().stream()
            .map(p -> p.getKey() + "=" + encoded(p.getValue()))
            .collect(Collectors.joining("&"));
    return json("GET", path, query.isEmpty() ? path : path + "?" + query, BodyPublishers.noBody());
  }

  /** Sends JSON. */
  JsonNode send(String method, String path, JsonNode body) throws HttpFailure {
    return json(method, path, path, BodyPublishers.ofString(body.toString()));
  }

  /**
   * Uploads a file.
   *
   * @param path slashes part folders; everything else is encoded
   * @param content opened once
   */
  void upload(String path, long length, Supplier<InputStream> content) throws HttpFailure {
    String encoded =
        Arrays.stream(path.split("/", -1))
            .map(MlflowHttp::encoded)
            .collect(Collectors.joining("/"));
    BodyPublisher body =
        length == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(content), length);
    HttpRequest.Builder request = request("PUT", encoded, body);
    exchange("PUT " + path, request, timeout.plusSeconds(length / MEBIBYTE));
  }

  private JsonNode json(String method, String path, String target, BodyPublisher body)
      throws HttpFailure {
    HttpRequest.Builder request =
        request(method, target, body).header("Content-Type", "application/json");
    String what = method + " " + path;
    String answer = exchange(what, request, timeout);
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new HttpFailure(
          what + " was answered by something that is no JSON: this is no MLflow server",
          false,
          null,
          e);
    }
  }

  private HttpRequest.Builder request(String method, String target, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + target)).method(method, body);
    credentials.header().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  /** The body of a successful answer. */
  private String exchange(String what, HttpRequest.Builder request, Duration longest)
      throws HttpFailure {
    return body(what, calls.send(what, request.build(), longest));
  }

  private String body(String what, HttpResponse<String> response) throws HttpFailure {
    int status = response.statusCode();
    if (HttpCalls.succeeded(status)) {
      return response.body();
    }
    JsonNode error = error(response.body());
    String message = credentials.hide(error.path("message").asText(""));
    String firstLine = message.lines().findFirst().orElse("");
    String shown =
        firstLine.length() > LONGEST_MESSAGE
            ? firstLine.substring(0, LONGEST_MESSAGE) + "..."
            : firstLine;
    throw new HttpFailure(
        what
            + " was answered with status "
            + status
            + (shown.isEmpty() ? hint(status) : ": " + shown),
        HttpCalls.passing(status),
        error.path("error_code").asText(null),
        null);
  }

  private static String hint(int status) {
    if (HttpCalls.redirects(status)) {
      return "; redirects are not followed, name the final address";
    }
    return status == 401 || status == 403
        ? "; set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
        : "";
  }

  private static JsonNode error(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      // A proxy's page: it says no more than the status.
      return MissingNode.getInstance();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
