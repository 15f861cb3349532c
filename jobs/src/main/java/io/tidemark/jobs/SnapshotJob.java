package io.tidemark.jobs;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RunFiles;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;

/** Freezes a version of a table as a reference. */
public final class SnapshotJob {
  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;

  /** A job on this session. */
  public SnapshotJob(SparkSession spark, Clock clock, Progress progress) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * The reference.
   *
   * @param referenceId its id, to be named as {@code reference:}
   * @param table the version it was taken from
   * @param rows its rows
   * @param frozenNow false if it was stored already
   */
  public record Snapshot(String referenceId, ResolvedTable table, long rows, boolean frozenNow) {}

  /** Freezes the version, or finds that it is frozen. */
  public Snapshot execute(Monitor monitor, VersionSelector version) {
    RunFiles files = RunFiles.of(spark.sparkContext().hadoopConfiguration(), monitor);
    files.checkWritable();
    DeltaTables tables = new DeltaTables(spark);
    ResolvedTable table = tables.resolve(monitor.table(), version);
    // Names in the monitor may be of columns that were added after this version.
    ResolvedTable newest = tables.resolve(monitor.table(), new VersionSelector.Latest());
    ResultStore store = files.store(spark);
    References.Frozen frozen =
        new References(tables, store, clock, progress)
            .resolve(
                monitor,
                Long.toString(table.version()),
                new References.Subject(table, tables.read(newest, null).schema()));
    return new Snapshot(frozen.id(), table, frozen.profile().rows(), frozen.frozenNow());
  }
}
