package io.tidemark.jobs.cli;

import io.tidemark.jobs.FailedRuns;
import io.tidemark.jobs.Invocation;
import io.tidemark.jobs.RunOutcome;
import io.tidemark.jobs.SparkSessions;
import io.tidemark.jobs.TrainJob;
import io.tidemark.jobs.config.HadoopSettings;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.spark.Deployment;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
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

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private HelpOption help = new HelpOption();

  private final Clock clock = Clock.systemUTC();
  private @Nullable Console console;

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
    Path path = new Path(out);
    if (deployment == Deployment.CLUSTER
        && path.toUri().getScheme() == null
        && !path.isAbsolute()
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

  private int fail(Instant start, Exception error) {
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
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
    return report(new FailedRuns(HadoopSettings.current()).record(attempt, out(), error));
  }

  /** Shows the end of a run and returns its exit code. */
  final int report(RunOutcome outcome) {
    if (outcome.error() == null) {
      summary().run(outcome);
      return outcome.exitCode();
    }
    if (outcome.result().failure() != null) {
      new Summary(err(), ansi()).failure(outcome.result().failure(), outcome.verdictFile());
    }
    if (verbose) {
      outcome.error().printStackTrace(err());
      err().flush();
    }
    return outcome.exitCode();
  }

  /** Shows the end of a training and returns its exit code. */
  final int reportTraining(TrainJob.Outcome trained) {
    report(trained.run());
    PrintWriter out = outWriter();
    trained.notes().forEach(note -> out.println("registry  " + note));
    out.flush();
    TidemarkException sink = trained.sink();
    if (sink != null) {
      new Summary(err(), ansi()).failure(FailedRuns.failure(sink), trained.run().verdictFile());
    }
    return trained.exitCode();
  }

  final SparkSession spark() {
    console().begin("spark", "starting");
    return SparkSessions.start(verbose);
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
    CommandSpec top = spec;
    while (top.parent() != null) {
      top = top.parent();
    }
    return new Invocation(top.commandLine().getParseResult().originalArgs(), pinning);
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
