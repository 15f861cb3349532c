package io.tidemark.jobs.cli;

import io.tidemark.jobs.History;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.config.NotifySettings;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.http.Retries;
import io.tidemark.jobs.notify.Notifier;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.RunResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries the sinks of a monitor. */
@Command(
    name = "notify",
    description =
        "Tries the sinks of a monitor: sends each a test message, or shows what the newest run"
            + " would send.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark notify --test --config monitor.yaml",
      "  tidemark notify --dry-run --config monitor.yaml --environment prod"
    })
final class NotifyCommand extends SparkCommand {
  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The monitor file (YAML).")
  private String config = "monitor.yaml";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output directory instead of the monitor's `out`.")
  private @Nullable String out;

  @Mixin private EnvironmentOption environment = new EnvironmentOption();

  @Option(
      names = "--sink",
      paramLabel = "NAME",
      description = "Only this sink. Repeatable. Default: all of the monitor.")
  private List<String> names = List.of();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what = new What();

  static final class What {
    @Option(
        names = "--test",
        description =
            "Sends a message that is marked as a test. An incident of PagerDuty is opened and"
                + " resolved at once.")
    private boolean test;

    @Option(
        names = "--dry-run",
        description =
            "Shows what would be sent of the monitor's newest run, without secrets. Sends and"
                + " writes nothing.")
    @SuppressWarnings("UnusedVariable") // picocli reads it; exactly one of the two is given
    private boolean dryRun;
  }

  @Override
  int run() {
    Map<String, String> overrides = new LinkedHashMap<>();
    environment.addTo(overrides);
    if (out != null) {
      overrides.put("out", MonitorOptions.quoted(out));
    }
    Monitor monitor = new MonitorLoader().load(config, overrides);
    NotifySettings settings = monitor.notifications();
    if (settings == null) {
      throw VersionOptions.badArgument("monitor `" + monitor.monitor() + "` has no `notify`");
    }
    List<NotifySettings.Sink> sinks = chosen(settings);
    return what.test ? test(monitor, sinks) : dryRun(monitor, settings, sinks);
  }

  private List<NotifySettings.Sink> chosen(NotifySettings settings) {
    List<String> known = settings.sinks().stream().map(NotifySettings.Sink::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw VersionOptions.badArgument(
            "there is no sink `" + name + "`; known sinks: " + String.join(", ", known));
      }
    }
    return settings.sinks().stream()
        .filter(sink -> names.isEmpty() || names.contains(sink.name()))
        .toList();
  }

  private int test(Monitor monitor, List<NotifySettings.Sink> sinks) {
    PrintWriter writer = spec().commandLine().getOut();
    int exitCode = ExitCodes.OK;
    for (NotifySettings.Sink sink : sinks) {
      Optional<String> problem =
          Notifier.test(monitor, sink, clock(), System.getenv(), Retries.REAL);
      writer.println(
          String.format(
              "%-9s %s",
              sink.name(), problem.map(why -> "was not told: " + why).orElse("took the test")));
      writer.flush();
      exitCode = problem.isPresent() ? ExitCodes.SINK : exitCode;
    }
    return exitCode;
  }

  private int dryRun(Monitor monitor, NotifySettings settings, List<NotifySettings.Sink> sinks) {
    SparkSession spark = spark(monitor);
    RunFiles files = RunFiles.of(spark.sparkContext().hadoopConfiguration(), monitor);
    ResultStore store = files.store(spark);
    RunResult newest =
        new History(store)
            .newest(monitor.monitor(), monitor.environment())
            .orElseThrow(() -> nothing(monitor));
    Notifier notifier =
        new Notifier(
            monitor,
            settings.with(sinks),
            store,
            clock(),
            console(),
            System.getenv(),
            Retries.REAL);
    PrintWriter writer = spec().commandLine().getOut();
    writer.println("run       " + newest.runId());
    for (Notifier.Preview preview : notifier.preview(newest, files.report(newest.runId()))) {
      String what =
          preview.event() == null
              ? "nothing would be sent"
              : preview.event().key() + " would be sent";
      writer.println(String.format("%-9s %s: %s", preview.sink(), preview.service(), what));
      if (preview.body() != null) {
        writer.println(preview.body());
      }
    }
    writer.flush();
    return ExitCodes.OK;
  }

  private static TidemarkException nothing(Monitor monitor) {
    return new TidemarkException(
        ErrorCode.RESULT_NOT_FOUND,
        "there is no run of monitor `%s` in environment `%s`"
            .formatted(monitor.monitor(), monitor.environment()),
        null,
        "run `tidemark run` first, or try the sinks with --test",
        null);
  }

  @Override
  String out() {
    return Optional.ofNullable(out)
        .or(() -> MonitorLoader.out(config, environment.name()))
        .orElse(Monitor.DEFAULT_OUT);
  }

  @Override
  String name() {
    return RunNames.of(config);
  }
}
