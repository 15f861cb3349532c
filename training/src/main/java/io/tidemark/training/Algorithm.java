package io.tidemark.training;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How to learn. */
public enum Algorithm {
  /** Logistic regression on standardised features; several classes: multinomial. */
  LOGISTIC_REGRESSION,
  /** Least squares on standardised features. */
  LINEAR_REGRESSION,
  /** Random forest. */
  RANDOM_FOREST,
  /** Gradient-boosted trees. */
  GBT;

  /** Name as written in monitor files and model cards, for example {@code random_forest}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tasks that it can learn. */
  public Set<Task> tasks() {
    return switch (this) {
      case LOGISTIC_REGRESSION -> Set.of(Task.BINARY, Task.MULTICLASS);
      case LINEAR_REGRESSION -> Set.of(Task.REGRESSION);
      case RANDOM_FOREST -> Set.of(Task.values());
      case GBT -> Set.of(Task.BINARY, Task.REGRESSION);
    };
  }

  /** Its parameters with their defaults, in order. */
  public SortedMap<Parameter, Double> defaults() {
    SortedMap<Parameter, Double> defaults = new TreeMap<>();
    switch (this) {
      case LOGISTIC_REGRESSION, LINEAR_REGRESSION -> {
        defaults.put(Parameter.ITERATIONS, 100.0);
        defaults.put(Parameter.REGULARIZATION, 1e-4);
        defaults.put(Parameter.ELASTIC_NET, 0.0);
        defaults.put(Parameter.TOLERANCE, 1e-6);
      }
      case RANDOM_FOREST, GBT -> {
        defaults.put(Parameter.MAX_DEPTH, this == GBT ? 5.0 : 8.0);
        defaults.put(Parameter.MIN_ROWS_PER_LEAF, 1.0);
        defaults.put(Parameter.MIN_GAIN, 0.0);
        defaults.put(Parameter.SUBSAMPLING, 1.0);
        if (this == GBT) {
          defaults.put(Parameter.ITERATIONS, 20.0);
          defaults.put(Parameter.STEP_SIZE, 0.1);
        } else {
          defaults.put(Parameter.TREES, 50.0);
        }
      }
    }
    return defaults;
  }

  /** Whether it makes decision trees, which take categories as they are. */
  boolean isTrees() {
    return this == RANDOM_FOREST || this == GBT;
  }

  /** The algorithm of a task unless something else is said. */
  public static Algorithm usual(Task task) {
    return task == Task.REGRESSION ? LINEAR_REGRESSION : LOGISTIC_REGRESSION;
  }

  /** Why it cannot learn a task; empty if it can. */
  public Optional<String> misfit(Task task) {
    if (tasks().contains(task)) {
      return Optional.empty();
    }
    String able =
        Arrays.stream(values())
            .filter(a -> a.tasks().contains(task))
            .map(a -> "`" + a.key() + "`")
            .collect(Collectors.joining(", "));
    return Optional.of(
        "`%s` cannot learn task `%s`; take one of %s".formatted(key(), task.key(), able));
  }

  /** Why a parameter cannot be set; empty if it can. */
  public Optional<String> misfit(Parameter parameter) {
    if (defaults().containsKey(parameter)) {
      return Optional.empty();
    }
    String own =
        defaults().keySet().stream()
            .map(p -> "`" + p.key() + "`")
            .collect(Collectors.joining(", "));
    return Optional.of(
        "`%s` has no parameter `%s`; it has %s".formatted(key(), parameter.key(), own));
  }
}
