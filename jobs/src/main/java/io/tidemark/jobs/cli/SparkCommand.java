package io.tidemark.jobs.cli;

import io.tidemark.jobs.FailedRuns;
import io.tidemark.jobs.Invocation;
import io.tidemark.jobs.RunOutcome;
import io.tidemark.jobs.SparkSessions;
import io.tidemark.jobs.StorageCredentials;
import io.tidemark.jobs.TrainJob;
import io.tidemark.jobs.config.HadoopSettings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.privacy.Privacy;
import io.tidemark.jobs.spark.Deployment;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.VerdictJson;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that needs Spark: starts it, and turns errors into messages, verdicts and exit codes.
 */
abstract class SparkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--verbose", description = "Shows Spark's warnings, and stack traces on errors.")
  private boolean verbose;

  @Option(
      names = "--verdict",
      paramLabel = "FILE",
      description =
          "Writes verdict.json to this path or URI too, for a caller that does not know the run's"
              + " id.")
  private @Nullable String verdict;

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private HelpOption help = new HelpOption();

  private final Clock clock = Clock.systemUTC();
  private @Nullable Console console;
  private @Nullable SparkSession session;
  private UnaryOperator<RunResult> privacy = UnaryOperator.identity();

  /** Does the work and returns the exit code. */
  abstract int run();

  /** Where a verdict goes if the command fails before it knows better. */
  abstract String out();

  /** Name for a run that fails before its monitor is known. */
  abstract String name();

  @Override
  public Integer call() {
    Instant start = clock.instant();
    try {
      requireLasting(out(), Deployment.current(), HadoopSettings.current());
      return run();
    } catch (Exception e) {
      // Spark's checked exceptions come undeclared.
      return fail(start, e);
    }
  }

  /** A driver somewhere in a cluster has a working directory that is gone with it. */
  static void requireLasting(String out, Deployment deployment, Configuration hadoop) {
    if (deployment == Deployment.CLUSTER
        && isRelative(out)
        && FileSystem.getDefaultUri(hadoop).getScheme().equals("file")) {
      throw new TidemarkException(
          ErrorCode.BAD_ARGUMENT,
          "the output directory `" + out + "` is relative",
          "in cluster deploy mode it would lie in the driver's working directory on one of the"
              + " workers",
          "name a URI, or an absolute path that all machines share, with --out or `out:`",
          null);
    }
  }

  private static boolean isRelative(String out) {
    try {
      Path path = new Path(out);
      return path.toUri().getScheme() == null && !path.isAbsolute();
    } catch (IllegalArgumentException e) {
      // Who writes there says that it is no path.
      return false;
    }
  }

  private int fail(Instant start, Exception error) {
    List<String> arguments = withoutVerdict(spec.commandLine().getParseResult().originalArgs());
    FailedRuns.Attempt attempt =
        new FailedRuns.Attempt(
            FailedRuns.runId(name(), spec.name(), arguments),
            name(),
            spec.name(),
            "unknown",
            start,
            clock.instant(),
            null,
            List.of(),
            null);
    return report(new FailedRuns(hadoop()).record(attempt, out(), error, privacy));
  }

  /** Shows the end of a run and returns its exit code. */
  final int report(RunOutcome outcome) {
    int exitCode = copyVerdict(outcome);
    if (outcome.error() == null) {
      summary().run(outcome);
    } else if (outcome.result().failure() != null) {
      new Summary(err(), ansi()).failure(outcome.result().failure(), outcome.verdictFile());
    }
    outcome.outputs().lines().forEach(outWriter()::println);
    outWriter().flush();
    outcome
        .outputs()
        .failures()
        .forEach(e -> new Summary(err(), ansi()).failure(FailedRuns.failure(e), null));
    if (verbose && outcome.error() != null) {
      outcome.error().printStackTrace(err());
      err().flush();
    }
    return exitCode;
  }

  /** Puts the verdict where the caller looks for it, and returns the exit code. */
  private int copyVerdict(RunOutcome outcome) {
    if (verdict == null) {
      return outcome.exitCode();
    }
    try {
      new RunFiles(hadoop(), "")
          .write(verdict, VerdictJson.render(outcome.result(), outcome.reportFile()));
      return outcome.exitCode();
    } catch (TidemarkException e) {
      new Summary(err(), ansi()).failure(FailedRuns.failure(e), outcome.verdictFile());
      return outcome.exitCode() == ExitCodes.OK ? e.code().exitCode() : outcome.exitCode();
    }
  }

  /** What reaches the files: Spark's own settings, once there is a session. */
  private Configuration hadoop() {
    return session == null
        ? HadoopSettings.current()
        : session.sparkContext().hadoopConfiguration();
  }

  /** Where the verdict goes does not make it another run. */
  private static List<String> withoutVerdict(List<String> arguments) {
    List<String> others = new ArrayList<>(arguments);
    others.removeIf(argument -> argument.startsWith("--verdict="));
    int at = others.indexOf("--verdict");
    if (at >= 0) {
      others.subList(at, Math.min(at + 2, others.size())).clear();
    }
    return others;
  }

  /** Shows the end of a training and returns its exit code. */
  final int reportTraining(TrainJob.Outcome trained) {
    int exitCode = report(trained.run());
    PrintWriter out = outWriter();
    trained.notes().forEach(note -> out.println("registry  " + Shown.line(note)));
    out.flush();
    TidemarkException sink = trained.sink();
    if (sink != null) {
      new Summary(err(), ansi()).failure(FailedRuns.failure(sink), trained.run().verdictFile());
    }
    return trained.exitCode() == ExitCodes.OK ? exitCode : trained.exitCode();
  }

  /**
   * Starts Spark for the work of a monitor, whose files are reached by its credentials.
   *
   * @param monitor null if none is known
   */
  final SparkSession spark(@Nullable Monitor monitor) {
    SparkSession spark = spark();
    if (monitor != null) {
      privacy = Privacy.of(monitor, System.getenv());
      StorageCredentials.apply(
          monitor, spark.sparkContext().hadoopConfiguration(), System.getenv());
    }
    return spark;
  }

  final SparkSession spark() {
    console().begin("spark", "starting");
    SparkSession started = SparkSessions.start(verbose);
    session = started;
    return started;
  }

  final Console console() {
    Console shared = console;
    if (shared == null) {
      shared = new Console(err(), ansi(), clock);
      console = shared;
    }
    return shared;
  }

  final Clock clock() {
    return clock;
  }

  final Summary summary() {
    return new Summary(outWriter(), ansi());
  }

  /** How this run was asked for. */
  final Invocation invocation(Invocation.Pinning pinning) {
    return new Invocation(typed(), pinning);
  }

  /** How this run was asked for, by a command that cannot be called again for it: another does. */
  final Invocation invocation(List<String> again, Invocation.Pinning pinning) {
    return new Invocation(typed(), again, pinning);
  }

  private List<String> typed() {
    CommandSpec top = spec;
    while (top.parent() != null) {
      top = top.parent();
    }
    return withoutVerdict(top.commandLine().getParseResult().originalArgs());
  }

  final CommandSpec spec() {
    return spec;
  }

  private PrintWriter outWriter() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private Ansi ansi() {
    return spec.commandLine().getColorScheme().ansi();
  }
}
