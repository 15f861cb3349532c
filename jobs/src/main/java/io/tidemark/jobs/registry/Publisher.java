package io.tidemark.jobs.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.config.MlflowSettings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.mlflow.MlflowRegistry;
import io.tidemark.jobs.mlflow.Publication;
import io.tidemark.jobs.mlflow.PublishedModel;
import io.tidemark.jobs.store.ResultStore;
import java.time.Clock;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Brings what the registry says to an MLflow server. Every step can be made again. */
public final class Publisher {
  private final ResultStore store;
  private final MlflowRegistry mlflow;

  Publisher(ResultStore store, MlflowRegistry mlflow) {
    this.store = store;
    this.mlflow = mlflow;
  }

  /**
   * The publisher of a monitor; nothing if it publishes nowhere.
   *
   * @param environment the environment variables
   */
  public static Optional<Publisher> of(
      Monitor monitor,
      SparkSession spark,
      ResultStore store,
      Map<String, String> environment,
      Clock clock) {
    return MlflowSettings.of(monitor, environment)
        .map(
            settings ->
                new Publisher(
                    store,
                    new MlflowRegistry(
                        spark, settings, store.root() + "/artifacts/mlflow", environment, clock)));
  }

  /**
   * Publishes a model.
   *
   * @throws TidemarkException if the server does not take it; the registry is not touched
   */
  public Publication publish(Entry entry) {
    return mlflow.publish(published(entry));
  }

  /**
   * Makes the server's aliases those of the registry, and publishes the models that hold them.
   *
   * @return where the holders are
   * @throws TidemarkException as in {@link #publish}
   */
  public Map<Alias, Publication> align(RegistryState state) {
    Map<Alias, Publication> places = new EnumMap<>(Alias.class);
    for (Alias alias : Alias.values()) {
      Optional<Entry> holder = state.holder(alias);
      if (holder.isPresent()) {
        PublishedModel model = published(holder.get());
        Publication publication = mlflow.publish(model);
        mlflow.alias(model, publication, alias.key());
        places.put(alias, publication);
      } else {
        String onBehalfOf = state.holder(Alias.CHAMPION).map(Entry::modelId).orElse("MODEL");
        mlflow.removeAlias(onBehalfOf, alias.key());
      }
    }
    return places;
  }

  private PublishedModel published(Entry entry) {
    StoredModel model =
        new StoredModels(store).find(entry.modelId()).orElseThrow(() -> gone(entry));
    CardFacts facts = new CardFacts(model.card());
    return new PublishedModel(
        entry.modelId(),
        entry.version(),
        model.createdAt(),
        facts.params(),
        facts.metrics(),
        tags(entry),
        Map.of("model_card.json", pretty(model.card())),
        store.root() + "/" + model.path());
  }

  private static Map<String, String> tags(Entry entry) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("mlflow.source.name", "tidemark");
    tags.put("mlflow.user", entry.who());
    tags.put("tidemark.model_version", Integer.toString(entry.version()));
    tags.put("tidemark.monitor", entry.pins().monitor());
    tags.put("tidemark.table_id", text(entry.pins().tableId()));
    tags.put("tidemark.table_version", text(entry.pins().tableVersion()));
    tags.put("tidemark.reference_id", text(entry.pins().referenceId()));
    tags.put("tidemark.config_hash", entry.pins().configHash());
    tags.put("tidemark.code_version", entry.pins().codeVersion());
    return tags;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String pretty(JsonNode card) {
    return card.isMissingNode() ? "" : card.toPrettyString();
  }

  private TidemarkException gone(Entry entry) {
    return new TidemarkException(
        ErrorCode.RESULT_NOT_FOUND,
        "model `%s` is registered, but no row of %s has it"
            .formatted(entry.modelId(), store.root()),
        "the row was removed from the table `models`",
        "restore the table `models`, with RESTORE TABLE",
        null);
  }
}
