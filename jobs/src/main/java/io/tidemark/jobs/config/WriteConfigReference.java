package io.tidemark.jobs.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the generated pages of the documentation; run by {@code make docs}. */
public final class WriteConfigReference {
  private WriteConfigReference() {}

  /** Writes the page of the monitor file, and the table into the page of the checks. */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), new ConfigReference().markdown());
    Path checks = Path.of(args[1]);
    Files.writeString(checks, new ChecksTable().into(Files.readString(checks)));
  }
}
