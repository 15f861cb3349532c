package io.tidemark.jobs.cli;

import java.nio.file.Path;

/** Names runs that fail before their monitor is known. */
final class RunNames {
  private RunNames() {}

  /** The file's name without its ending, safe as a folder name. */
  static String of(Path config) {
    Path file = config.getFileName();
    String name = file == null ? "" : file.toString().replaceFirst("\\.ya?ml$", "");
    String safe = name.replaceAll("[^A-Za-z0-9_-]", "-");
    return safe.isEmpty() ? "monitor" : safe;
  }
}
