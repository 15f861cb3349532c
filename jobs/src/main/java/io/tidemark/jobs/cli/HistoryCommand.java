package io.tidemark.jobs.cli;

import io.tidemark.jobs.History;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.RunResult;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Past runs as a table. */
@Command(
    name = "history",
    description = "Shows past runs, newest first; with --config those of that monitor.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark history --out demo-out",
      "  tidemark history --config monitor.yaml --limit 5"
    })
final class HistoryCommand extends SparkCommand {
  @Mixin private StoreOptions store = new StoreOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most this many runs. Default: ${DEFAULT-VALUE}.")
  private int limit = 20;

  @Override
  int run() {
    if (limit < 1) {
      throw new TidemarkException(
          ErrorCode.BAD_ARGUMENT, "--limit is " + limit, null, "ask for at least 1 run", null);
    }
    Monitor monitor = store.monitor();
    String out = store.out();
    SparkSession spark = spark(monitor);
    RunFiles files = new RunFiles(spark.sparkContext().hadoopConfiguration(), out);
    List<RunResult> runs =
        new History(files.store(spark)).runs(monitor == null ? null : monitor.monitor(), limit);
    if (runs.isEmpty()) {
      spec().commandLine().getOut().println("no runs in " + files.storeRoot());
    } else {
      summary().runs(runs);
    }
    return 0;
  }

  @Override
  String out() {
    return store.outBeforeLoading();
  }

  @Override
  String name() {
    return "history";
  }
}
