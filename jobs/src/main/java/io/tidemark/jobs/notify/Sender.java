package io.tidemark.jobs.notify;

import io.tidemark.jobs.CodeVersion;
import io.tidemark.jobs.draft.PlainText;
import io.tidemark.jobs.http.HttpCalls;
import io.tidemark.jobs.http.HttpFailure;
import io.tidemark.jobs.http.Retries;
import io.tidemark.jobs.http.Secrets;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sends messages: each until it is taken, a bounded number of times. */
final class Sender {
  private static final int LONGEST_ANSWER = 200;

  private final Duration timeout;
  private final Retries retries;

  Sender(Duration timeout, Retries retries) {
    this.timeout = timeout;
    this.retries = retries;
  }

  /**
   * Sends a message.
   *
   * @throws HttpFailure if it was not taken; it holds no secret
   */
  void send(Message message) throws HttpFailure {
    HttpCalls calls = new HttpCalls(timeout, text -> Secrets.hide(text, message.secrets()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(message.address())
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "tidemark/" + CodeVersion.current())
            .POST(BodyPublishers.ofString(message.body()));
    message.headers().forEach(request::header);
    HttpRequest ready = request.build();
    retries.run(
        () -> {
          HttpResponse<String> answer = calls.send("the request", ready, timeout);
          requireTaken(answer, message.secrets());
          return answer.statusCode();
        });
  }

  private static void requireTaken(HttpResponse<String> answer, List<String> secrets)
      throws HttpFailure {
    int status = answer.statusCode();
    if (HttpCalls.succeeded(status)) {
      return;
    }
    // Hidden first: a secret that is cut in two would no longer be known.
    String said = PlainText.oneLine(Secrets.hide(answer.body(), secrets).strip(), LONGEST_ANSWER);
    String reason =
        HttpCalls.redirects(status)
            ? "; redirects are not followed, give the final address"
            : said.isEmpty() ? "" : ": " + said;
    throw new HttpFailure(
        "the request was answered with status " + status + reason,
        HttpCalls.passing(status),
        null,
        retryAfter(answer).orElse(null),
        null);
  }

  /** Seconds only; a date stands for no more than the usual pause. */
  private static Optional<Duration> retryAfter(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,9}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }
}
