package io.tidemark.jobs;

import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.DriftResult;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.jobs.trigger.RetrainingRules;
import io.tidemark.jobs.trigger.Triggers;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.reports.TriggerResult;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Decides on retraining by what is known of a version: its newest checks, drift and model quality,
 * and the newest look at the inference log. Reads results only, not the table's rows.
 */
public final class TriggerJob {
  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;

  /** A job on this session. */
  public TriggerJob(SparkSession spark, Clock clock, Progress progress) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Decides, and records what was decided; the same decision twice adds nothing.
   *
   * @throws TidemarkException if nothing is known of the version
   */
  public RunOutcome execute(Monitor monitor, VersionSelector version, Invocation invocation) {
    Phases phases = new Phases(spark, clock, progress);
    return phases.counted(() -> decide(monitor, version, invocation, phases));
  }

  private RunOutcome decide(
      Monitor monitor, VersionSelector version, Invocation invocation, Phases phases) {
    Instant startedAt = clock.instant();
    RunFiles files = RunFiles.of(spark.sparkContext().hadoopConfiguration(), monitor);
    files.checkWritable();
    ResultStore store = files.store(spark);
    DeltaTables tables = new DeltaTables(spark);
    RunRecorder recorder =
        new RunRecorder(spark, clock, progress, phases, monitor, "trigger", invocation, store);
    ResolvedTable table = tables.resolve(monitor.table(), version);
    Known known =
        phases.run(
            "signals",
            table.label(),
            () ->
                Known.of(
                    new History(store)
                        .runsOf(monitor.monitor(), table.tableId(), table.version())));
    if (known.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.RESULT_NOT_FOUND,
          "nothing is known of `" + table.label() + "`",
          "no run of monitor `" + monitor.monitor() + "` has looked at it",
          "run `tidemark run` on this version first",
          null);
    }
    List<RetrainingRules.Reason> reasons =
        new RetrainingRules(monitor.retrain())
            .reasons(
                new RetrainingSignals(tables, store, clock)
                    .of(monitor, table, known.drift(), known.model()));
    Pins pins = known.pins();
    String id = Triggers.id(monitor.monitor(), table.tableId(), table.version(), reasons);
    RowPins rowPins = ResultRows.pins("", monitor.monitor(), pins);
    Triggers triggers = new Triggers(store, monitor.retrain());
    TriggerResult decision =
        triggers.decide(
            rowPins, id, reasons, RetrainingRules.fitForTraining(known.checks()), clock.instant());
    // The same decision is the same run, however often it is asked for.
    String runId =
        monitor.monitor()
            + "-trigger-v"
            + table.version()
            + "-"
            + Hashes.id(List.of(id, pins.configHash(), decision.state().name()));
    triggers.record(ResultRows.pins(runId, monitor.monitor(), pins), decision, clock.instant());
    RunResult result =
        recorder
            .result(runId, pins, startedAt)
            .verdict(RunVerdict.PASS, decision.explanation())
            .rows(known.rows())
            .trigger(decision)
            .build();
    return recorder.evaluated(result, pins, ExitCodes.OK);
  }

  /**
   * The newest of each kind of result of one version.
   *
   * @param runs newest first
   */
  private record Known(List<RunResult> runs) {

    static Known of(List<RunResult> runs) {
      return new Known(runs.stream().filter(run -> run.pins() != null).toList());
    }

    boolean isEmpty() {
      return runs.isEmpty();
    }

    private <T> Optional<T> newest(Function<RunResult, @Nullable T> part) {
      return runs.stream()
          .map(part)
          .filter(Objects::nonNull)
          .map(Objects::requireNonNull)
          .findFirst();
    }

    @Nullable DriftResult drift() {
      return newest(RunResult::drift).orElse(null);
    }

    @Nullable SuiteResult checks() {
      return newest(RunResult::checks).orElse(null);
    }

    @Nullable ModelResult model() {
      return newest(
              run -> run.model() == null || run.model().current() == null ? null : run.model())
          .orElse(null);
    }

    @Nullable Long rows() {
      return newest(RunResult::rows).orElse(null);
    }

    Pins pins() {
      return Objects.requireNonNull(runs.get(0).pins());
    }
  }
}
