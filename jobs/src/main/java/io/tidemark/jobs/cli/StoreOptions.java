package io.tidemark.jobs.cli;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that only read the result store. */
final class StoreOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output directory of the runs. Default: the monitor's.")
  private @Nullable String out;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Monitor file whose output directory it is.")
  private @Nullable String config;

  @Mixin private EnvironmentOption environment = new EnvironmentOption();

  /** The output directory: the option, else the monitor's, else the default. */
  String out() {
    Monitor monitor = out == null ? monitor() : null;
    return out != null ? out : monitor == null ? Monitor.DEFAULT_OUT : monitor.out();
  }

  /** The output directory as far as it is known without reading a file. */
  String outBeforeLoading() {
    if (out != null) {
      return out;
    }
    return config == null
        ? Monitor.DEFAULT_OUT
        : MonitorLoader.out(config, environment.name()).orElse(Monitor.DEFAULT_OUT);
  }

  /**
   * The monitor, which must be named.
   *
   * @param overrides keys with other values
   */
  Monitor requireMonitor(Map<String, String> overrides) {
    if (config == null) {
      throw VersionOptions.badArgument("--config is missing: name the monitor file of the model");
    }
    Map<String, String> all = new LinkedHashMap<>();
    environment.addTo(all);
    all.putAll(overrides);
    if (out != null) {
      all.put("out", MonitorOptions.quoted(out));
    }
    return new MonitorLoader().load(config, all);
  }

  /** The output directory as it was typed; null if it was not. */
  @Nullable String outOption() {
    return out;
  }

  @Nullable String config() {
    return config;
  }

  /** The monitor, if one was named. */
  @Nullable Monitor monitor() {
    if (config == null) {
      return null;
    }
    Map<String, String> overrides = new LinkedHashMap<>();
    environment.addTo(overrides);
    return new MonitorLoader().load(config, overrides);
  }
}
