package io.tidemark.jobs;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.registry.Alias;
import io.tidemark.jobs.registry.Change;
import io.tidemark.jobs.registry.Entry;
import io.tidemark.jobs.registry.ModelsJob;
import io.tidemark.jobs.registry.Registry;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.training.GateReport;
import io.tidemark.training.Provenance;
import io.tidemark.training.TrainedModel;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Brings a model from one environment to another: copies it into the other's result store, judges
 * it there by the other's gates, and makes it the champion if it is approved where an approval is
 * asked for. The environment that it comes from is only read.
 */
public final class PromoteJob {
  private static final String COMMAND = "promote";

  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;
  private final Map<String, String> variables;
  private final Phases phases;
  private final DeltaTables tables;

  /**
   * A job on this session.
   *
   * @param variables the environment variables
   */
  public PromoteJob(
      SparkSession spark, Clock clock, Progress progress, Map<String, String> variables) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
    this.variables = variables;
    phases = new Phases(spark, clock, progress);
    tables = new DeltaTables(spark);
  }

  /**
   * What to do.
   *
   * @param from the monitor in the environment that has the model
   * @param to the monitor in the environment that gets it; the result lies there
   * @param model a model id, a version number, or an alias in {@code from}
   * @param who who asks for it
   * @param note why; null if nothing is said
   * @param invocation how it was asked for
   */
  public record Options(
      Monitor from,
      Monitor to,
      String model,
      String who,
      @Nullable String note,
      Invocation invocation) {}

  /**
   * What came of it.
   *
   * @param run the run, with what each gate says
   * @param registry the change of the registry; null if a gate refused the model
   */
  public record Outcome(RunOutcome run, ModelsJob.@Nullable Outcome registry) {}

  /**
   * Promotes.
   *
   * @throws TidemarkException if model, table or version are gone, the approval lacks, or a store
   *     cannot be read or written
   */
  public Outcome execute(Options options) {
    return phases.counted(() -> promoted(options));
  }

  private Outcome promoted(Options options) {
    Instant startedAt = clock.instant();
    Monitor to = options.to();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    ResultStore source = RunFiles.of(hadoop, options.from()).store(spark);
    RunFiles files = RunFiles.of(hadoop, to);
    files.checkWritable();
    ResultStore store = files.store(spark);
    String id =
        new Registry(source, clock)
            .require(options.from().monitor(), options.from().environment(), options.model())
            .modelId();
    progress.begin("copy", id + " to " + store.root());
    new ModelTransfer(hadoop, source, store).copy(id, to.monitor());
    Registry registry = new Registry(store, clock);
    Entry entry = registry.register(to.monitor(), id, options.who(), note(options));
    String champion =
        registry
            .state(to.monitor(), to.environment())
            .holder(Alias.CHAMPION)
            .map(Entry::modelId)
            .filter(other -> !other.equals(id))
            .orElse(null);
    TrainedModel trained = new Models(store, clock).load(id);
    Provenance made = provenance(id, trained);
    ResolvedTable table = trainedOn(options, id, made);
    GateReport gates = gates(options, store, new Models.Kept(id, false, trained), made, champion);
    ModelsJob.Outcome changed = null;
    if (gates == null || gates.accepted()) {
      changed = promote(options, store, entry, champion);
    }
    RunRecorder recorder =
        new RunRecorder(spark, clock, progress, phases, to, COMMAND, options.invocation(), store);
    Pins pins = TablePins.of(table, made.where(), null, null, made.configHash());
    RunResult result =
        recorder
            .result(runId(to, id, gates), pins, startedAt)
            .verdict(verdict(gates), headline(options, id, gates))
            .rows(made.rows())
            .model(new ModelResult(id, made.version(), false, trained.card(), null, null, gates))
            .build();
    RunOutcome run =
        recorder.evaluated(result, pins, changed == null ? ExitCodes.MODEL : ExitCodes.OK);
    return new Outcome(run, changed);
  }

  private static String note(Options options) {
    String from = "from " + options.from().environment();
    return options.note() == null ? from : from + ": " + options.note();
  }

  private static Provenance provenance(String id, TrainedModel trained) {
    Provenance made = trained.card().provenance();
    if (made == null) {
      throw new TidemarkException(
          ErrorCode.RESULT_NOT_FOUND,
          "model `" + id + "` cannot be brought to another environment",
          "it was kept by a release that did not keep what it was made from",
          "train a new model",
          null);
    }
    return made;
  }

  private ResolvedTable trainedOn(Options options, String id, Provenance made) {
    ResolvedTable table =
        tables.resolve(options.from().table(), new VersionSelector.AtVersion(made.version()));
    if (!table.tableId().equals(made.tableId())) {
      throw new TidemarkException(
          ErrorCode.TABLE_NOT_FOUND,
          "model `%s` was trained on table %s, but `%s` is table %s"
              .formatted(id, made.tableId(), table.label(), table.tableId()),
          "it is another table, or the table was dropped and created again",
          "name the place of the table that it was trained on in environment `%s`"
              .formatted(options.from().environment()),
          null);
    }
    return table;
  }

  /** Judges by the gates of the new environment what was trained in the old one. */
  private @Nullable GateReport gates(
      Options options,
      ResultStore store,
      Models.Kept model,
      Provenance made,
      @Nullable String champion) {
    Models models = new Models(store, clock);
    Monitor.Training training = options.to().training();
    if (training == null || !GatesPart.judges(training)) {
      return null;
    }
    Monitor.Training settings = models.recipe(model.id()).withGatesOf(training);
    TrainingSource source =
        new TrainingSource(made.tableId(), made.version(), made.where(), made.referenceId());
    return new GatesPart(
            spark,
            options.to().withTable(options.from().table()),
            settings,
            tables,
            store,
            models,
            phases)
        .judge(model, source, champion, clock.instant());
  }

  private ModelsJob.Outcome promote(
      Options options, ResultStore store, Entry entry, @Nullable String champion) {
    Monitor to = options.to();
    new Registry(store, clock)
        .challenge(
            new Change(
                to.monitor(), to.environment(), entry.modelId(), options.who(), note(options)));
    return new ModelsJob(to, spark, store, variables, clock)
        .promoteOver(entry.modelId(), options.who(), note(options), champion);
  }

  private static String refusedBy(@Nullable GateReport gates) {
    return gates == null ? "" : gates.refusedBy();
  }

  private static RunVerdict verdict(@Nullable GateReport gates) {
    return refusedBy(gates).isEmpty() ? RunVerdict.PASS : RunVerdict.REJECTED;
  }

  private static String runId(Monitor to, String model, @Nullable GateReport gates) {
    return to.monitor()
        + "-promote-"
        + Hashes.id(
            List.of(
                model,
                to.environment(),
                RunRecorder.configHash(to),
                refusedBy(gates),
                CodeVersion.current()));
  }

  private static String headline(Options options, String model, @Nullable GateReport gates) {
    String from = options.from().environment();
    String to = options.to().environment();
    String refusedBy = refusedBy(gates);
    return refusedBy.isEmpty()
        ? "Model %s of %s is champion in %s.".formatted(model, from, to)
        : "Model %s of %s is refused in %s by %s.".formatted(model, from, to, refusedBy);
  }
}
