package io.tidemark.jobs.notify;

import io.tidemark.jobs.config.SecretReference;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the secrets of sinks where the monitor says they are; shows none. */
final class SecretSource {
  private static final int SHORTEST_PATH_PART = 8;

  private final Map<String, String> environment;
  private final boolean tlsRequired;

  /**
   * A source.
   *
   * @param tlsRequired whether addresses must be {@code https}
   */
  SecretSource(Map<String, String> environment, boolean tlsRequired) {
    this.environment = environment;
    this.tlsRequired = tlsRequired;
  }

  /**
   * The value of a secret.
   *
   * @throws TidemarkException if there is none
   */
  String value(SecretReference secret) {
    return secret.value(environment);
  }

  /**
   * A secret address.
   *
   * @throws TidemarkException if there is none, or it is no address that may be used
   */
  URI address(SecretReference secret) {
    String text = value(secret);
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      // The exception shows the address, so it is not passed on.
      throw refused(secret.inWords() + " holds no valid URI", "write it as https://HOST/PATH");
    }
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw refused(
          secret.inWords() + " holds no address of a server", "write it as https://HOST/PATH");
    }
    if (tlsRequired && !uri.getScheme().equals("https")) {
      throw refused(
          secret.inWords() + " holds an address without TLS",
          "write it as https://HOST/PATH, or say `tls: not_required` in the sink");
    }
    return uri;
  }

  /** The parts of an address that prove who asks: all but scheme, host and port. */
  static List<String> secretsOf(URI address) {
    List<String> secrets = new ArrayList<>(List.of(address.toString()));
    if (address.getRawUserInfo() != null) {
      secrets.add(address.getRawUserInfo());
    }
    if (address.getRawQuery() != null) {
      secrets.add(address.getRawQuery());
    }
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    secrets.add(path);
    secrets.addAll(List.of(path.split("/", -1)));
    secrets.removeIf(secret -> secret.length() < SHORTEST_PATH_PART);
    return secrets;
  }

  private static TidemarkException refused(String fact, String nextStep) {
    return new TidemarkException(ErrorCode.NOTIFICATION_FAILED, fact, null, nextStep, null);
  }
}
