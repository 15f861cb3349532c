package io.tidemark.reports.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What every page carries inline.
 *
 * @param css text of the style sheet
 * @param script text of the script
 * @param policy the page's content security policy, which lets these two through by their hashes
 *     and nothing else, and denies even them to write markup from text
 */
public record PageAssets(String css, String script, String policy) {

  /** Reads what ships with the renderer. */
  static PageAssets load() {
    return of(read("report.css"), read("report.js"));
  }

  private static PageAssets of(String css, String script) {
    return new PageAssets(
        css,
        script,
        "default-src 'none'; style-src '"
            + hash(css)
            + "'; script-src '"
            + hash(script)
            + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
            + " trusted-types 'none'");
  }

  private static String read(String resource) {
    try (InputStream in = PageAssets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "`" + resource + "` is missing from the jar; rebuild the reports module");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read `" + resource + "` from the jar", e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
