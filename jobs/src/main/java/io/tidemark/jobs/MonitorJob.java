package io.tidemark.jobs;

import io.tidemark.checks.SuiteEvaluator;
import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.DriftComparison;
import io.tidemark.drift.DriftResult;
import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.config.DriftSettings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.config.Suites;
import io.tidemark.jobs.config.TrainingSettings;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.jobs.trigger.RetrainingRules;
import io.tidemark.jobs.trigger.Triggers;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunReport;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.TriggerResult;
import io.tidemark.reports.VerdictJson;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Evaluator;
import io.tidemark.training.Trainer;
import io.tidemark.training.TrainingException;
import io.tidemark.training.TrainingSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one version of one table: checks, drift, model and the decision on retraining, or some
 * of these. Everything is computed first and written last; the same pins give the same run id, and
 * a second run of it adds nothing to the store.
 */
public final class MonitorJob {
  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;
  private final Options options;
  private final RunFiles files;
  private final ResultStore store;
  private final DeltaTables tables;
  private final Triggers triggers;
  private final Phases phases;

  /**
   * What to do.
   *
   * @param monitor the monitor
   * @param version which version of its table
   * @param command name of the command, part of the run id
   * @param parts what to compute
   * @param failOn what ends with a non-zero exit code
   */
  public record Options(
      Monitor monitor, VersionSelector version, String command, Set<Part> parts, FailOn failOn) {}

  /** A job on this session. */
  public MonitorJob(SparkSession spark, Clock clock, Progress progress, Options options) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
    this.options = options;
    files = new RunFiles(spark.sparkContext().hadoopConfiguration(), options.monitor().out());
    store = new ResultStore(spark, files.storeRoot());
    tables = new DeltaTables(spark);
    triggers = new Triggers(store, options.monitor().retrain().coolDown());
    phases = new Phases(spark, clock, progress);
  }

  /** What is known once the table and the reference are resolved. */
  private record Subject(
      String runId,
      ResolvedTable table,
      Pins pins,
      References.@Nullable Frozen reference,
      RowPins rowPins) {}

  /**
   * Runs. Failures become an outcome too: this method throws only if not even a verdict could be
   * written.
   */
  public RunOutcome execute() {
    Instant startedAt = clock.instant();
    Pins pins = null;
    String runId =
        FailedRuns.runId(monitor().monitor(), options.command(), List.of(options.toString()));
    try {
      files.checkWritable();
      ResolvedTable table = tables.resolve(monitor().table(), options.version());
      pins = pins(table, null);
      runId = runId(pins);
      References.Frozen reference = reference(table);
      pins = pins(table, reference);
      runId = runId(pins);
      RowPins rowPins = ResultRows.pins(runId, monitor().monitor(), pins);
      Subject subject = new Subject(runId, table, pins, reference, rowPins);
      try {
        return evaluate(subject, startedAt);
      } catch (Exception e) {
        throw DeltaErrors.explain(e, "`" + table.label() + "`");
      }
    } catch (TidemarkException | ConfigException e) {
      return failed(runId, pins, startedAt, e);
    } catch (Exception e) {
      return failed(runId, pins, startedAt, DeltaErrors.explain(e, "`" + monitor().table() + "`"));
    }
  }

  private Monitor monitor() {
    return options.monitor();
  }

  private RunOutcome failed(String runId, @Nullable Pins pins, Instant startedAt, Exception error) {
    FailedRuns.Attempt attempt =
        new FailedRuns.Attempt(
            pins == null ? runId : FailedRuns.attemptId(runId),
            monitor().monitor(),
            options.command(),
            monitor().environment(),
            startedAt,
            clock.instant(),
            pins,
            phases.done());
    RunOutcome outcome =
        new FailedRuns(spark.sparkContext().hadoopConfiguration())
            .record(attempt, monitor().out(), error);
    boolean storeFailed =
        error instanceof TidemarkException known && known.code() == ErrorCode.OUTPUT_NOT_WRITABLE;
    if (!storeFailed) {
      RowPins rowPins =
          pins == null
              ? new RowPins(
                  runId, monitor().monitor(), null, null, null, configHash(), CodeVersion.current())
              : ResultRows.pins(runId, monitor().monitor(), pins);
      try {
        new ResultRows(store).writeError(outcome.result(), rowPins);
      } catch (TidemarkException e) {
        // The first failure is the one to tell.
        error.addSuppressed(e);
      }
      overview();
    }
    return outcome;
  }

  private References.@Nullable Frozen reference(ResolvedTable table) {
    String requested = monitor().reference();
    boolean needed = options.parts().contains(Part.DRIFT) || options.parts().contains(Part.MODEL);
    if (requested == null || !needed) {
      return null;
    }
    return new References(tables, store, clock, progress).resolve(monitor(), requested, table);
  }

  private RunOutcome evaluate(Subject subject, Instant startedAt) {
    Dataset<Row> rows = tables.read(subject.table(), monitor().where());
    long count = phases.run("read", subject.table().label(), () -> rows.count());
    if (count == 0) {
      throw noRows(subject.table(), monitor().where());
    }
    TrainingSpec spec = trainingSpec(rows);
    SuiteResult checks = checks(rows, count);
    DriftResult drift = drift(subject, rows, count);
    ModelResult model = model(subject, rows, spec);
    TriggerResult trigger = trigger(subject, checks, drift, model);
    RunResult result =
        new RunResult(
            RunResult.FORMAT_VERSION,
            subject.runId(),
            monitor().monitor(),
            options.command(),
            monitor().environment(),
            Verdicts.of(checks, drift, model),
            Verdicts.headline(checks, drift, model, trigger),
            startedAt,
            clock.instant(),
            count,
            subject.pins(),
            checks,
            drift,
            model,
            trigger,
            null,
            phases.done());
    return write(subject, result);
  }

  private RunOutcome write(Subject subject, RunResult result) {
    progress.begin("store", store.root());
    if (result.trigger() != null) {
      triggers.record(subject.rowPins(), result.trigger(), result.finishedAt());
    }
    new ResultRows(store).write(result, subject.pins());
    String report = files.report(result.runId());
    files.write(report, RunReport.html(result));
    String verdict = files.verdict(result.runId());
    files.write(verdict, VerdictJson.render(result, report));
    overview();
    return new RunOutcome(
        result, Verdicts.exitCode(result, options.failOn()), verdict, report, null);
  }

  /** The overview shows other runs too: one of them that cannot be shown must not fail this one. */
  private void overview() {
    try {
      new ReportJob(store, files).execute();
    } catch (TidemarkException e) {
      progress.note("the overview was not written: " + e.getMessage());
    }
  }

  private @Nullable SuiteResult checks(Dataset<Row> rows, long count) {
    if (!options.parts().contains(Part.CHECKS)) {
      return null;
    }
    var suite = Suites.of(monitor());
    int size = suite.constraints().size();
    String detail =
        String.format(
            Locale.ROOT,
            "%d %s on %,d rows",
            size,
            size == 1 ? "constraint" : "constraints",
            count);
    return phases.run("checks", detail, () -> new SuiteEvaluator().evaluate(suite, rows));
  }

  private @Nullable DriftResult drift(Subject subject, Dataset<Row> rows, long count) {
    References.Frozen reference = subject.reference();
    if (!options.parts().contains(Part.DRIFT) || reference == null) {
      return null;
    }
    String detail =
        String.format(
            Locale.ROOT,
            "%,d rows against %s (version %d)",
            count,
            reference.id(),
            reference.version());
    return phases.run("drift", detail, () -> compare(reference, rows));
  }

  private DriftResult compare(References.Frozen reference, Dataset<Row> rows) {
    try {
      return new DriftComparison(DriftSettings.driftOptions(monitor()))
          .compare(reference.profile(), rows);
    } catch (IllegalArgumentException e) {
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "`drift` does not fit reference " + reference.id() + " of version " + reference.version(),
          e.getMessage(),
          "mend `drift` in the monitor file",
          e);
    }
  }

  /**
   * Vets label, features and split against the columns before any scan, so that a mistake costs no
   * time.
   */
  private @Nullable TrainingSpec trainingSpec(Dataset<Row> rows) {
    Monitor.Training training = monitor().training();
    if (!options.parts().contains(Part.MODEL) || training == null) {
      return null;
    }
    TrainingSpec spec = TrainingSettings.spec(training);
    TrainingSettings.requireFit(spec, rows);
    return spec;
  }

  private @Nullable ModelResult model(
      Subject subject, Dataset<Row> rows, @Nullable TrainingSpec spec) {
    References.Frozen reference = subject.reference();
    if (spec == null || reference == null) {
      return null;
    }
    String id =
        "model-"
            + Hashes.id(
                List.of(
                    reference.tableId(),
                    Long.toString(reference.version()),
                    String.valueOf(reference.where()),
                    spec.toString(),
                    CodeVersion.current()));
    return phases.run("model", id, () -> model(subject, reference, rows, spec, id));
  }

  private ModelResult model(
      Subject subject,
      References.Frozen reference,
      Dataset<Row> rows,
      TrainingSpec spec,
      String id) {
    Models.Kept model =
        new Models(store, clock)
            .findOrTrain(
                id,
                trainedOn(subject.rowPins(), reference),
                () -> {
                  ResolvedTable source =
                      tables.resolve(
                          monitor().table(), new VersionSelector.AtVersion(reference.version()));
                  progress.note("training on " + source.label());
                  try {
                    return new Trainer().train(tables.read(source, reference.where()), spec);
                  } catch (TrainingException e) {
                    throw trainingFailed(source, e);
                  } catch (RuntimeException e) {
                    throw DeltaErrors.explain(e, "`" + source.label() + "`");
                  }
                });
    progress.note("evaluating on " + subject.table().label());
    Evaluation current = null;
    String problem = null;
    try {
      current = new Evaluator().evaluate(model.trained().model(), rows, spec);
    } catch (TrainingException e) {
      // No label has arrived yet, for example: no reason to lose the checks and the drift.
      problem = e.getMessage();
    }
    return new ModelResult(
        model.id(),
        reference.version(),
        model.trainedNow(),
        model.trained().card(),
        current,
        problem);
  }

  /** The pins of a model's row name what it was trained on, not what the run looked at. */
  private static RowPins trainedOn(RowPins run, References.Frozen reference) {
    return new RowPins(
        run.runId(),
        run.monitor(),
        reference.tableId(),
        reference.version(),
        reference.id(),
        run.configHash(),
        run.codeVersion());
  }

  private static TidemarkException trainingFailed(ResolvedTable source, TrainingException e) {
    return new TidemarkException(
        ErrorCode.TRAINING_FAILED,
        "no model can be trained on `" + source.label() + "`",
        e.getMessage(),
        "mend `training` in the monitor file, or choose another reference",
        e);
  }

  private @Nullable TriggerResult trigger(
      Subject subject,
      @Nullable SuiteResult checks,
      @Nullable DriftResult drift,
      @Nullable ModelResult model) {
    if (!options.parts().contains(Part.TRIGGER)) {
      return null;
    }
    List<RetrainingRules.Reason> reasons =
        new RetrainingRules(monitor().retrain()).reasons(drift, model);
    String id =
        "trigger-"
            + Hashes.id(
                List.of(
                    monitor().monitor(),
                    subject.table().tableId(),
                    Long.toString(subject.table().version()),
                    reasons.stream()
                        .map(RetrainingRules.Reason::code)
                        .collect(Collectors.joining("+"))));
    return triggers.decide(
        subject.rowPins(), id, reasons, RetrainingRules.fitForTraining(checks), clock.instant());
  }

  private String configHash() {
    return Hashes.id(List.of(MonitorLoader.canonical(monitor())));
  }

  private Pins pins(ResolvedTable table, References.@Nullable Frozen reference) {
    return new Pins(
        table.name(),
        table.tableId(),
        table.version(),
        table.commitTime(),
        table.operation(),
        table.message(),
        monitor().where(),
        reference == null ? null : reference.id(),
        reference == null ? null : reference.version(),
        configHash(),
        CodeVersion.current());
  }

  private String runId(Pins pins) {
    String hash =
        Hashes.id(
            List.of(
                monitor().monitor(),
                options.command(),
                pins.tableId(),
                Long.toString(pins.tableVersion()),
                String.valueOf(pins.referenceId()),
                pins.configHash(),
                pins.codeVersion()));
    return monitor().monitor() + "-" + options.command() + "-v" + pins.tableVersion() + "-" + hash;
  }

  /** Fails if there is not one row. */
  static void requireRows(Dataset<Row> rows, ResolvedTable table, @Nullable String where) {
    if (rows.isEmpty()) {
      throw noRows(table, where);
    }
  }

  private static TidemarkException noRows(ResolvedTable table, @Nullable String where) {
    return new TidemarkException(
        ErrorCode.NO_ROWS,
        "`" + table.label() + "` has no rows" + (where == null ? "" : " where " + where),
        "the version was written by " + table.operation() + " at " + table.commitTime(),
        where == null
            ? "check the job that writes the table, or choose another version; nothing can be said of an empty one"
            : "check the filter `where` and the version",
        null);
  }
}
