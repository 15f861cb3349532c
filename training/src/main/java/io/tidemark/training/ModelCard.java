package io.tidemark.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model is and how to build it again.
 *
 * @param task what it predicts
 * @param algorithm its name, for example {@code logistic_regression}
 * @param parameters settings of the algorithm as used, those chosen by tuning included, by name
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
 * @param notes what was decided on the way and should be known, one sentence each, for example that
 *     a feature's categories are hashed
 * @param provenance what it was made from; null until it is kept
 */
public record ModelCard(
    Task task,
    String algorithm,
    Map<String, String> parameters,
    String label,
    List<String> features,
    String split,
    long trainRows,
    long seed,
    Evaluation heldOut,
    Map<String, Double> importances,
    List<String> notes,
    @Nullable Provenance provenance) {

  public ModelCard {
    task = task == null ? Task.BINARY : task;
    parameters =
        parameters == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    notes = notes == null ? List.of() : List.copyOf(notes);
    features = List.copyOf(features);
    importances =
        importances == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(importances));
  }

  /** This card with what the model was made from. */
  public ModelCard with(Provenance made) {
    return new ModelCard(
        task,
        algorithm,
        parameters,
        label,
        features,
        split,
        trainRows,
        seed,
        heldOut,
        importances,
        notes,
        made);
  }
}
