package io.tidemark.jobs.cli;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.housekeeping.HousekeepingJob;
import io.tidemark.jobs.housekeeping.Pinned;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps the result store small. */
@Command(
    name = "housekeeping",
    description =
        "Deletes the results of old runs (`housekeeping.keep`), puts small files of the result store together, and looks whether the pinned versions, references and models can still be read.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark housekeeping --config monitor.yaml --dry-run",
      "  tidemark housekeeping -c monitor.yaml -e prod"
    })
final class HousekeepingCommand extends SparkCommand {
  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--dry-run", description = "Only says what would be done.")
  private boolean dryRun;

  @Override
  int run() {
    Monitor monitor = store.requireMonitor(Map.of());
    HousekeepingJob.Outcome outcome =
        new HousekeepingJob(spark(monitor), clock(), console()).execute(monitor, dryRun);
    PrintWriter out = spec().commandLine().getOut();
    out.print(text(outcome));
    out.flush();
    List<Pinned> lost = outcome.lost();
    if (!lost.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.PINNED_UNREADABLE,
          lost.stream()
              .map(p -> p.what() + " `" + p.where() + "` cannot be read: " + p.problem())
              .collect(Collectors.joining("\n")),
          lost.stream().map(Pinned::consequence).distinct().collect(Collectors.joining("; ")),
          "restore it, or choose another; raise `delta.deletedFileRetentionDuration` and `delta.logRetentionDuration` of the table to keep old versions longer",
          null);
    }
    return ExitCodes.OK;
  }

  private String text(HousekeepingJob.Outcome outcome) {
    String deleted = dryRun ? "would be deleted" : "deleted";
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "retention %,d old runs %s%s%n",
            outcome.runs(),
            deleted,
            outcome.rows().isEmpty()
                ? ""
                : ", with %,d rows of the result store"
                    .formatted(outcome.rows().values().stream().mapToLong(Long::longValue).sum())));
    for (String folder : outcome.folders()) {
      text.append(String.format("leftover  %s, of a training that died, %s%n", folder, deleted));
    }
    if (!outcome.compacted().isEmpty()) {
      text.append(
          String.format(
              "compacted %s%n",
              outcome.compacted().stream()
                  .map(table -> table.folder())
                  .collect(Collectors.joining(", "))));
    }
    TextTable pinned = new TextTable("pinned", "where", "readable");
    outcome.pinned().forEach(p -> pinned.add(p.what(), p.where(), p.isReadable() ? "yes" : "NO"));
    if (!outcome.pinned().isEmpty()) {
      text.append(pinned);
    }
    return text.toString();
  }

  @Override
  String out() {
    return store.outBeforeLoading();
  }

  @Override
  String name() {
    return "housekeeping";
  }
}
