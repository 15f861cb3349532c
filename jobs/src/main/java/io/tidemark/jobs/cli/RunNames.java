package io.tidemark.jobs.cli;

/** Names runs that fail before their monitor is known. */
final class RunNames {
  private RunNames() {}

  /** The file's name without its ending, safe as a folder name. */
  static String of(String config) {
    String name = config.replaceFirst(".*/", "").replaceFirst("\\.ya?ml$", "");
    String safe = name.replaceAll("[^A-Za-z0-9_-]", "-");
    return safe.isEmpty() ? "monitor" : safe;
  }
}
