package io.tidemark.jobs.registry;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** The table {@code models}. */
final class StoredModels {
  private static final JsonMapper JSON = new JsonMapper();

  private final ResultStore store;

  StoredModels(ResultStore store) {
    this.store = store;
  }

  /** All models, oldest first. */
  List<StoredModel> all() {
    return store.query(StoreTable.MODELS, rows -> rows.orderBy("created_at", "model_id")).stream()
        .map(StoredModels::model)
        .toList();
  }

  /** The model of an id. */
  Optional<StoredModel> find(String modelId) {
    return store
        .query(StoreTable.MODELS, rows -> rows.filter(col("model_id").equalTo(modelId)).limit(1))
        .stream()
        .findFirst()
        .map(StoredModels::model);
  }

  private static StoredModel model(Row row) {
    Timestamp created = row.getAs("created_at");
    return new StoredModel(
        row.getAs("model_id"),
        row.getAs("monitor"),
        row.getAs("table_version"),
        created.toInstant(),
        row.getAs("path"),
        card(row.getAs("card")));
  }

  private static JsonNode card(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      // A list of models with an unreadable card is still a list.
      return MissingNode.getInstance();
    }
  }
}
