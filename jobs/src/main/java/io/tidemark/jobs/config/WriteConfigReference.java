package io.tidemark.jobs.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the generated pages of the documentation; run by {@code make docs}. */
public final class WriteConfigReference {
  private WriteConfigReference() {}

  /** Writes the page to the file named by the only argument. */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), new ConfigReference().markdown());
  }
}
