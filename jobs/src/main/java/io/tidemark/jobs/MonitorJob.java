package io.tidemark.jobs;

import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.DriftResult;
import io.tidemark.jobs.config.Against;
import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.config.DriftSettings;
import io.tidemark.jobs.config.ModelWeights;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.PrivacyFit;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.registry.Alias;
import io.tidemark.jobs.registry.Entry;
import io.tidemark.jobs.registry.Registry;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.jobs.trigger.RetrainingRules;
import io.tidemark.jobs.trigger.Signals;
import io.tidemark.jobs.trigger.Triggers;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.SchemaComparison;
import io.tidemark.reports.TriggerResult;
import io.tidemark.training.GateReport;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  /** Commits before a version that its result keeps, for the versions that no run looks at. */
  private static final int MOST_COMMITS = 50;

  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;
  private Options options;
  private final RunFiles files;
  private final ResultStore store;
  private final DeltaTables tables;
  private final Triggers triggers;
  private final Phases phases;
  private final References references;
  private @Nullable Entry champion;
  private final RunRecorder recorder;

  /**
   * What to do.
   *
   * @param monitor the monitor
   * @param version which version of its table
   * @param command name of the command, part of the run id
   * @param parts what to compute
   * @param failOn what ends with a non-zero exit code
   * @param invocation how it was asked for
   */
  public record Options(
      Monitor monitor,
      VersionSelector version,
      String command,
      Set<Part> parts,
      FailOn failOn,
      Invocation invocation) {

    /** Asked for by code. */
    public Options(
        Monitor monitor, VersionSelector version, String command, Set<Part> parts, FailOn failOn) {
      this(monitor, version, command, parts, failOn, Invocation.byCode());
    }

    private Options with(Monitor other) {
      return new Options(other, version, command, parts, failOn, invocation);
    }
  }

  /** A job on this session. */
  public MonitorJob(SparkSession spark, Clock clock, Progress progress, Options options) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
    this.options = options;
    files = RunFiles.of(spark.sparkContext().hadoopConfiguration(), options.monitor());
    store = files.store(spark);
    tables = new DeltaTables(spark);
    triggers = new Triggers(store, options.monitor().retrain());
    phases = new Phases(spark, clock, progress);
    references = new References(tables, store, clock, progress);
    recorder =
        new RunRecorder(
            spark,
            clock,
            progress,
            phases,
            options.monitor(),
            options.command(),
            options.invocation(),
            store);
  }

  /**
   * What is known once the table and what it is compared with are resolved.
   *
   * @param reference what to compare with; null if nothing is compared
   * @param notCompared why nothing is compared though the monitor asks for it
   * @param modelReference what the model is trained on; null if there is none
   * @param checks the checks; null if they are no part of the run
   */
  private record Subject(
      String runId,
      ResolvedTable table,
      Pins pins,
      References.@Nullable Frozen reference,
      @Nullable String notCompared,
      References.@Nullable Frozen modelReference,
      @Nullable ChecksPart checks,
      RowPins rowPins) {}

  /**
   * Runs. Failures become an outcome too: this method throws only if not even a verdict could be
   * written.
   */
  public RunOutcome execute() {
    return phases.counted(this::counted);
  }

  private RunOutcome counted() {
    Instant startedAt = clock.instant();
    Pins pins = null;
    String runId =
        FailedRuns.runId(monitor().monitor(), options.command(), List.of(options.toString()));
    try {
      files.checkWritable();
      ResolvedTable table = tables.resolve(monitor().table(), options.version());
      follow(table);
      pins = pins(table, null);
      runId = runId(pins, null, null);
      Subject subject = subject(table, startedAt);
      pins = subject.pins();
      runId = subject.runId();
      try {
        return evaluate(subject, startedAt);
      } catch (Exception e) {
        throw DeltaErrors.explain(e, "`" + table.label() + "`");
      }
    } catch (TidemarkException | ConfigException e) {
      return recorder.failed(runId, pins, startedAt, e);
    } catch (Exception e) {
      return recorder.failed(
          runId, pins, startedAt, DeltaErrors.explain(e, "`" + monitor().table() + "`"));
    }
  }

  /** Looks up the champion, and lets the reference follow it where the monitor says so. */
  private void follow(ResolvedTable table) {
    if (monitor().training() == null) {
      return;
    }
    champion =
        new Registry(store, clock)
            .find(monitor().monitor(), monitor().environment(), Alias.CHAMPION.key())
            .orElse(null);
    Long version = champion == null ? null : champion.pins().tableVersion();
    if (!monitor().followsChampion() || champion == null || version == null) {
      return;
    }
    if (!table.tableId().equals(champion.pins().tableId())) {
      progress.note(
          "the reference does not follow the champion, which was trained on another table");
      return;
    }
    progress.note("the reference follows the champion: version " + version);
    options = options.with(monitor().withReference(version.toString()));
  }

  private Monitor monitor() {
    return options.monitor();
  }

  private Subject subject(ResolvedTable table, Instant startedAt) {
    Optional<Against> against =
        options.parts().contains(Part.DRIFT) ? DriftSettings.against(monitor()) : Optional.empty();
    References.Frozen modelReference = null;
    String requested = monitor().reference();
    if (requested != null && needsModel(against.isPresent())) {
      modelReference = references.resolve(monitor(), requested, seen(table));
    }
    References.Frozen reference = null;
    String notCompared = null;
    if (against.isPresent()) {
      Baselines.Baseline found =
          new Baselines(tables, store, references).find(monitor(), against.get(), seen(table));
      if (found instanceof Baselines.Baseline.Found present) {
        reference = present.reference();
      } else if (found instanceof Baselines.Baseline.None none) {
        notCompared = none.reason();
        progress.note(notCompared);
      }
    }
    Pins pins = pins(table, against.isPresent() ? reference : modelReference);
    ChecksPart checks =
        options.parts().contains(Part.CHECKS)
            ? new ChecksPart(spark, monitor(), table, tables, store, startedAt, phases)
            : null;
    String runId = runId(pins, modelReference, checks);
    return new Subject(
        runId,
        table,
        pins,
        reference,
        notCompared,
        modelReference,
        checks,
        ResultRows.pins(runId, monitor().monitor(), pins));
  }

  private References.Subject seen(ResolvedTable table) {
    return new References.Subject(table, tables.read(table, null).schema());
  }

  /** The model is a part of the run, or drift is weighted by it. */
  private boolean needsModel(boolean drift) {
    Monitor.Weights weights = monitor().drift().weights();
    return monitor().training() != null
        && (options.parts().contains(Part.MODEL)
            || (drift && weights != null && weights.fromModel()));
  }

  private RunOutcome evaluate(Subject subject, Instant startedAt) {
    Dataset<Row> rows = tables.read(subject.table(), monitor().where());
    PrivacyFit.require(monitor(), rows.schema(), subject.table().label());
    long count = phases.run("read", subject.table().label(), () -> rows.count());
    if (count == 0) {
      throw noRows(subject.table(), subject.table().label(), monitor().where());
    }
    ModelPart modelPart = modelPart(subject);
    if (modelPart != null) {
      modelPart.requireFit(rows);
    }
    ChecksPart checksPart = subject.checks();
    SuiteResult checks = null;
    if (checksPart != null) {
      checksPart.requireFit(rows);
      checks = withSchema(subject, checksPart.evaluate(rows, count));
    }
    Models.Kept kept = modelPart == null ? null : model(subject, modelPart);
    DriftResult drift = drift(subject, rows, count, kept);
    ModelResult model =
        modelPart == null || kept == null || !options.parts().contains(Part.MODEL)
            ? null
            : modelPart.evaluate(kept, subject.table(), rows, gates(subject, kept));
    TriggerResult trigger = trigger(subject, checks, drift, model);
    if (checksPart != null && checks != null) {
      checks = checksPart.setApart(rows, checks, subject.runId());
    }
    List<SchemaComparison> schema = schema(subject);
    RunResult result =
        recorder
            .result(subject.runId(), subject.pins(), startedAt)
            .verdict(
                Verdicts.of(checks, drift, subject.notCompared(), model),
                Verdicts.headline(checks, drift, subject.notCompared(), model, trigger))
            .rows(count)
            .checks(checks)
            .drift(drift)
            .notCompared(subject.notCompared())
            .model(model)
            .trigger(trigger)
            .schema(schema)
            .commits(tables.commits(subject.table(), MOST_COMMITS))
            .build();
    return write(subject, result);
  }

  private List<SchemaComparison> schema(Subject subject) {
    return subject.checks() == null
        ? List.of()
        : phases.run(
            "schema changes",
            subject.table().label(),
            () -> new SchemaComparisons(tables).of(subject.table(), subject.pins()));
  }

  private @Nullable ModelPart modelPart(Subject subject) {
    Monitor.Training training = monitor().training();
    return training == null || subject.modelReference() == null
        ? null
        : new ModelPart(
            monitor(),
            training,
            TrainingSource.of(subject.modelReference()),
            new ModelTraining(tables, clock, progress),
            new Models(store, clock),
            phases);
  }

  /**
   * The champion if there is one, on whichever table it was trained: it may come from another
   * environment. Who trains looks for a challenger.
   */
  private Models.Kept model(Subject subject, ModelPart part) {
    Entry used = champion;
    return used != null && !options.parts().equals(Set.of(Part.MODEL))
        ? part.load(used.modelId())
        : part.findOrTrain(subject.rowPins());
  }

  /** Who trains alone wants to know whether the model may be used; others look at one in use. */
  private @Nullable GateReport gates(Subject subject, Models.Kept challenger) {
    Monitor.Training training = monitor().training();
    References.Frozen trainedOn = subject.modelReference();
    if (!options.parts().equals(Set.of(Part.MODEL))
        || training == null
        || trainedOn == null
        || !GatesPart.judges(training)) {
      return null;
    }
    // A champion that is trained again is judged as when there was none.
    String championId =
        champion == null || champion.modelId().equals(challenger.id()) ? null : champion.modelId();
    return new GatesPart(
            spark, monitor(), training, tables, store, new Models(store, clock), phases)
        .judge(challenger, TrainingSource.of(trainedOn), championId, clock.instant());
  }

  private @Nullable DriftResult drift(
      Subject subject, Dataset<Row> rows, long count, Models.@Nullable Kept model) {
    References.Frozen reference = subject.reference();
    if (reference == null) {
      return null;
    }
    Map<String, Double> importances = model == null ? null : model.trained().card().importances();
    return new DriftPart(monitor(), reference, tables, phases, progress)
        .compare(rows, count, ModelWeights.of(monitor(), importances, reference.profiled()));
  }

  private RunOutcome write(Subject subject, RunResult result) {
    progress.begin("store", store.root());
    if (result.trigger() != null) {
      triggers.record(subject.rowPins(), result.trigger(), result.finishedAt());
    }
    return recorder.evaluated(result, subject.pins(), Verdicts.exitCode(result, options.failOn()));
  }

  private SuiteResult withSchema(Subject subject, SuiteResult results) {
    return new SchemaPart(monitor(), tables, references, phases).added(subject.table(), results);
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
        new RetrainingRules(monitor().retrain()).reasons(signals(subject, drift, model));
    String id =
        Triggers.id(
            monitor().monitor(), subject.table().tableId(), subject.table().version(), reasons);
    return triggers.decide(
        subject.rowPins(), id, reasons, RetrainingRules.fitForTraining(checks), clock.instant());
  }

  private Signals signals(
      Subject subject, @Nullable DriftResult drift, @Nullable ModelResult model) {
    return new RetrainingSignals(tables, store, clock).of(monitor(), subject.table(), drift, model);
  }

  private Pins pins(ResolvedTable table, References.@Nullable Frozen reference) {
    return TablePins.of(
        table,
        monitor().where(),
        reference,
        options.parts().contains(Part.DRIFT)
            ? DriftSettings.against(monitor()).map(Against::inWords).orElse(null)
            : null,
        RunRecorder.configHash(monitor()));
  }

  private String runId(
      Pins pins, References.@Nullable Frozen modelReference, @Nullable ChecksPart checks) {
    String hash =
        Hashes.id(
            List.of(
                monitor().monitor(),
                options.command(),
                pins.tableId(),
                Long.toString(pins.tableVersion()),
                String.valueOf(pins.referenceId()),
                modelReference == null ? "null" : modelReference.id(),
                pins.configHash(),
                pins.codeVersion(),
                champion == null ? "" : champion.modelId(),
                checks == null ? "" : String.join("\n", checks.fingerprint())));
    return monitor().monitor() + "-" + options.command() + "-v" + pins.tableVersion() + "-" + hash;
  }

  /**
   * The error that there is not one row.
   *
   * @param table the version, or the newest of several
   * @param label what was read
   */
  static TidemarkException noRows(ResolvedTable table, String label, @Nullable String where) {
    return new TidemarkException(
        ErrorCode.NO_ROWS,
        "`" + label + "` has no rows" + (where == null ? "" : " where " + where),
        "the version was written by " + table.operation() + " at " + table.commitTime(),
        where == null
            ? "check the job that writes the table, or choose another version; nothing can be said"
                + " of an empty one"
            : "check the filter `where` and the version",
        null);
  }
}
