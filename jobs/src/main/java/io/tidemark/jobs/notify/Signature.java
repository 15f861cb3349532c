package io.tidemark.jobs.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The HMAC (RFC 2104) with SHA-256 of a time and a body, by which a receiver knows who sent them
 * and that they are not an old message sent again.
 */
final class Signature {
  /** Header with the seconds since 1970 that are part of what is signed. */
  static final String TIME_HEADER = "Tidemark-Timestamp";

  /** Header with the signature. */
  static final String HEADER = "Tidemark-Signature";

  private static final String ALGORITHM = "HmacSHA256";
  private static final String VERSION = "v1=";

  private Signature() {}

  /** Value of the header for a body that is sent in UTF-8. */
  static String of(String secret, Instant at, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
      return VERSION + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
