package io.tidemark.jobs;

import io.tidemark.jobs.config.GateSettings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.config.TrainingSettings;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.reports.ModelResult;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Evaluator;
import io.tidemark.training.GateReport;
import io.tidemark.training.Provenance;
import io.tidemark.training.TrainingException;
import io.tidemark.training.TrainingSpec;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The model of a monitor: the champion or one trained now, evaluated on the current version. */
final class ModelPart {
  private final Monitor monitor;
  private final TrainingSpec spec;
  private final Monitor.Training settings;
  private final TrainingSource source;
  private final ModelTraining training;
  private final Models models;
  private final Phases phases;

  /**
   * The model of a monitor that has {@code training}.
   *
   * @param source what to train on
   */
  ModelPart(
      Monitor monitor,
      Monitor.Training settings,
      TrainingSource source,
      ModelTraining training,
      Models models,
      Phases phases) {
    this.monitor = monitor;
    this.settings = settings;
    this.spec = TrainingSettings.spec(settings);
    this.source = source;
    this.training = training;
    this.models = models;
    this.phases = phases;
  }

  /**
   * Vets label, features and split against the columns before any scan, so that a mistake costs no
   * time.
   */
  void requireFit(Dataset<Row> rows) {
    TrainingSettings.requireFit(spec, rows);
  }

  /** Loads a model that is in use. */
  Models.Kept load(String id) {
    return phases.run("model", id, () -> new Models.Kept(id, false, models.load(id)));
  }

  /** Finds the model of the source in the store, or trains it. */
  Models.Kept findOrTrain(RowPins run) {
    String id = id();
    return phases.run(
        "model",
        id,
        () ->
            models.findOrTrain(
                id,
                trainedOn(run),
                MonitorLoader.recipe(settings),
                () -> training.train(monitor.table(), source, settings, run.configHash())));
  }

  /** Made of everything that the model depends on. */
  private String id() {
    return "model-"
        + Hashes.id(
            List.of(
                source.tableId(),
                Long.toString(source.version()),
                String.valueOf(source.where()),
                spec.toString(),
                CodeVersion.current()));
  }

  /** Evaluates the model on the current version. */
  ModelResult evaluate(
      Models.Kept model, ResolvedTable table, Dataset<Row> rows, @Nullable GateReport gates) {
    return phases.run(
        "evaluation", model.id() + " on " + table.label(), () -> result(model, rows, gates));
  }

  private ModelResult result(Models.Kept model, Dataset<Row> rows, @Nullable GateReport gates) {
    Evaluation current = null;
    String problem = null;
    try {
      current =
          new Evaluator()
              .evaluate(model.trained().model(), rows, GateSettings.evaluation(settings));
    } catch (TrainingException e) {
      // No label has arrived yet, for example: no reason to lose the checks and the drift.
      problem = e.getMessage();
    }
    Provenance made = model.trained().card().provenance();
    return new ModelResult(
        model.id(),
        made == null ? source.version() : made.version(),
        model.trainedNow(),
        model.trained().card(),
        current,
        problem,
        gates);
  }

  /** The pins of a model's row name what it was trained on, not what the run looked at. */
  private RowPins trainedOn(RowPins run) {
    return new RowPins(
        run.runId(),
        run.monitor(),
        source.tableId(),
        source.version(),
        source.referenceId(),
        run.configHash(),
        run.codeVersion());
  }
}
