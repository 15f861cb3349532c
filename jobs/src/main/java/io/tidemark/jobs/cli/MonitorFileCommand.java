package io.tidemark.jobs.cli;

import picocli.CommandLine.Mixin;

/** A command that needs Spark and a monitor file. */
abstract class MonitorFileCommand extends SparkCommand {
  @Mixin private MonitorOptions options = new MonitorOptions();

  final MonitorOptions options() {
    return options;
  }

  @Override
  final String out() {
    return options.outBeforeLoading();
  }

  @Override
  final String name() {
    return RunNames.of(options.config());
  }
}
