package io.tidemark.jobs.outputs;

import io.tidemark.jobs.http.HttpCalls;
import io.tidemark.jobs.http.HttpFailure;
import io.tidemark.jobs.http.Retries;
import io.tidemark.jobs.http.Secrets;
import io.tidemark.reports.RunResult;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends outputs to servers, each request a bounded number of times. */
final class OutputServers {
  /** The token for the OpenLineage endpoint, or with {@code _FILE} behind it the file with it. */
  static final String API_KEY = "OPENLINEAGE_API_KEY";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LONGEST_ANSWER = 200;

  private final Retries retries;
  private final Map<String, String> environment;

  OutputServers(Retries retries, Map<String, String> environment) {
    this.retries = retries;
    this.environment = environment;
  }

  /**
   * Puts metrics in place of those that the last run of the same kind left there.
   *
   * @param address the Pushgateway's
   */
  void push(String address, RunResult run, String metrics) throws HttpFailure {
    URI target =
        URI.create(
            address.replaceAll("/+$", "")
                + "/metrics/job/tidemark/monitor/"
                + encoded(run.monitor())
                + "/environment/"
                + encoded(run.environment())
                + "/command/"
                + encoded(run.command()));
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            .PUT(BodyPublishers.ofString(metrics))
            .build();
    send("PUT " + target.getRawPath(), request, List.of());
  }

  /** Posts events in their order. */
  void post(String address, List<String> events) throws HttpFailure {
    Optional<String> token = Secrets.ofVariableOrFile(environment, API_KEY);
    for (String event : events) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(address))
              .header("Content-Type", "application/json; charset=utf-8")
              .POST(BodyPublishers.ofString(event));
      token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
      send("POST " + URI.create(address).getRawPath(), request.build(), token.stream().toList());
    }
  }

  private void send(String what, HttpRequest request, List<String> secrets) throws HttpFailure {
    HttpCalls calls = new HttpCalls(TIMEOUT, text -> Secrets.hide(text, secrets));
    retries.run(
        () -> {
          HttpResponse<String> answer = calls.send(what, request, TIMEOUT);
          int status = answer.statusCode();
          if (HttpCalls.succeeded(status)) {
            return status;
          }
          throw new HttpFailure(
              what + " was answered with status " + status + said(answer.body(), secrets),
              HttpCalls.passing(status),
              null,
              null);
        });
  }

  private static String said(String body, List<String> secrets) {
    String line = Secrets.hide(body, secrets).lines().findFirst().orElse("").strip();
    String shown = line.length() > LONGEST_ANSWER ? line.substring(0, LONGEST_ANSWER) : line;
    return shown.isEmpty() ? "" : ": " + shown;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
