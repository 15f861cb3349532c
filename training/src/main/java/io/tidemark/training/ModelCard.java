package io.tidemark.training;

import java.util.List;

/**
 * What a model is and how to build it again.
 *
 * @param algorithm {@code logistic_regression} or {@code gbt}
 * @param label SQL expression of the label
 * @param features names of the features in use, in order
 * @param split how rows were held out, in words with the values, for example {@code date >=
 *     2001-01-25 12:00:00}
 * @param trainRows rows trained on
 * @param seed seed of everything random
 * @param heldOut quality on the held-out rows
 */
public record ModelCard(
    String algorithm,
    String label,
    List<String> features,
    String split,
    long trainRows,
    long seed,
    Evaluation heldOut) {

  public ModelCard {
    features = List.copyOf(features);
  }
}
