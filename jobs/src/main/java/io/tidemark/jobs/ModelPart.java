package io.tidemark.jobs;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.TrainingSettings;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.reports.ModelResult;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Evaluator;
import io.tidemark.training.TrainedModel;
import io.tidemark.training.Trainer;
import io.tidemark.training.TrainingException;
import io.tidemark.training.TrainingSpec;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The model of a monitor: trained on its reference, evaluated on the current version. */
final class ModelPart {
  private final Monitor monitor;
  private final TrainingSpec spec;
  private final References.Frozen reference;
  private final DeltaTables tables;
  private final Models models;
  private final Phases phases;
  private final Progress progress;

  /**
   * The model of a monitor that has {@code training}.
   *
   * @param reference what to train on
   */
  ModelPart(
      Monitor monitor,
      Monitor.Training training,
      References.Frozen reference,
      DeltaTables tables,
      Models models,
      Phases phases,
      Progress progress) {
    this.monitor = monitor;
    this.spec = TrainingSettings.spec(training);
    this.reference = reference;
    this.tables = tables;
    this.models = models;
    this.phases = phases;
    this.progress = progress;
  }

  /**
   * Vets label, features and split against the columns before any scan, so that a mistake costs no
   * time.
   */
  void requireFit(Dataset<Row> rows) {
    TrainingSettings.requireFit(spec, rows);
  }

  /** Finds the model in the store, or trains it. */
  Models.Kept findOrTrain(RowPins run) {
    String id =
        "model-"
            + Hashes.id(
                List.of(
                    reference.tableId(),
                    Long.toString(reference.version()),
                    String.valueOf(reference.where()),
                    spec.toString(),
                    CodeVersion.current()));
    return phases.run("model", id, () -> models.findOrTrain(id, trainedOn(run), this::train));
  }

  private TrainedModel train() {
    ResolvedTable source =
        tables.resolve(monitor.table(), new VersionSelector.AtVersion(reference.version()));
    progress.note("training on " + source.label());
    try {
      return new Trainer().train(tables.read(source, reference.where()), spec);
    } catch (TrainingException e) {
      throw new TidemarkException(
          ErrorCode.TRAINING_FAILED,
          "no model can be trained on `" + source.label() + "`",
          e.getMessage(),
          "mend `training` in the monitor file, or choose another reference",
          e);
    } catch (RuntimeException e) {
      throw DeltaErrors.explain(e, "`" + source.label() + "`");
    }
  }

  /** Evaluates the model on the current version. */
  ModelResult evaluate(Models.Kept model, ResolvedTable table, Dataset<Row> rows) {
    return phases.run("evaluation", model.id() + " on " + table.label(), () -> result(model, rows));
  }

  private ModelResult result(Models.Kept model, Dataset<Row> rows) {
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
        problem,
        null);
  }

  /** The pins of a model's row name what it was trained on, not what the run looked at. */
  private RowPins trainedOn(RowPins run) {
    return new RowPins(
        run.runId(),
        run.monitor(),
        reference.tableId(),
        reference.version(),
        reference.id(),
        run.configHash(),
        run.codeVersion());
  }
}
