package io.tidemark.jobs.cli;

import io.tidemark.jobs.Invocation;
import io.tidemark.jobs.RetrainJob;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.registry.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Carries out a request for retraining. */
@Command(
    name = "retrain",
    description =
        "Carries out the oldest open request for retraining, exactly once: trains a challenger on the version that asked for it, judges it by the gates, and promotes it if they let it through.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark retrain --config monitor.yaml",
      "  tidemark retrain -c monitor.yaml --trigger trigger-0123456789ab"
    })
final class RetrainCommand extends SparkCommand {
  @Mixin private StoreOptions store = new StoreOptions();

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Table to train on instead of the monitor's `table`.")
  private @Nullable String table;

  @Option(
      names = "--trigger",
      paramLabel = "ID",
      description = "Id of the request. Default: the oldest that is open.")
  private @Nullable String trigger;

  @Option(names = "--by", paramLabel = "WHO", description = Who.DESCRIPTION)
  private @Nullable String by;

  @Option(
      names = "--take-over",
      description =
          "Begins again at once what the same --by began and never ended, instead of waiting for `retrain.claim_timeout`. For a scheduler whose task was killed.")
  private boolean takeOver;

  @Override
  int run() {
    Monitor monitor =
        store.requireMonitor(
            table == null ? Map.of() : Map.of("table", MonitorOptions.quoted(table)));
    MonitorParts.requireTraining(monitor, store.config());
    RetrainJob.Outcome outcome =
        new RetrainJob(spark(monitor), clock(), console(), System.getenv())
            .execute(monitor, trigger, Who.of(by, System.getenv()), takeOver, training());
    if (outcome.trained() == null) {
      spec().commandLine().getOut().println("retrain   " + Shown.line(outcome.explanation()));
      return outcome.exitCode();
    }
    return reportTraining(outcome.trained());
  }

  /** A request is carried out once; the training alone can be repeated. */
  private Invocation training() {
    List<String> again = new ArrayList<>(List.of("train"));
    option(again, "--config", store.config());
    option(again, "--table", table);
    option(again, "--out", store.outOption());
    return invocation(again, Invocation.Pinning.REFERENCE);
  }

  private static void option(List<String> arguments, String name, @Nullable String value) {
    if (value != null) {
      arguments.add(name);
      arguments.add(value);
    }
  }

  @Override
  String out() {
    return store.outBeforeLoading();
  }

  @Override
  String name() {
    return "retrain";
  }
}
