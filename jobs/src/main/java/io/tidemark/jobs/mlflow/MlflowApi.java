package io.tidemark.jobs.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.jobs.http.HttpFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The calls of MLflow's REST interface (version 2.0) that publishing needs, each a single attempt.
 * What creates something looks first whether it is there, so that every call can be made again.
 */
final class MlflowApi {
  /** Tag of runs and versions with the id of the model. */
  static final String MODEL_ID = "tidemark.model_id";

  private static final String PREFIX = "/api/2.0/mlflow/";
  private static final String EXISTS = "RESOURCE_ALREADY_EXISTS";
  private static final String MISSING = "RESOURCE_DOES_NOT_EXIST";

  /** MLflow takes at most 100 parameters and 100 tags at a time. */
  private static final int BATCH = 100;

  private final MlflowHttp http;

  MlflowApi(MlflowHttp http) {
    this.http = http;
  }

  /**
   * A run.
   *
   * @param finished true once all of it was written
   * @param artifacts URI of the folder for its files
   */
  record Run(String id, boolean finished, String artifacts) {}

  /** Id of an experiment, which is made if it is not there. */
  String experiment(String name) throws HttpFailure {
    Optional<JsonNode> found = experimentNamed(name);
    if (found.isEmpty()) {
      try {
        return post("experiments/create", object(Map.of("name", name)))
            .path("experiment_id")
            .asText();
      } catch (HttpFailure e) {
        if (!e.is(EXISTS)) {
          throw e;
        }
        found = experimentNamed(name);
      }
    }
    JsonNode experiment = found.orElseGet(JsonNodeFactory.instance::objectNode);
    if (experiment.path("lifecycle_stage").asText().equals("deleted")) {
      throw new HttpFailure(
          "experiment `"
              + name
              + "` was deleted on the server; restore it, or name another with"
              + " `registry.mlflow.experiment`",
          false,
          null,
          null);
    }
    return experiment.path("experiment_id").asText();
  }

  private Optional<JsonNode> experimentNamed(String name) throws HttpFailure {
    try {
      return Optional.of(
          http.get(PREFIX + "experiments/get-by-name", Map.of("experiment_name", name))
              .path("experiment"));
    } catch (HttpFailure e) {
      if (e.is(MISSING)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The run of a model, which is begun if it is not there. */
  Run run(String experimentId, String modelId, Instant start) throws HttpFailure {
    ObjectNode search = object(Map.of("filter", "tags.`" + MODEL_ID + "` = '" + modelId + "'"));
    search.putArray("experiment_ids").add(experimentId);
    for (JsonNode run : post("runs/search", search).path("runs")) {
      return run(run);
    }
    ObjectNode create = object(Map.of("experiment_id", experimentId, "run_name", modelId));
    create.put("start_time", start.toEpochMilli());
    create.set("tags", pairs(Map.of(MODEL_ID, modelId)));
    return run(post("runs/create", create).path("run"));
  }

  private static Run run(JsonNode run) {
    JsonNode info = run.path("info");
    return new Run(
        info.path("run_id").asText(),
        info.path("status").asText().equals("FINISHED"),
        info.path("artifact_uri").asText());
  }

  /** Writes parameters, tags and metrics of a run; the same ones again change nothing. */
  void log(
      String runId,
      Map<String, String> params,
      Map<String, String> tags,
      Map<String, Double> metrics,
      Instant at)
      throws HttpFailure {
    for (Map<String, String> part : parts(params)) {
      post(
          "runs/log-batch", object(Map.of("run_id", runId)).<ObjectNode>set("params", pairs(part)));
    }
    for (Map<String, String> part : parts(tags)) {
      post("runs/log-batch", object(Map.of("run_id", runId)).<ObjectNode>set("tags", pairs(part)));
    }
    for (Map<String, Double> part : parts(metrics)) {
      ObjectNode batch = object(Map.of("run_id", runId));
      ArrayNode values = batch.putArray("metrics");
      part.forEach(
          (name, value) ->
              values
                  .addObject()
                  .put("key", name)
                  .put("value", value)
                  .put("timestamp", at.toEpochMilli())
                  .put("step", 0));
      post("runs/log-batch", batch);
    }
  }

  /** Marks a run as complete. */
  void finish(String runId, Instant end) throws HttpFailure {
    ObjectNode update = object(Map.of("run_id", runId, "status", "FINISHED"));
    update.put("end_time", end.toEpochMilli());
    post("runs/update", update);
  }

  /** Makes a registered model if there is none of this name. */
  void registeredModel(String name) throws HttpFailure {
    try {
      post("registered-models/create", object(Map.of("name", name)));
    } catch (HttpFailure e) {
      if (!e.is(EXISTS)) {
        throw e;
      }
    }
  }

  /** The version that is the model of a run, which is made if it is not there. */
  String version(String model, Run run, String source, Map<String, String> tags)
      throws HttpFailure {
    JsonNode versions =
        http.get(PREFIX + "model-versions/search", Map.of("filter", "run_id = '" + run.id() + "'"))
            .path("model_versions");
    Optional<String> found =
        StreamSupport.stream(versions.spliterator(), false)
            .filter(v -> v.path("name").asText().equals(model))
            .map(v -> v.path("version").asText())
            .findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    ObjectNode create = object(Map.of("name", model, "source", source, "run_id", run.id()));
    create.set("tags", pairs(tags));
    return post("model-versions/create", create).path("model_version").path("version").asText();
  }

  /** Gives an alias to a version, in place of another one. */
  void alias(String model, String version, String alias) throws HttpFailure {
    post(
        "registered-models/alias",
        object(Map.of("name", model, "version", version, "alias", alias)));
  }

  /** Takes an alias away; nothing happens if there is none. */
  void removeAlias(String model, String alias) throws HttpFailure {
    try {
      http.send(
          "DELETE",
          PREFIX + "registered-models/alias",
          object(Map.of("name", model, "alias", alias)));
    } catch (HttpFailure e) {
      if (!e.is(MISSING)) {
        throw e;
      }
    }
  }

  private JsonNode post(String path, JsonNode body) throws HttpFailure {
    return http.send("POST", PREFIX + path, body);
  }

  private static ObjectNode object(Map<String, String> fields) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    fields.forEach(object::put);
    return object;
  }

  private static ArrayNode pairs(Map<String, String> values) {
    ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
    values.forEach((key, value) -> pairs.addObject().put("key", key).put("value", value));
    return pairs;
  }

  private static <V> List<Map<String, V>> parts(Map<String, V> values) {
    List<Map<String, V>> parts = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          if (parts.isEmpty() || parts.get(parts.size() - 1).size() == BATCH) {
            parts.add(new LinkedHashMap<>());
          }
          parts.get(parts.size() - 1).put(key, value);
        });
    return parts;
  }
}
