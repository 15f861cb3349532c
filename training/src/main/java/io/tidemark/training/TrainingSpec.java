package io.tidemark.training;

import java.util.List;

/**
 * What to train.
 *
 * @param task what to predict
 * @param label SQL expression of the label: boolean, or a number that is 0 or 1; rows for which it
 *     is null are left out
 * @param features inputs of the model, at least one, names unique
 * @param algorithm how to learn
 * @param splitColumn column of type date, timestamp or timestamp_ntz by which rows are held out
 * @param heldOutShare share of rows to hold out, in (0, 1): those that come last
 * @param seed seed of everything random
 */
public record TrainingSpec(
    Task task,
    String label,
    List<Feature> features,
    Algorithm algorithm,
    String splitColumn,
    double heldOutShare,
    long seed) {

  public TrainingSpec {
    features = List.copyOf(features);
    List<String> names = features.stream().map(Feature::name).toList();
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "the features are " + names + "; give at least one, each name once");
    }
    if (!(heldOutShare > 0 && heldOutShare < 1)) {
      throw new IllegalArgumentException(
          "the share of rows to hold out is " + heldOutShare + "; give a number between 0 and 1");
    }
    if (label.isBlank()) {
      throw new IllegalArgumentException("the label is blank; give a SQL expression");
    }
  }
}
