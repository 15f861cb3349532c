package io.tidemark.jobs.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Single requests, each with a bound on its time. Follows no redirect. */
public final class HttpCalls {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final HttpClient client;
  private final UnaryOperator<String> hide;

  /**
   * Requests.
   *
   * @param connectTimeout longest wait for a connection
   * @param hide takes the secrets out of a text
   */
  public HttpCalls(Duration connectTimeout, UnaryOperator<String> hide) {
    this.hide = hide;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .build();
  }

  /**
   * Sends a request and waits for the whole answer, whatever its status.
   *
   * @param what the request in words that hold no secret
   * @throws HttpFailure if there is none; another attempt may get one
   */
  public HttpResponse<String> send(String what, HttpRequest request, Duration longest)
      throws HttpFailure {
    // The future bounds the whole exchange; the request's own timeout ends with the headers.
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.ofString());
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new HttpFailure(
          what + " was not answered within " + longest.toSeconds() + " s", true, null, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String reason =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      throw new HttpFailure(what + " failed: " + hide.apply(reason), true, null, cause);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw HttpFailure.interrupted(e);
    }
  }

  /** Whether a status says that it worked. */
  public static boolean succeeded(int status) {
    return status >= 200 && status < 300;
  }

  /** Whether the same request may get another status later. */
  public static boolean passing(int status) {
    return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
  }

  /** Whether a status points to another address. */
  public static boolean redirects(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }
}
