package io.tidemark.jobs;

import io.tidemark.jobs.config.GateSettings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.training.Fingerprint;
import io.tidemark.training.GateReport;
import io.tidemark.training.GateResult;
import io.tidemark.training.PredictionDifference;
import io.tidemark.training.Provenance;
import io.tidemark.training.TrainedModel;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Builds a kept model again from the version of the table and the settings that it was built from,
 * and judges whether it is the same: the same rows, the same quality, the same predictions.
 */
public final class ReproduceJob {
  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;
  private final DeltaTables tables;
  private final Phases phases;

  /** A job on this session. */
  public ReproduceJob(SparkSession spark, Clock clock, Progress progress) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
    tables = new DeltaTables(spark);
    phases = new Phases(spark, clock, progress);
  }

  /**
   * What to build again.
   *
   * @param monitor the monitor of the model
   * @param model id of the model
   * @param table where the table is now; null for where it was
   * @param invocation how it was asked for
   */
  public record Options(
      Monitor monitor, String model, @Nullable String table, Invocation invocation) {}

  /**
   * Builds the model again.
   *
   * @throws TidemarkException if model, table or version are gone; it says what is missing
   */
  public RunOutcome execute(Options options) {
    return phases.counted(() -> reproduced(options));
  }

  private RunOutcome reproduced(Options options) {
    Instant startedAt = clock.instant();
    RunFiles files = RunFiles.of(spark.sparkContext().hadoopConfiguration(), options.monitor());
    files.checkWritable();
    ResultStore store = files.store(spark);
    RunRecorder recorder =
        new RunRecorder(
            spark,
            clock,
            progress,
            phases,
            options.monitor(),
            "reproduce",
            options.invocation(),
            store);
    Models models = new Models(store, clock);
    TrainedModel kept = models.load(options.model());
    Monitor.Training settings = models.recipe(options.model());
    Provenance made = provenance(options.model(), kept);
    ResolvedTable table = table(options, made);
    try {
      GateReport report = rebuild(kept, settings, made, table);
      RunResult result = result(recorder, options, startedAt, kept, table, made, report);
      return recorder.evaluated(
          result,
          Objects.requireNonNull(result.pins()),
          report.accepted() ? ExitCodes.OK : ExitCodes.MODEL);
    } catch (Exception e) {
      throw missing(options.model(), DeltaErrors.explain(e, "`" + table.label() + "`"));
    }
  }

  private static Provenance provenance(String model, TrainedModel kept) {
    Provenance made = kept.card().provenance();
    if (made == null) {
      throw new TidemarkException(
          ErrorCode.RESULT_NOT_FOUND,
          "model `" + model + "` cannot be built again",
          "it was kept by a release that did not keep what it was made from",
          "use the release that trained it, or train a new model",
          null);
    }
    return made;
  }

  private ResolvedTable table(Options options, Provenance made) {
    String name = options.table() == null ? made.table() : options.table();
    ResolvedTable table;
    try {
      table = tables.resolve(name, new VersionSelector.AtVersion(made.version()));
    } catch (TidemarkException e) {
      throw missing(options.model(), e);
    }
    if (!table.tableId().equals(made.tableId())) {
      throw new TidemarkException(
          ErrorCode.TABLE_NOT_FOUND,
          "model `%s` cannot be built again: `%s` is table %s, but it was trained on table %s"
              .formatted(options.model(), name, table.tableId(), made.tableId()),
          "it is another table, or the table was dropped and created again",
          "name the place of the table with --table",
          null);
    }
    return table;
  }

  /** The error with what it means for the model. */
  private static TidemarkException missing(String model, TidemarkException cause) {
    return new TidemarkException(
        cause.code(),
        "model `" + model + "` cannot be built again: " + cause.getMessage(),
        cause.reason(),
        cause.nextStep(),
        cause);
  }

  private GateReport rebuild(
      TrainedModel kept, Monitor.Training settings, Provenance made, ResolvedTable table) {
    Dataset<Row> rows = tables.read(table, made.where());
    Fingerprint fingerprint = phases.run("fingerprint", table.label(), () -> Fingerprint.of(rows));
    TrainingSource source =
        new TrainingSource(made.tableId(), made.version(), made.where(), made.referenceId());
    TrainedModel again =
        phases.run(
            "model",
            "training again on " + table.label(),
            () ->
                new ModelTraining(tables, clock, progress)
                    .train(table.name(), source, settings, made.configHash()));
    GateSettings.Golden golden = settings.golden();
    ResolvedTable judgedOn =
        golden == null
            ? table
            : tables.resolve(golden.table(), new VersionSelector.AtVersion(golden.version()));
    Dataset<Row> judged = golden == null ? rows : tables.read(judgedOn, golden.where());
    PredictionDifference difference =
        phases.run(
            "predictions",
            "of both models on " + judgedOn.label(),
            () -> difference(kept, again, judged, judgedOn));
    List<GateResult> gates = new ArrayList<>();
    gates.add(SameModel.data(made, fingerprint));
    gates.add(SameModel.schema(made, Fingerprint.schemaHash(rows.schema())));
    gates.addAll(SameModel.quality(kept.card(), again.card()));
    gates.add(SameModel.predictions(difference, judgedOn.label()));
    return new GateReport(
        table.label(),
        null,
        again.card().heldOut(),
        kept.card().heldOut(),
        null,
        List.of(),
        null,
        gates);
  }

  private static PredictionDifference difference(
      TrainedModel kept, TrainedModel again, Dataset<Row> judged, ResolvedTable judgedOn) {
    try {
      return PredictionDifference.of(kept.model(), again.model(), judged, kept.card().task());
    } catch (Exception e) {
      // The golden rows may be those that are gone.
      throw DeltaErrors.explain(e, "`" + judgedOn.label() + "`");
    }
  }

  private static RunResult result(
      RunRecorder recorder,
      Options options,
      Instant startedAt,
      TrainedModel kept,
      ResolvedTable table,
      Provenance made,
      GateReport report) {
    Pins pins = TablePins.of(table, made.where(), null, null, made.configHash());
    String outcome = report.gates().stream().map(g -> g.gate() + g.status()).toList().toString();
    String runId =
        options.monitor().monitor()
            + "-reproduce-"
            + Hashes.id(
                List.of(
                    options.model(),
                    table.tableId(),
                    outcome,
                    made.configHash(),
                    pins.codeVersion()));
    return recorder
        .result(runId, pins, startedAt)
        .verdict(
            report.accepted() ? RunVerdict.PASS : RunVerdict.REJECTED,
            headline(options.model(), table, made, report))
        .rows(made.rows())
        .model(
            new ModelResult(
                options.model(), made.version(), false, kept.card(), null, null, report))
        .build();
  }

  private static String headline(
      String model, ResolvedTable table, Provenance made, GateReport report) {
    String code =
        made.codeVersion().equals(CodeVersion.current())
            ? ""
            : " (trained by release %s, built again by %s)"
                .formatted(made.codeVersion(), CodeVersion.current());
    return report.accepted()
        ? "Model %s was built again from %s: same rows, same quality, same predictions%s."
            .formatted(model, table.label(), code)
        : "Model %s was built again from %s, but is not the same: %s%s."
            .formatted(model, table.label(), report.refusedBy(), code);
  }
}
