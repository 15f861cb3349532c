package io.tidemark.jobs.housekeeping;

import io.tidemark.jobs.Progress;
import io.tidemark.jobs.ReportJob;
import io.tidemark.jobs.config.Housekeeping;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.jobs.store.StoreTable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Deletes old results of a monitor, puts the small files of the result store together, and looks
 * whether all that its results and models rest on can still be read.
 */
public final class HousekeepingJob {
  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;

  /** A job on this session. */
  public HousekeepingJob(SparkSession spark, Clock clock, Progress progress) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * What was done, or would be done.
   *
   * @param runs runs whose results were deleted
   * @param rows their rows by table
   * @param folders folders of models that never were kept
   * @param compacted tables whose files were put together
   * @param pinned what results and models rest on
   */
  public record Outcome(
      int runs,
      Map<StoreTable, Long> rows,
      List<String> folders,
      List<StoreTable> compacted,
      List<Pinned> pinned) {

    public Outcome {
      rows = Map.copyOf(rows);
      folders = List.copyOf(folders);
      compacted = List.copyOf(compacted);
      pinned = List.copyOf(pinned);
    }

    /** What cannot be read any more. */
    public List<Pinned> lost() {
      return pinned.stream().filter(p -> !p.isReadable()).toList();
    }
  }

  /**
   * Does it.
   *
   * @param dryRun only tells what would be done
   * @throws io.tidemark.jobs.error.TidemarkException if the store cannot be read or written
   */
  public Outcome execute(Monitor monitor, boolean dryRun) {
    RunFiles files = RunFiles.of(spark.sparkContext().hadoopConfiguration(), monitor);
    files.checkWritable();
    ResultStore store = files.store(spark);
    Housekeeping settings = monitor.housekeeping();
    Instant now = clock.instant();
    Retention retention = new Retention(store, files, monitor.monitor(), monitor.environment());
    progress.begin("retention", store.root());
    List<String> runs = retention.old(settings, now);
    Map<StoreTable, Long> rows = retention.rows(runs);
    List<String> folders = retention.leftModels(now);
    List<StoreTable> compacted = new ArrayList<>();
    if (!dryRun) {
      retention.delete(runs, rows);
      if (!runs.isEmpty()) {
        new ReportJob(store, files).refresh();
      }
      folders.forEach(files::delete);
      for (StoreTable table : StoreTable.values()) {
        if (store.compact(table)) {
          progress.note("files of `" + table.folder() + "` put together");
          compacted.add(table);
        }
        store.vacuum(table, settings.vacuum());
      }
    }
    progress.begin("pinned", "versions, references and models");
    List<Pinned> pinned =
        new PinnedThings(monitor, new DeltaTables(spark), store, files, clock).look();
    return new Outcome(runs.size(), rows, folders, compacted, pinned);
  }
}
