package io.tidemark.jobs.cli;

import io.tidemark.jobs.FailOn;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.config.Outputs;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.privacy.Privacy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every command on a monitor has. */
final class MonitorOptions {
  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The monitor file (YAML): a path, or a URI such as s3a://bucket/monitor.yaml.")
  private String config = "monitor.yaml";

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Table to look at instead of the monitor's `table`.")
  private @Nullable String table;

  @ArgGroup(exclusive = true)
  private VersionOptions version = new VersionOptions();

  @Option(
      names = "--reference",
      paramLabel = "REF",
      description =
          "Reference instead of the monitor's: a version, a time, or a `ref-` id. Compares with it"
              + " whatever `drift.against` says.")
  private @Nullable String reference;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output directory instead of the monitor's `out`.")
  private @Nullable String out;

  @Mixin private EnvironmentOption environment = new EnvironmentOption();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key of the monitor, for example --set drift.alpha=0.01. Repeatable.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--output",
      paramLabel = "NAME[=FILE]",
      description =
          "Also writes this for other programs: junit, markdown, github, prometheus or openlineage."
              + " Without FILE into the run's folder. Repeatable.")
  private List<String> outputs = new ArrayList<>();

  String config() {
    return config;
  }

  /** Where a run that fails before its monitor is loaded leaves its verdict. */
  String outBeforeLoading() {
    return out != null
        ? out
        : MonitorLoader.out(config, environment.name()).orElse(Monitor.DEFAULT_OUT);
  }

  /** Loads the monitor with all overrides. */
  Monitor load() {
    return load(Map.of());
  }

  /** Loads the monitor with all overrides and some of the command's own. */
  Monitor load(Map<String, String> own) {
    Map<String, String> overrides = new LinkedHashMap<>();
    environment.addTo(overrides);
    overrides.putAll(set);
    overrides.putAll(own);
    override(overrides, "table", table);
    override(overrides, "out", out);
    if (reference != null) {
      overrides.put("reference", reference.matches("\\d+") ? reference : quoted(reference));
      // Who names a reference wants to compare with it, whatever the monitor compares with.
      overrides.put("drift.against", "reference");
    }
    Monitor monitor = new MonitorLoader().load(config, overrides);
    // A key that is not there is told before anything is started.
    Privacy.of(monitor, System.getenv());
    Outputs all = monitor.outputs();
    for (String output : outputs) {
      all = all.with(output);
    }
    return monitor.withOutputs(all);
  }

  /** Fails if a reference is named where the command makes one. */
  void requireNoReference() {
    requireNoReference("the version to freeze is named with --version or --timestamp");
  }

  /** Fails if a reference is named where it has no meaning, and says what to do instead. */
  void requireNoReference(String instead) {
    if (reference != null) {
      throw VersionOptions.badArgument("--reference has no meaning here: " + instead);
    }
  }

  VersionSelector selector() {
    return version.selector();
  }

  private static void override(Map<String, String> overrides, String key, @Nullable String value) {
    if (value != null) {
      overrides.put(key, quoted(value));
    }
  }

  /** Text stays text in YAML. */
  static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** Whether findings fail the process. */
  static final class FailOnOption {
    @Option(
        names = "--fail-on",
        paramLabel = "never|warn|error",
        defaultValue = "error",
        description = "From which finding on the exit code is not 0. Default: ${DEFAULT-VALUE}.")
    private FailOn failOn = FailOn.ERROR;

    FailOn failOn() {
      return failOn;
    }
  }
}
