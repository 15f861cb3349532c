package io.tidemark.jobs.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a model card says, as far as it can be told of a card that another release wrote: that of an
 * earlier one may lack parts, that of a later one may have more.
 */
final class CardFacts {
  private final JsonNode card;

  CardFacts(JsonNode card) {
    this.card = card;
  }

  /** Name of the algorithm; empty if the card has none. */
  String algorithm() {
    return card.path("algorithm").asText("");
  }

  /** The main metric of its task on the held-out rows, in words. */
  Optional<String> quality() {
    String task = card.path("task").asText(Task.BINARY.name());
    for (Task known : Task.values()) {
      Metric metric = Metric.main(known);
      JsonNode value = heldOut(metric);
      if (known.name().equals(task) && value.isNumber()) {
        return Optional.of(String.format(Locale.ROOT, "%s %.4f", metric.label(), value.asDouble()));
      }
    }
    return Optional.empty();
  }

  /** The settings that the model was trained with, by name. */
  Map<String, String> params() {
    Map<String, String> params = new LinkedHashMap<>();
    for (String name : List.of("task", "algorithm", "label", "split", "trainRows", "seed")) {
      if (card.path(name).isValueNode()) {
        params.put(snake(name), card.path(name).asText());
      }
    }
    List<String> features = new ArrayList<>();
    card.path("features").forEach(feature -> features.add(feature.asText()));
    params.put("features", String.join(", ", features));
    card.path("parameters")
        .fields()
        .forEachRemaining(p -> params.put(p.getKey(), p.getValue().asText()));
    return params;
  }

  /** Quality on the held-out rows and importance of the features, by name. */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    JsonNode heldOut = card.path("heldOut");
    numbers("held_out_", heldOut, metrics);
    numbers("held_out_", heldOut.path("metrics"), metrics);
    numbers("importance_", card.path("importances"), metrics);
    return metrics;
  }

  private static void numbers(String prefix, JsonNode object, Map<String, Double> metrics) {
    object
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isNumber()) {
                metrics.put(prefix + snake(field.getKey()), field.getValue().asDouble());
              }
            });
  }

  /** In a card of an early release the metric is a field of its own. */
  private JsonNode heldOut(Metric metric) {
    JsonNode heldOut = card.path("heldOut");
    for (JsonNode value :
        List.of(heldOut.path("metrics").path(metric.name()), heldOut.path(metric.key()))) {
      if (value.isNumber()) {
        return value;
      }
    }
    return MissingNode.getInstance();
  }

  /** {@code trainRows} and {@code TRAIN_ROWS} become {@code train_rows}; names of people stay. */
  private static String snake(String name) {
    return name.matches("[A-Z0-9_]+")
        ? name.toLowerCase(Locale.ROOT)
        : name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
