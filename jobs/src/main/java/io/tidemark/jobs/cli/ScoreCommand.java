package io.tidemark.jobs.cli;

import io.tidemark.jobs.Invocation;
import io.tidemark.jobs.ScoreJob;
import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Problem;
import io.tidemark.jobs.delta.VersionSelector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a version. */
@Command(
    name = "score",
    description =
        "Scores a version of the table with a model into a Delta table. Its checks decide first;"
            + " rows that fail one, or cannot be scored, go to quarantine.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark score --config monitor.yaml",
      "  tidemark score -c monitor.yaml --version 5 --model previous --to lake/scored"
    })
final class ScoreCommand extends MonitorFileCommand {
  @Mixin private MonitorOptions.FailOnOption failOn = new MonitorOptions.FailOnOption();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "champion",
      description =
          "A model's id or version, or champion, challenger, previous. Default: ${DEFAULT-VALUE}.")
  private String model = "champion";

  @Option(
      names = "--to",
      paramLabel = "TABLE",
      description = "Delta table that takes the scored rows instead of the monitor's `score.to`.")
  private @Nullable String to;

  @Override
  int run() {
    options().requireNoReference();
    Monitor monitor =
        options().load(to == null ? Map.of() : Map.of("score.to", MonitorOptions.quoted(to)));
    VersionSelector version = options().selector();
    if (monitor.score() == null) {
      throw new ConfigException(
          List.of(
              new Problem(
                  options().config(),
                  0,
                  "the monitor has no `score`; add `score.to`, or name the table with --to")));
    }
    ScoreJob.Options scoring =
        new ScoreJob.Options(
            monitor, version, model, failOn.failOn(), invocation(Invocation.Pinning.VERSION));
    return report(new ScoreJob(spark(monitor), clock(), console(), scoring).execute());
  }
}
