package io.tidemark.training;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How much the rows of each class count in training. They do not count in any evaluation. */
public sealed interface ClassWeights {
  /**
   * Every class counts as much as any other: rows of a class weigh n / (K n_k), with n rows, K
   * classes, and n_k rows of the class.
   */
  record Balanced() implements ClassWeights {}

  /**
   * Given weights.
   *
   * @param weights weight of a row by class, greater than 0; binary: by {@code 0} and {@code 1};
   *     classes that are not named weigh 1
   */
  record PerClass(Map<String, Double> weights) implements ClassWeights {
    public PerClass {
      weights = Collections.unmodifiableMap(new TreeMap<>(weights));
      weights.forEach(
          (name, weight) -> {
            if (!(weight > 0 && Double.isFinite(weight))) {
              throw new IllegalArgumentException(
                  "class `%s` has weight %s; give a number greater than 0".formatted(name, weight));
            }
          });
      if (weights.isEmpty()) {
        throw new IllegalArgumentException("no class has a weight; name at least one");
      }
    }
  }
}
