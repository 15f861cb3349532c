package io.tidemark.jobs.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that chooses one of a monitor's environments. */
final class EnvironmentOption {
  @Option(
      names = {"-e", "--environment"},
      paramLabel = "NAME",
      defaultValue = "${env:TIDEMARK_ENVIRONMENT}",
      description =
          "Environment instead of the monitor's `environment`. Default: the variable TIDEMARK_ENVIRONMENT, if it is set.")
  private @Nullable String environment;

  /** The environment that was asked for; null for the monitor's own. */
  @Nullable String name() {
    return environment == null || environment.isBlank() ? null : environment;
  }

  /** Adds it to the overrides of a monitor. */
  void addTo(Map<String, String> overrides) {
    String name = name();
    if (name != null) {
      overrides.put("environment", MonitorOptions.quoted(name));
    }
  }
}
