package io.tidemark.jobs.mlflow;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model as it is published.
 *
 * @param modelId its id; a model of this id is published once
 * @param version its version in Tidemark's registry
 * @param createdAt when it was trained
 * @param params settings by name
 * @param metrics numbers by name; those that are not finite are left out
 * @param tags facts by name
 * @param files texts by name, kept beside the model
 * @param modelFolder path or URI of the saved {@code PipelineModel}
 */
public record PublishedModel(
    String modelId,
    int version,
    Instant createdAt,
    Map<String, String> params,
    Map<String, Double> metrics,
    Map<String, String> tags,
    Map<String, String> files,
    String modelFolder) {

  public PublishedModel {
    params = copy(params);
    metrics = copy(metrics);
    tags = copy(tags);
    files = copy(files);
  }

  private static <V> Map<String, V> copy(Map<String, V> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
