package io.tidemark.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of Tidemark that is running. */
public final class CodeVersion {
  private CodeVersion() {}

  /** Version and source revision, for example {@code 0.1.0+3f2a91c}. */
  public static String current() {
    Properties known = known();
    return known.getProperty("version") + "+" + known.getProperty("revision");
  }

  /** The version of Deequ that is built in. */
  static String deequ() {
    return known().getProperty("deequ");
  }

  private static Properties known() {
    try (InputStream in =
        CodeVersion.class.getResourceAsStream("/io/tidemark/jobs/version.properties")) {
      Properties properties = new Properties();
      properties.load(Objects.requireNonNull(in, "version.properties is not in the jar"));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
