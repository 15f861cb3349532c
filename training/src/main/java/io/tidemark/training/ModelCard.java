package io.tidemark.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 * @param importances how much each feature bears on the model, by name and in order: shares that
 *     add up to 1, all 0 where no feature bears on it. Logistic regression: standard deviation over
 *     the training rows of what the feature adds to the log-odds (for a number |coefficient| times
 *     its standard deviation); trees: mean decrease in impurity. Empty in cards that were written
 *     before there were importances.
 */
public record ModelCard(
    String algorithm,
    String label,
    List<String> features,
    String split,
    long trainRows,
    long seed,
    Evaluation heldOut,
    Map<String, Double> importances) {

  public ModelCard {
    features = List.copyOf(features);
    importances =
        importances == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(importances));
  }
}
