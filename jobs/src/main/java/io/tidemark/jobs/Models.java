package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.training.ModelCard;
import io.tidemark.training.TrainedModel;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Row;

/** Finds a trained model in the result store, or keeps a new one there. */
final class Models {
  private static final JsonMapper JSON = new JsonMapper();

  private final ResultStore store;
  private final Clock clock;

  Models(ResultStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A model with its id.
   *
   * @param trainedNow true if this call trained it
   */
  record Kept(String id, boolean trainedNow, TrainedModel trained) {}

  /** The model of this id: loaded if the store has it, else trained and kept. */
  Kept findOrTrain(String id, RowPins pins, Supplier<TrainedModel> train) {
    Optional<Row> row =
        store
            .query(
                StoreTable.MODELS,
                rows -> rows.filter(col("model_id").equalTo(id)).select("path", "card").limit(1))
            .stream()
            .findFirst();
    if (row.isPresent()) {
      return new Kept(
          id, false, load(id, store.root() + "/" + row.get().getString(0), row.get().getString(1)));
    }
    TrainedModel trained = train.get();
    keep(id, pins, trained);
    return new Kept(id, true, trained);
  }

  private static TrainedModel load(String id, String path, String card) {
    try {
      return new TrainedModel(PipelineModel.load(path), JSON.readValue(card, ModelCard.class));
    } catch (Exception e) {
      throw new TidemarkException(
          ErrorCode.RESULT_NOT_FOUND,
          "model `" + id + "` cannot be loaded from " + path,
          DeltaErrors.firstLine(e),
          "restore the folder, or choose another --out to train it again",
          e);
    }
  }

  private void keep(String id, RowPins pins, TrainedModel trained) {
    // Kept relative to the root, so that the store can be moved or mounted elsewhere.
    String place = "artifacts/models/" + id;
    String path = store.root() + "/" + place;
    try {
      // The row in `models` is the commit: a folder without one is left from a run that died, and
      // is replaced.
      trained.model().write().overwrite().save(path);
    } catch (IOException e) {
      throw new TidemarkException(
          ErrorCode.OUTPUT_NOT_WRITABLE,
          "the model cannot be saved to " + path,
          DeltaErrors.firstLine(e),
          "check the path and its permissions",
          e);
    }
    store.append(
        StoreTable.MODELS,
        id,
        pins,
        List.of(Arrays.asList(id, Timestamp.from(clock.instant()), place, json(trained.card()))));
  }

  private static String json(ModelCard card) {
    try {
      return JSON.writeValueAsString(card);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a model card is always JSON", e);
    }
  }
}
