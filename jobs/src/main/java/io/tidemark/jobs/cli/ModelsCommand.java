package io.tidemark.jobs.cli;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.registry.Alias;
import io.tidemark.jobs.registry.ModelList;
import io.tidemark.jobs.store.RunFiles;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The models there are, and what can be done with them. */
@Command(
    name = "models",
    description =
        "Shows the models of the result store, newest first, with their roles in each environment; with --config those of that monitor.",
    subcommands = {
      ModelsPromoteCommand.class,
      ModelsApproveCommand.class,
      ModelsRollbackCommand.class,
      ModelsPublishCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark models --out demo-out",
      "  tidemark models --config monitor.yaml",
      "  tidemark models promote challenger --config monitor.yaml"
    })
final class ModelsCommand extends SparkCommand {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  @Mixin private StoreOptions store = new StoreOptions();

  @Override
  int run() {
    Monitor monitor = store.monitor();
    String out = store.out();
    SparkSession spark = spark(monitor);
    RunFiles files = new RunFiles(spark.sparkContext().hadoopConfiguration(), out);
    List<ModelList.Item> items =
        new ModelList(files.store(spark)).items(monitor == null ? null : monitor.monitor());
    PrintWriter writer = spec().commandLine().getOut();
    if (items.isEmpty()) {
      writer.println("no models in " + files.storeRoot());
    } else {
      writer.print(table(items));
    }
    writer.flush();
    return ExitCodes.OK;
  }

  private static TextTable table(List<ModelList.Item> items) {
    TextTable table =
        new TextTable(
            "monitor",
            "version",
            "model",
            "trained on",
            "created (UTC)",
            "algorithm",
            "held out",
            "aliases",
            "approved");
    for (ModelList.Item item : items) {
      table.add(
          item.monitor(),
          item.version() == null ? "-" : Integer.toString(item.version()),
          item.modelId(),
          item.tableVersion() == null ? "-" : "@" + item.tableVersion(),
          item.createdAt() == null ? "-" : TIME.format(item.createdAt()),
          orDash(item.algorithm()),
          orDash(item.quality()),
          orDash(
              item.aliases().entrySet().stream()
                  .map(
                      e ->
                          e.getKey()
                              + ": "
                              + e.getValue().stream()
                                  .map(Alias::key)
                                  .collect(Collectors.joining(", ")))
                  .collect(Collectors.joining("; "))),
          orDash(
              item.approvals().entrySet().stream()
                  .map(e -> e.getKey() + ": " + e.getValue().who())
                  .collect(Collectors.joining("; "))));
    }
    return table;
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  @Override
  String out() {
    return store.outBeforeLoading();
  }

  @Override
  String name() {
    return "models";
  }
}
