package io.tidemark.jobs;

import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.SuiteResult;
import io.tidemark.jobs.config.GateSettings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.TrainingSettings;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.spark.ClusterErrors;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.training.Comparison;
import io.tidemark.training.Evaluation;
import io.tidemark.training.EvaluationSpec;
import io.tidemark.training.Evaluator;
import io.tidemark.training.Fairness;
import io.tidemark.training.FairnessEvaluator;
import io.tidemark.training.GateReport;
import io.tidemark.training.GateRules;
import io.tidemark.training.GateStatus;
import io.tidemark.training.Gates;
import io.tidemark.training.Latency;
import io.tidemark.training.LatencyMeter;
import io.tidemark.training.Overlap;
import io.tidemark.training.PairedComparison;
import io.tidemark.training.TrainingException;
import io.tidemark.training.TrainingSpec;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Judges a challenger on the golden rows: beside the champion, on slices and groups, by its speed,
 * and by the checks of the rows that it was trained on.
 */
final class GatesPart {
  private final SparkSession spark;
  private final Monitor monitor;
  private final Monitor.Training settings;
  private final TrainingSpec spec;
  private final DeltaTables tables;
  private final ResultStore store;
  private final Models models;
  private final Phases phases;

  GatesPart(
      SparkSession spark,
      Monitor monitor,
      Monitor.Training settings,
      DeltaTables tables,
      ResultStore store,
      Models models,
      Phases phases) {
    this.spark = spark;
    this.monitor = monitor;
    this.settings = settings;
    this.spec = TrainingSettings.spec(settings);
    this.tables = tables;
    this.store = store;
    this.models = models;
    this.phases = phases;
  }

  /** Whether a monitor's models are judged. */
  static boolean judges(Monitor.Training settings) {
    return settings.gates() != null;
  }

  /**
   * Judges.
   *
   * @param source what the challenger was trained on
   * @param championId id of the champion; null if there is none
   * @throws TidemarkException if the golden rows are gone, or hold rows that the challenger was
   *     trained on
   */
  GateReport judge(
      Models.Kept challenger, TrainingSource source, @Nullable String championId, Instant now) {
    ResolvedTable trainedOn =
        tables.resolve(monitor.table(), new VersionSelector.AtVersion(source.version()));
    Training training = new Training(challenger, trainedOn, tables.read(trainedOn, source.where()));
    GateSettings.Golden golden = settings.golden();
    if (golden == null) {
      return phases.run("gates", challenger.id(), () -> onHeldOut(training, championId, now));
    }
    ResolvedTable table =
        tables.resolve(golden.table(), new VersionSelector.AtVersion(golden.version()));
    Dataset<Row> rows = tables.read(table, golden.where());
    try {
      phases.run("golden", table.label(), () -> requireApart(table, rows, training));
      return phases.run(
          "gates",
          challenger.id() + " on " + table.label(),
          () -> onGolden(table, rows, training, championId, now));
    } catch (TrainingException e) {
      ClusterErrors.rethrow(e, "work on `" + table.label() + "`");
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "model `" + challenger.id() + "` cannot be judged on `" + table.label() + "`",
          e.getMessage(),
          "mend `training.golden` or `training.gates` in the monitor file",
          e);
    } catch (RuntimeException e) {
      throw DeltaErrors.explain(e, "`" + table.label() + "`");
    }
  }

  /** A challenger with the rows that it was trained on. */
  private record Training(Models.Kept challenger, ResolvedTable table, Dataset<Row> rows) {}

  /** A model that has seen the rows it is judged on is better on them than it is. */
  private long requireApart(ResolvedTable golden, Dataset<Row> rows, Training training) {
    Monitor.Key key = monitor.key();
    long shared = Overlap.count(rows, training.rows(), key == null ? List.of() : key.columns());
    if (shared > 0) {
      throw new TidemarkException(
          ErrorCode.GOLDEN_OVERLAP,
          String.format(
              Locale.ROOT,
              "%,d rows of the golden set `%s` are among the rows of `%s` that the model is trained"
                  + " on",
              shared,
              golden.label(),
              training.table().label()),
          key == null
              ? "rows are told apart by all columns that both have"
              : "rows are told apart by the monitor's `key`",
          "leave them out of training with `where`, or choose other golden rows: no model is judged"
              + " on rows it has seen",
          null);
    }
    return shared;
  }

  /** Without golden rows there is no champion to compare with, only limits to keep. */
  private GateReport onHeldOut(Training training, @Nullable String championId, Instant now) {
    GateRules rules = GateSettings.rules(settings);
    Evaluation quality = training.challenger().trained().card().heldOut();
    Gates.DataChecks data = dataChecks(rules, training, now);
    return new GateReport(
        "held-out rows of " + training.table().label(),
        championId,
        quality,
        null,
        null,
        List.of(),
        null,
        Gates.judge(rules, new Gates.Evidence(quality, championId, null, List.of(), null, data)));
  }

  private GateReport onGolden(
      ResolvedTable golden,
      Dataset<Row> rows,
      Training training,
      @Nullable String championId,
      Instant now) {
    GateRules rules = GateSettings.rules(settings);
    EvaluationSpec how = GateSettings.evaluation(settings);
    Evaluator evaluator = new Evaluator();
    PipelineModel model = training.challenger().trained().model();
    Evaluation quality = evaluator.evaluate(model, rows, how);
    PipelineModel champion = championId == null ? null : models.load(championId).model();
    Evaluation championQuality = champion == null ? null : evaluator.evaluate(champion, rows, how);
    Comparison comparison = champion == null ? null : comparison(rules, model, champion, rows);
    GateRules.OnGroups groups = rules.fairness();
    List<Fairness> fairness =
        groups == null
            ? List.of()
            : FairnessEvaluator.of(model, rows, spec.label(), groups.by(), groups.minRows());
    Latency latency = rules.latency() == null ? null : new LatencyMeter().measure(model, rows);
    return new GateReport(
        golden.label(),
        championId,
        quality,
        championQuality,
        comparison,
        fairness,
        latency,
        Gates.judge(
            rules,
            new Gates.Evidence(
                quality,
                championId,
                comparison,
                fairness,
                latency,
                dataChecks(rules, training, now))));
  }

  private @Nullable Comparison comparison(
      GateRules rules, PipelineModel challenger, PipelineModel champion, Dataset<Row> rows) {
    GateRules.OverChampion rule = rules.overChampion();
    return rule == null
        ? null
        : PairedComparison.of(
            challenger,
            champion,
            rows,
            new PairedComparison.Setting(
                spec.task(),
                spec.label(),
                rule.metric(),
                rule.relative(),
                rule.confidence(),
                spec.seed()));
  }

  /** The checks of the rows that the challenger was trained on; null if no rule asks. */
  private Gates.@Nullable DataChecks dataChecks(GateRules rules, Training training, Instant now) {
    if (!rules.dataChecks()) {
      return null;
    }
    ChecksPart part = new ChecksPart(spark, monitor, training.table(), tables, store, now, phases);
    part.requireFit(training.rows());
    SuiteResult checks = part.evaluate(training.rows(), training.rows().count());
    String label = training.table().label();
    int all = checks.results().size();
    long failed = checks.count(CheckStatus.FAIL);
    long unknown = checks.count(CheckStatus.ERROR);
    if (failed + unknown == 0) {
      return new Gates.DataChecks(
          GateStatus.PASS, "none of the %d checks of %s failed".formatted(all, label));
    }
    return new Gates.DataChecks(
        failed > 0 ? GateStatus.FAIL : GateStatus.ERROR,
        "of %d checks of %s %d failed and %d could not be evaluated"
            .formatted(all, label, failed, unknown));
  }
}
