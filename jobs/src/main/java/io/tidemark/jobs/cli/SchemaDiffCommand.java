package io.tidemark.jobs.cli;

import io.tidemark.jobs.SchemaDiffJob;
import io.tidemark.jobs.VersionSelectors;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What changed in a schema between two versions. */
@Command(
    name = "diff",
    description =
        "Shows what changed in a table's schema between two versions, and which commit changed it."
            + " Reads no rows.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark schema diff --config monitor.yaml",
      "  tidemark schema diff --table lake/flights --from 3 --to 5",
      "  tidemark schema diff --table lake/flights --from 2026-01-01 --json"
    })
final class SchemaDiffCommand extends TableCommand {
  @Option(
      names = "--from",
      paramLabel = "VERSION",
      description =
          "The earlier version: a number, or a time (ISO 8601; UTC without an offset). Default: the"
              + " newest before --to that had another schema.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The later version: a number, or a time. Default: the newest.")
  private @Nullable String to;

  @Option(names = "--json", description = "Writes JSON instead of a table.")
  private boolean json;

  @Override
  int run() {
    Monitor monitor = monitor(config());
    String given = table();
    String name = given == null ? Objects.requireNonNull(monitor).table() : given;
    VersionSelector earlier = from == null ? null : selector("--from", from);
    VersionSelector later = to == null ? new VersionSelector.Latest() : selector("--to", to);
    SchemaDiffJob.Result result =
        new SchemaDiffJob(spark(monitor), new SchemaDiffJob.Options(name, earlier, later))
            .execute();
    PrintWriter writer = spec().commandLine().getOut();
    writer.print(json ? SchemaChanges.json(result) : SchemaChanges.text(result));
    writer.flush();
    return ExitCodes.OK;
  }

  private @Nullable Monitor monitor(@Nullable String config) {
    if (config == null) {
      return null;
    }
    Map<String, String> overrides = new LinkedHashMap<>();
    environment().addTo(overrides);
    return new MonitorLoader().load(config, overrides);
  }

  private static VersionSelector selector(String option, String text) {
    if (!text.matches("-?\\d+")) {
      return VersionSelectors.parseTime(text, option);
    }
    try {
      long version = Long.parseLong(text);
      if (version >= 0) {
        return new VersionSelector.AtVersion(version);
      }
    } catch (NumberFormatException e) {
      // Larger than any version can be: said below.
    }
    throw new TidemarkException(
        ErrorCode.BAD_ARGUMENT,
        option + " is " + text + ", which is no version of a table",
        null,
        "versions are whole numbers from 0 on",
        null);
  }
}
