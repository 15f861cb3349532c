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
    try (InputStream in =
        CodeVersion.class.getResourceAsStream("/io/tidemark/jobs/version.properties")) {
      Properties properties = new Properties();
      properties.load(Objects.requireNonNull(in, "version.properties is not in the jar"));
      return properties.getProperty("version") + "+" + properties.getProperty("revision");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
