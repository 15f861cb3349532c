package io.tidemark.jobs.cli;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command on a table, which is named by itself or by a monitor file. */
abstract class TableCommand extends SparkCommand {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Monitor file (YAML) of the table.")
  private @Nullable String config;

  @Mixin private EnvironmentOption environment = new EnvironmentOption();

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "The Delta table: a path, URI or catalog name. Default: the monitor's.")
  private @Nullable String table;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Output directory, where the verdict goes if this command fails. Default: the monitor's.")
  private @Nullable String out;

  /** Chooses one of the monitor's environments. */
  final EnvironmentOption environment() {
    return environment;
  }

  /** The monitor file; null if none is named. */
  final @Nullable String config() {
    return config;
  }

  /** The table; null if only a monitor file names it. */
  final @Nullable String table() {
    if (config == null && table == null) {
      throw VersionOptions.badArgument(
          "neither --table nor --config is given; one of them says which table is meant");
    }
    return table;
  }

  /** The output directory as given on the command line; null for the monitor's. */
  final @Nullable String givenOut() {
    return out;
  }

  @Override
  final String out() {
    if (out != null) {
      return out;
    }
    return config == null
        ? Monitor.DEFAULT_OUT
        : MonitorLoader.out(config, environment.name()).orElse(Monitor.DEFAULT_OUT);
  }

  @Override
  final String name() {
    return config == null ? spec().name() : RunNames.of(config);
  }
}
