package io.tidemark.jobs.cli;

import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Problem;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.quarantine.Release;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Takes repaired rows back from quarantine. */
@Command(
    name = "release",
    description =
        "Checks the rows in quarantine again, merges those that pass into the table, and takes them"
            + " out of quarantine. Repair rows in the quarantine table first, with UPDATE.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark release --config monitor.yaml",
      "  tidemark release -c monitor.yaml --version 4"
    })
final class ReleaseCommand extends MonitorFileCommand {
  @Override
  int run() {
    options().requireNoReference();
    Monitor monitor = options().load();
    Monitor.Quarantine settings = require(monitor);
    Optional<Long> version =
        options().selector() instanceof VersionSelector.AtVersion at
            ? Optional.of(at.version())
            : Optional.empty();
    Release.Outcome outcome =
        new Release(spark(monitor), console()).execute(monitor, settings, version);
    PrintWriter out = spec().commandLine().getOut();
    out.println(text(outcome, settings));
    out.flush();
    boolean allOut = outcome.rows().keySet().stream().allMatch(Release.State.RELEASED::equals);
    return allOut ? ExitCodes.OK : ExitCodes.CHECKS;
  }

  private Monitor.Quarantine require(Monitor monitor) {
    List<Problem> problems = new ArrayList<>();
    String file = options().config();
    if (monitor.key() == null) {
      problems.add(
          new Problem(file, 0, "the monitor has no `key`; rows are found in the table by it"));
    }
    Monitor.Quarantine settings = monitor.quarantine();
    if (settings == null) {
      problems.add(
          new Problem(file, 0, "the monitor has no `quarantine`; there is nothing to release"));
    }
    if (settings == null || !problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return settings;
  }

  private static String text(Release.Outcome outcome, Monitor.Quarantine settings) {
    if (outcome.version() == null) {
      return "no rows are in quarantine at " + settings.to();
    }
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "released  %,d rows of version %d",
                outcome.count(Release.State.RELEASED),
                outcome.version()));
    for (Release.State state : Release.State.values()) {
      long rows = outcome.count(state);
      if (rows > 0 && state != Release.State.RELEASED) {
        text.append(String.format(Locale.ROOT, "%nstaying   %,d: %s", rows, why(state)));
      }
    }
    return text.toString();
  }

  private static String why(Release.State state) {
    return switch (state) {
      case RELEASED -> "";
      case FAILS -> "they still fail a check; repair them in the quarantine table";
      case CHANGED ->
          "the table's row has changed since; run again and repair the row as it is now";
      case GONE -> "no row of the table has their key any more; delete them from the quarantine";
      case AMBIGUOUS ->
          "their key is missing or not theirs alone; mend the table itself, then run again";
    };
  }
}
