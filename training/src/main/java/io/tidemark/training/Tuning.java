package io.tidemark.training;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the best combination of a grid is found, on the training rows alone. */
public sealed interface Tuning {
  /** What the combinations are compared by. */
  Metric metric();

  /**
   * Each combination is trained as often as there are folds, each time without one fold, and
   * measured on that; the mean counts. A row's fold follows from its values and the seed, with a
   * split by key from the key.
   *
   * @param folds number of folds, from 2 to {@value #MOST_FOLDS}
   * @param metric what the combinations are compared by
   */
  record CrossValidation(int folds, Metric metric) implements Tuning {
    /** Folds at most. */
    public static final int MOST_FOLDS = 10;

    public CrossValidation {
      if (folds < 2 || folds > MOST_FOLDS) {
        throw new IllegalArgumentException(
            "tuning has %d folds; give 2 to %d".formatted(folds, MOST_FOLDS));
      }
    }
  }

  /**
   * Each combination is trained once and measured on rows set apart at random.
   *
   * @param share share of the training rows to set apart, in (0, 1)
   * @param metric what the combinations are compared by
   */
  record ValidationSplit(double share, Metric metric) implements Tuning {
    public ValidationSplit {
      Split.requireShare(share);
    }
  }

  /** Why a task's models cannot be compared by a metric; empty if they can. */
  static Optional<String> misfit(Metric metric, Task task) {
    if (TuningEvaluator.measures(metric, task)) {
      return Optional.empty();
    }
    String able =
        Arrays.stream(Metric.values())
            .filter(m -> TuningEvaluator.measures(m, task))
            .map(m -> "`" + m.key() + "`")
            .collect(Collectors.joining(", "));
    return Optional.of(
        "metric `%s` cannot be tuned by for task `%s`; take one of %s"
            .formatted(metric.key(), task.key(), able));
  }
}
