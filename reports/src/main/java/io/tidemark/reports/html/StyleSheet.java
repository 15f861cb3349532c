package io.tidemark.reports.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The style sheet that every page carries inline.
 *
 * @param css its text
 * @param policy the page's content security policy, which lets this style sheet through by its hash
 *     and nothing else
 */
public record StyleSheet(String css, String policy) {

  private static final String RESOURCE = "report.css";

  /** Reads the style sheet that ships with the renderer. */
  static StyleSheet load() {
    try (InputStream in = StyleSheet.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "style sheet " + RESOURCE + " is missing from the jar; rebuild the reports module");
      }
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read style sheet " + RESOURCE, e);
    }
  }

  private static StyleSheet of(String css) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
      String hash = Base64.getEncoder().encodeToString(digest);
      return new StyleSheet(
          css,
          "default-src 'none'; style-src 'sha256-"
              + hash
              + "'; base-uri 'none'; form-action 'none'");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
