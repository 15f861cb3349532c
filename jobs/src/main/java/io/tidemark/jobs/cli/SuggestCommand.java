package io.tidemark.jobs.cli;

import io.tidemark.jobs.SuggestJob;
import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.config.Problem;
import io.tidemark.jobs.draft.YamlText;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.suggest.SuggestedMonitor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Suggests checks for a table. */
@Command(
    name = "suggest",
    description =
        "Suggests checks for a version of a table, tries them on the versions before, and writes"
            + " them as a monitor file. With --config its `where` and `key` apply, and what it"
            + " checks already is not suggested.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark suggest --table lake/orders --to orders.yaml",
      "  tidemark suggest -c monitor.yaml --version 41 --versions 10"
    })
final class SuggestCommand extends TableCommand {
  private static final int MOST_VERSIONS = 100;
  private static final int LONGEST_NAME = 63;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the monitor. Default: the one of --config, or the table's.")
  private @Nullable String name;

  @ArgGroup(exclusive = true)
  private VersionOptions version = new VersionOptions();

  @Option(
      names = "--versions",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Number of versions before, of those that changed the data, to try the checks on."
              + " Default: ${DEFAULT-VALUE}.")
  private int versions;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Monitor file to write. Without it the monitor goes to standard output.")
  private @Nullable Path to;

  @Option(names = "--force", description = "Replaces the file of --to if it exists.")
  private boolean force;

  @Override
  int run() {
    if (versions < 0 || versions > MOST_VERSIONS) {
      throw VersionOptions.badArgument(
          "--versions is " + versions + "; give a number from 0 to " + MOST_VERSIONS);
    }
    MonitorOutput output = new MonitorOutput("--to", force);
    if (to != null) {
      output.requireFree(to);
    }
    Monitor monitor = monitor();
    SuggestJob.Outcome outcome =
        new SuggestJob(spark(monitor), clock(), console())
            .execute(monitor, version.selector(), versions);
    String yaml = SuggestedMonitor.yaml(monitor, origin(outcome), outcome.checks());
    PrintWriter stdout = spec().commandLine().getOut();
    if (to == null) {
      output.print(yaml, stdout);
      SuggestSummary.print(outcome, null, spec().commandLine().getErr());
    } else {
      output.save(to, yaml);
      SuggestSummary.print(outcome, to, stdout);
    }
    return ExitCodes.OK;
  }

  private Monitor monitor() {
    Map<String, String> overrides = new LinkedHashMap<>();
    environment().addTo(overrides);
    String table = table();
    String config = config();
    putQuoted(overrides, "table", table);
    putQuoted(overrides, "out", givenOut());
    putQuoted(overrides, "monitor", name);
    if (config != null) {
      return new MonitorLoader().load(config, overrides);
    }
    String head =
        "monitor: "
            + YamlText.of(nameOf(Objects.requireNonNull(table)))
            + "\ntable: "
            + YamlText.of(table)
            + "\n";
    try {
      return new MonitorLoader().parse("--name, --table", head, overrides);
    } catch (ConfigException e) {
      throw new TidemarkException(
          ErrorCode.BAD_ARGUMENT,
          e.problems().stream().map(Problem::message).collect(Collectors.joining("; ")),
          null,
          "name the monitor with --name and its table with --table",
          e);
    }
  }

  private static void putQuoted(Map<String, String> overrides, String key, @Nullable String value) {
    if (value != null) {
      overrides.put(key, MonitorOptions.quoted(value));
    }
  }

  /** The last part of a path or catalog name, as far as it can be the name of a monitor. */
  private static String nameOf(String table) {
    String last = table.replaceFirst("/+$", "").replaceFirst(".*[/.]", "");
    String safe = last.replaceAll("[^A-Za-z0-9_-]+", "-").replaceFirst("^[^A-Za-z]+", "");
    return safe.isEmpty() ? "monitor" : safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
  }

  private List<String> origin(SuggestJob.Outcome outcome) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Suggested by `tidemark suggest` from %,d rows of %s.",
            outcome.rows(),
            outcome.table().label()));
    lines.add(tried(outcome));
    outcome
        .skipped()
        .forEach((v, reason) -> lines.add("Version " + v + " was left out: " + reason));
    if (config() != null) {
      lines.add(
          "What " + config() + " checks already is not here: move over what is missing there.");
    }
    lines.add("Read every check before you rely on it: what was seen is not what must be.");
    return lines;
  }

  private static String tried(SuggestJob.Outcome outcome) {
    return outcome.versions().isEmpty()
        ? "There was no version before to try them on."
        : "Tried on the versions "
            + outcome.versions().stream().map(String::valueOf).collect(Collectors.joining(", "))
            + ". What would have failed on more than a third of them is a comment.";
  }
}
