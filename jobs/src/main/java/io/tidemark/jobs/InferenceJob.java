package io.tidemark.jobs;

import io.tidemark.drift.DriftResult;
import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.config.Inference;
import io.tidemark.jobs.config.InferenceSettings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.PrivacyFit;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.InferenceResult;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.training.Task;
import io.tidemark.training.TrainingException;
import io.tidemark.training.inference.InferenceLog;
import io.tidemark.training.inference.InferenceWindow;
import io.tidemark.training.inference.InferenceWindows;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one version of an inference log by windows of time: operation, quality, estimated
 * quality, and drift of the outputs. The same pins give the same run id, and a second run of it
 * adds nothing to the store.
 */
public final class InferenceJob {
  private final Options options;
  private final Monitor monitor;
  private final Inference settings;
  private final Clock clock;
  private final Progress progress;
  private final RunFiles files;
  private final DeltaTables tables;
  private final Phases phases;
  private final References references;
  private final RunRecorder recorder;

  /**
   * What to do.
   *
   * @param monitor the monitor
   * @param settings its log
   * @param version which version of the log
   * @param command name of the command, part of the run id
   * @param failOn what ends with a non-zero exit code
   * @param invocation how it was asked for
   */
  public record Options(
      Monitor monitor,
      Inference settings,
      VersionSelector version,
      String command,
      FailOn failOn,
      Invocation invocation) {}

  /** A job on this session. */
  public InferenceJob(SparkSession spark, Clock clock, Progress progress, Options options) {
    this.options = options;
    this.clock = clock;
    this.progress = progress;
    monitor = options.monitor();
    settings = options.settings();
    files = RunFiles.of(spark.sparkContext().hadoopConfiguration(), monitor);
    ResultStore store = files.store(spark);
    tables = new DeltaTables(spark);
    phases = new Phases(spark, clock, progress);
    references = new References(tables, store, clock, progress);
    recorder =
        new RunRecorder(
            spark,
            clock,
            progress,
            phases,
            monitor,
            options.command(),
            options.invocation(),
            store);
  }

  /**
   * Runs. Failures become an outcome too: this method throws only if not even a verdict could be
   * written.
   */
  public RunOutcome execute() {
    return phases.counted(this::counted);
  }

  private RunOutcome counted() {
    Instant startedAt = clock.instant();
    String name = logName();
    String runId =
        FailedRuns.runId(monitor.monitor(), options.command(), List.of(options.toString()));
    Pins pins = null;
    try {
      files.checkWritable();
      ResolvedTable log = tables.resolve(name, options.version());
      name = log.label();
      Dataset<Row> rows = tables.read(log, where());
      pins = pins(log, null);
      runId = runId(pins);
      InferenceSettings.requireFit(settings, rows, log.label());
      if (settings.table() == null) {
        PrivacyFit.require(monitor, rows.schema(), log.label());
      }
      OutputDrift outputs = new OutputDrift(monitor, settings, log, where(), tables, references);
      Optional<References.Frozen> reference = outputs.reference(rows);
      if (reference.isPresent()) {
        pins = pins(log, reference.get());
        runId = runId(pins);
      }
      return evaluate(runId, pins, log, rows, outputs, reference.orElse(null), startedAt);
    } catch (TidemarkException | ConfigException e) {
      return recorder.failed(runId, pins, startedAt, e);
    } catch (Exception e) {
      return recorder.failed(runId, pins, startedAt, DeltaErrors.explain(e, "`" + name + "`"));
    }
  }

  private String logName() {
    return settings.table() == null ? monitor.table() : settings.table();
  }

  /** The monitor's filter is one on its own table. */
  private @Nullable String where() {
    return settings.table() == null ? monitor.where() : null;
  }

  private RunOutcome evaluate(
      String runId,
      Pins pins,
      ResolvedTable log,
      Dataset<Row> rows,
      OutputDrift outputs,
      References.@Nullable Frozen reference,
      Instant startedAt) {
    InferenceWindows found = phases.run("windows", log.label(), () -> windows(rows, log));
    if (found.windows().isEmpty() && found.reference() == null) {
      throw MonitorJob.noRows(log, log.label(), where());
    }
    long count = found.windows().stream().mapToLong(InferenceWindow::rows).sum();
    DriftResult drift =
        reference == null || found.windows().isEmpty()
            ? null
            : outputs.compare(
                reference, rows, found.windows().get(0).from(), count, phases, progress);
    InferenceFigures figures = new InferenceFigures(settings, found, log.commitTime());
    InferenceVerdicts verdicts = InferenceVerdicts.of(settings, figures.windows(), drift);
    InferenceResult inference =
        new InferenceResult(
            InferenceSettings.task(settings).key(),
            InferenceSettings.spec(settings).every().toString(),
            verdicts.windows(),
            figures.reference(),
            verdicts.alerts(),
            verdicts.operation(),
            verdicts.reason(),
            notes(found, figures));
    RunResult result =
        recorder
            .result(runId, pins, startedAt)
            .verdict(verdicts.verdict(), verdicts.reason())
            .rows(count)
            .drift(drift)
            .inference(inference)
            .build();
    return recorder.evaluated(result, pins, verdicts.exitCode(options.failOn()));
  }

  private InferenceWindows windows(Dataset<Row> rows, ResolvedTable log) {
    try {
      return InferenceLog.windows(rows, InferenceSettings.spec(settings));
    } catch (TrainingException e) {
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "`inference` does not fit `" + log.label() + "`: " + e.getMessage(),
          null,
          "mend `inference` in the monitor file, or the log",
          e);
    }
  }

  private List<String> notes(InferenceWindows found, InferenceFigures figures) {
    List<String> notes = new ArrayList<>();
    if (figures.estimates()) {
      notes.add(
          "Estimated quality assumes that the probability of %s given the score is what it was on the labelled rows; where that has changed (concept drift), only realised quality shows it."
              .formatted(
                  InferenceSettings.task(settings) == Task.MULTICLASS
                      ? "each class"
                      : "a positive label"));
    }
    if (found.rowsWithoutTime() > 0) {
      notes.add(
          "%d rows have no `%s` and are in no window."
              .formatted(found.rowsWithoutTime(), settings.time()));
    }
    if (settings.reference() == null) {
      notes.add("The outputs were not compared: there is no `inference.reference`.");
    } else if (InferenceSettings.referenceTime(settings).isPresent() && found.reference() == null) {
      notes.add("There are no rows before the reference's end.");
    }
    return notes;
  }

  private Pins pins(ResolvedTable log, References.@Nullable Frozen reference) {
    return TablePins.of(log, where(), reference, against(), RunRecorder.configHash(monitor));
  }

  private @Nullable String against() {
    return InferenceSettings.referenceTime(settings)
        .map(until -> "rows before " + until)
        .or(() -> InferenceSettings.storedReference(settings))
        .orElse(null);
  }

  private String runId(Pins pins) {
    String hash =
        Hashes.id(
            List.of(
                monitor.monitor(),
                options.command(),
                pins.tableId(),
                Long.toString(pins.tableVersion()),
                String.valueOf(pins.referenceId()),
                pins.configHash(),
                pins.codeVersion()));
    return monitor.monitor() + "-" + options.command() + "-v" + pins.tableVersion() + "-" + hash;
  }
}
