package io.tidemark.jobs.notify;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A request that is ready to be sent.
 *
 * @param address where to; secret
 * @param headers beside the content type
 * @param body JSON; it may hold a secret
 * @param secrets what must not be shown, should the server send it back
 */
record Message(URI address, Map<String, String> headers, String body, List<String> secrets) {

  /** Says nothing of the secrets. */
  @Override
  public String toString() {
    return "message (hidden)";
  }
}
