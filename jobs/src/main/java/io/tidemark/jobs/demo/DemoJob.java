package io.tidemark.jobs.demo;

import io.tidemark.jobs.FailOn;
import io.tidemark.jobs.Invocation;
import io.tidemark.jobs.MonitorJob;
import io.tidemark.jobs.Part;
import io.tidemark.jobs.Progress;
import io.tidemark.jobs.RunOutcome;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.VersionSelector;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Writes the example table and runs the example monitor on each of its versions but the first. */
public final class DemoJob {
  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;

  /** A job on this session. */
  public DemoJob(SparkSession spark, Clock clock, Progress progress) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Runs the demo.
   *
   * @param source the flights as Parquet
   * @param monitor the example monitor; its table is written
   * @param invocation how each run was asked for
   * @return one outcome per version, in order; stops after the first that ended in an error
   */
  public List<RunOutcome> execute(String source, Monitor monitor, Invocation invocation) {
    progress.begin("lake", monitor.table());
    new FlightsLake(spark, progress).write(source, monitor.table());
    List<RunOutcome> outcomes = new ArrayList<>();
    for (long version : FlightsLake.versionsToCheck()) {
      progress.begin("run", monitor.monitor() + " on version " + version);
      MonitorJob.Options options =
          new MonitorJob.Options(
              monitor,
              new VersionSelector.AtVersion(version),
              "run",
              EnumSet.allOf(Part.class),
              FailOn.NEVER,
              invocation);
      RunOutcome outcome = new MonitorJob(spark, clock, progress, options).execute();
      outcomes.add(outcome);
      if (outcome.error() != null) {
        break;
      }
    }
    return outcomes;
  }
}
