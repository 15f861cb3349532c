package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.RunFiles;
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
import org.jspecify.annotations.Nullable;

/** Finds a trained model in the result store, or keeps a new one there. */
final class Models {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          // A card of a later release may say more.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /** The model card beside the pipeline, for whoever takes the folder away. */
  private static final String CARD = "model_card.json";

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
  Kept findOrTrain(String id, RowPins pins, String recipe, Supplier<TrainedModel> train) {
    Optional<Row> row = find(id);
    if (row.isPresent()) {
      return new Kept(id, false, load(id, row.get()));
    }
    TrainedModel trained = train.get();
    keep(id, pins, recipe, trained);
    return new Kept(id, true, trained);
  }

  /**
   * The model of this id.
   *
   * @throws TidemarkException if the store does not have it, or it cannot be read
   */
  TrainedModel load(String id) {
    return load(id, require(id));
  }

  /**
   * What a model was trained with, as {@link MonitorLoader#recipe} wrote it.
   *
   * @throws TidemarkException if the store does not have the model, or an earlier release kept it
   */
  Monitor.Training recipe(String id) {
    Row row = require(id);
    String recipe = row.getString(2);
    if (recipe == null) {
      throw notRebuilt(
          id, "it was kept by a release that did not keep what it was trained with", null);
    }
    try {
      return MonitorLoader.training(recipe);
    } catch (IllegalArgumentException e) {
      throw notRebuilt(id, "what it was trained with cannot be read: " + e.getMessage(), e);
    }
  }

  private static TidemarkException notRebuilt(String id, String reason, @Nullable Exception cause) {
    return new TidemarkException(
        ErrorCode.RESULT_NOT_FOUND,
        "model `" + id + "` cannot be built again",
        reason,
        "use the release that trained it, or train a new model",
        cause);
  }

  private Row require(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new TidemarkException(
                    ErrorCode.RESULT_NOT_FOUND,
                    "there is no model `" + id + "` in " + store.path(StoreTable.MODELS),
                    null,
                    "list the models with `tidemark models`",
                    null));
  }

  private Optional<Row> find(String id) {
    return store
        .query(
            StoreTable.MODELS,
            rows ->
                rows.filter(col("model_id").equalTo(id)).select("path", "card", "recipe").limit(1))
        .stream()
        .findFirst();
  }

  private TrainedModel load(String id, Row row) {
    String path = store.root() + "/" + row.getString(0);
    try {
      return new TrainedModel(
          PipelineModel.load(path), JSON.readValue(row.getString(1), ModelCard.class));
    } catch (Exception e) {
      throw new TidemarkException(
          ErrorCode.RESULT_NOT_FOUND,
          "model `" + id + "` cannot be loaded from " + path,
          DeltaErrors.firstLine(e),
          "restore the folder, or choose another --out to train it again",
          e);
    }
  }

  private void keep(String id, RowPins pins, String recipe, TrainedModel trained) {
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
    new RunFiles(store.hadoop(), store.root())
        .write(path + "/" + CARD, json(trained.card(), JSON.writerWithDefaultPrettyPrinter()));
    store.append(
        StoreTable.MODELS,
        id,
        pins,
        List.of(
            Arrays.asList(
                id,
                Timestamp.from(clock.instant()),
                place,
                json(trained.card(), JSON.writer()),
                recipe)));
  }

  private static String json(ModelCard card, ObjectWriter writer) {
    try {
      return writer.writeValueAsString(card);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a model card is always JSON", e);
    }
  }
}
