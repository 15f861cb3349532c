package io.tidemark.jobs.outputs;

import io.tidemark.jobs.Progress;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Outputs;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.http.HttpFailure;
import io.tidemark.jobs.http.Retries;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.machine.GithubAnnotations;
import io.tidemark.reports.machine.JunitXml;
import io.tidemark.reports.machine.MarkdownSummary;
import io.tidemark.reports.machine.OpenLineageEvents;
import io.tidemark.reports.machine.PrometheusText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the outputs that a monitor asks for, once the verdict is known and kept. One that fails
 * keeps no other from being written, and changes nothing of the result.
 */
public final class RunOutputs {
  private final RunFiles files;
  private final Monitor monitor;
  private final Progress progress;
  private final Map<String, String> environment;
  private final OutputServers servers;
  private final List<Written.Place> places = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<TidemarkException> failures = new ArrayList<>();

  /**
   * Outputs of one run.
   *
   * @param environment the environment variables
   */
  public RunOutputs(
      RunFiles files,
      Monitor monitor,
      Progress progress,
      Map<String, String> environment,
      Retries retries) {
    this.files = files;
    this.monitor = monitor;
    this.progress = progress;
    this.environment = environment;
    servers = new OutputServers(retries, environment);
  }

  /** Something that writes an output. */
  private interface Step {
    void run() throws HttpFailure, IOException;
  }

  /**
   * Writes them.
   *
   * @param folder the run's own folder, where files go that have no other place
   * @param report where the HTML report is; null if none was written
   */
  public Written write(RunResult run, String folder, @Nullable String report) {
    Outputs outputs = monitor.outputs();
    Outputs.FileOutput junit = outputs.junit();
    if (junit != null) {
      attempt(
          "junit", () -> file("junit", junit.file(), folder + "/junit.xml", JunitXml.render(run)));
    }
    Outputs.FileOutput markdown = outputs.markdown();
    if (markdown != null) {
      attempt(
          "markdown",
          () ->
              file(
                  "markdown",
                  markdown.file(),
                  folder + "/summary.md",
                  MarkdownSummary.render(run, report)));
    }
    if (outputs.prometheus() != null) {
      prometheus(outputs.prometheus(), run, folder);
    }
    if (outputs.openlineage() != null) {
      lineage(outputs.openlineage(), run, folder);
    }
    if (outputs.github() != null) {
      github(outputs.github(), run, report);
    }
    return new Written(places, lines, failures);
  }

  private void prometheus(Outputs.Prometheus settings, RunResult run, String folder) {
    attempt(
        "prometheus",
        () -> {
          String text = PrometheusText.render(run);
          file("prometheus", settings.file(), folder + "/metrics.prom", text);
          if (settings.dir() != null) {
            // A file for each kind of run: one would take the place of another's series.
            String name =
                "tidemark_%s_%s_%s.prom".formatted(run.monitor(), run.environment(), run.command());
            file("prometheus", settings.dir() + "/" + name, "", text);
          }
        });
    String pushgateway = settings.pushgateway();
    if (pushgateway != null) {
      send(
          "prometheus",
          pushgateway,
          settings.required(),
          () -> servers.push(pushgateway, run, PrometheusText.render(run)));
    }
  }

  private void lineage(Outputs.OpenLineage settings, RunResult run, String folder) {
    List<String> events = new ArrayList<>();
    attempt(
        "openlineage",
        () -> {
          LineageContext context = new LineageContext(environment, progress);
          events.addAll(OpenLineageEvents.render(run, context.of(settings.namespace())));
          file(
              "openlineage",
              settings.file(),
              folder + "/openlineage.ndjson",
              String.join("\n", events) + "\n");
        });
    String url = settings.url();
    if (url != null && !events.isEmpty()) {
      send("openlineage", url, settings.required(), () -> servers.post(url, events));
    }
  }

  private void github(Outputs.Github settings, RunResult run, @Nullable String report) {
    boolean actions = "true".equals(environment.get("GITHUB_ACTIONS"));
    if (!actions && !settings.always()) {
      return;
    }
    attempt("github", () -> lines.addAll(GithubAnnotations.lines(run)));
    String summary = environment.get("GITHUB_STEP_SUMMARY");
    if (summary != null && !summary.isBlank()) {
      attempt(
          "github",
          () -> {
            // Other steps and other runs of this step write there too.
            Files.writeString(
                Path.of(summary),
                MarkdownSummary.render(run, report) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
            places.add(new Written.Place("github", summary));
          });
    }
  }

  private void file(String output, @Nullable String file, String otherwise, String text) {
    String target = file == null ? otherwise : file;
    files.write(target, text);
    places.add(new Written.Place(output, target));
  }

  /** A server that does not answer is no reason to fail, unless the monitor says so. */
  private void send(String output, String address, boolean required, Step step) {
    try {
      step.run();
      places.add(new Written.Place(output, address));
    } catch (HttpFailure | TidemarkException e) {
      if (required) {
        failures.add(
            new TidemarkException(
                ErrorCode.OUTPUT_NOT_SENT,
                "output `" + output + "` was not sent to " + address,
                e.getMessage(),
                "look at that server; the result is kept, and a run that is repeated sends it"
                    + " again",
                e));
      } else {
        progress.note(
            "output `%s` was not sent to %s: %s".formatted(output, address, e.getMessage()));
      }
    } catch (IOException | RuntimeException e) {
      failures.add(failure(output, e));
    }
  }

  private void attempt(String output, Step step) {
    try {
      step.run();
    } catch (HttpFailure | IOException | RuntimeException e) {
      failures.add(failure(output, e));
    }
  }

  private static TidemarkException failure(String output, Exception e) {
    String reason = e instanceof TidemarkException known ? known.reason() : null;
    return new TidemarkException(
        ErrorCode.OUTPUT_NOT_WRITABLE,
        "output `"
            + output
            + "` was not written: "
            + (e instanceof TidemarkException ? e.getMessage() : e.toString()),
        reason,
        "check `outputs."
            + output
            + "` and the permissions there; the result is kept, and a run that is repeated writes"
            + " it again",
        e);
  }
}
