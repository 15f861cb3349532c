package io.tidemark.jobs.cli;

import io.tidemark.jobs.VersionSelectors;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which version; an exclusive group of options. */
final class VersionOptions {
  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Table version to look at. Default: the newest at the start of the run.")
  private @Nullable Long number;

  @Option(
      names = "--timestamp",
      paramLabel = "TIME",
      description = "The version that was current at this time (ISO 8601; UTC without an offset).")
  private @Nullable String timestamp;

  VersionSelector selector() {
    if (number != null) {
      if (number < 0) {
        throw badArgument("--version is " + number + "; versions count from 0");
      }
      return new VersionSelector.AtVersion(number);
    }
    return timestamp == null
        ? new VersionSelector.Latest()
        : VersionSelectors.parseTime(timestamp, "--timestamp");
  }

  /** An argument that has no meaning. */
  static TidemarkException badArgument(String message) {
    return new TidemarkException(
        ErrorCode.BAD_ARGUMENT, message, null, "see --help of the command", null);
  }
}
