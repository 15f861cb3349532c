package io.tidemark.jobs.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the importance of a model's features to weights of the columns that they are made of. */
public final class ModelWeights {
  private ModelWeights() {}

  /**
   * The weights that a monitor asks for; null for those of the columns' importance.
   *
   * @param importances importance by feature name; null if there is no model
   * @param columns names of the columns that can be compared
   */
  public static @Nullable Map<String, Double> of(
      Monitor monitor, @Nullable Map<String, Double> importances, List<String> columns) {
    Monitor.Weights weights = monitor.drift().weights();
    Monitor.Training training = monitor.training();
    if (weights == null) {
      return null;
    }
    return weights.fromModel() && importances != null && training != null
        ? of(training, importances, columns)
        : weights.columns();
  }

  /**
   * Weights by column, as shares of the importance of all features. A feature made of several
   * columns gives each an equal part; one made of none is left out.
   *
   * @param importances importance by feature name
   * @param columns names of the columns that can be compared
   */
  static Map<String, Double> of(
      Monitor.Training training, Map<String, Double> importances, List<String> columns) {
    Map<String, Double> weights = new LinkedHashMap<>();
    training
        .features()
        .forEach(
            (name, feature) -> {
              List<String> madeOf = madeOf(name, feature, columns);
              double part = importances.getOrDefault(name, 0.0) / Math.max(1, madeOf.size());
              madeOf.forEach(column -> weights.merge(column, part, Double::sum));
            });
    return weights;
  }

  private static List<String> madeOf(String name, Monitor.Feature feature, List<String> columns) {
    if (feature.sql() == null) {
      return columns.contains(name) ? List.of(name) : List.of();
    }
    List<String> found = new ArrayList<>();
    for (String used : SqlExpressions.names(feature.sql())) {
      // Spark resolves names in expressions whatever their case.
      columns.stream()
          .filter(column -> column.equalsIgnoreCase(used) && !found.contains(column))
          .findFirst()
          .ifPresent(found::add);
    }
    return found;
  }
}
