package io.tidemark.jobs;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.TrainingSettings;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.spark.ClusterErrors;
import io.tidemark.training.Fingerprint;
import io.tidemark.training.Provenance;
import io.tidemark.training.TrainedModel;
import io.tidemark.training.Trainer;
import io.tidemark.training.TrainingException;
import java.time.Clock;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Trains a model on a pinned version of a table, and says what it was made from. */
final class ModelTraining {
  private final DeltaTables tables;
  private final Clock clock;
  private final Progress progress;

  ModelTraining(DeltaTables tables, Clock clock, Progress progress) {
    this.tables = tables;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Trains.
   *
   * @param tableName path or name of the table
   * @param configHash hash of the configuration, for the card
   * @throws TidemarkException if the version is gone, or no model can be trained on it
   */
  TrainedModel train(
      String tableName, TrainingSource source, Monitor.Training training, String configHash) {
    ResolvedTable table =
        tables.resolve(tableName, new VersionSelector.AtVersion(source.version()));
    progress.note("training on " + table.label());
    try {
      Dataset<Row> rows = tables.read(table, source.where());
      TrainedModel trained = new Trainer().train(rows, TrainingSettings.spec(training));
      Fingerprint fingerprint = Fingerprint.of(rows);
      Provenance made =
          new Provenance(
              tableName,
              source.tableId(),
              source.version(),
              source.where(),
              source.referenceId(),
              fingerprint.rows(),
              Fingerprint.schemaHash(rows.schema()),
              fingerprint.value(),
              configHash,
              CodeVersion.current(),
              clock.instant());
      return new TrainedModel(trained.model(), trained.card().with(made));
    } catch (TrainingException e) {
      ClusterErrors.rethrow(e, "work on `" + table.label() + "`");
      throw new TidemarkException(
          ErrorCode.TRAINING_FAILED,
          "no model can be trained on `" + table.label() + "`",
          e.getMessage(),
          "mend `training` in the monitor file, or choose another reference",
          e);
    } catch (RuntimeException e) {
      throw DeltaErrors.explain(e, "`" + table.label() + "`");
    }
  }
}
