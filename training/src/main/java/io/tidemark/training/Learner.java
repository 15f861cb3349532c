package io.tidemark.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm with its settings.
 *
 * @param algorithm the algorithm
 * @param parameters settings that differ from the algorithm's defaults
 * @param grid values to try, by parameter; all combinations are tried; empty for none
 * @param tuning how the best combination is found; null if and only if there is no grid
 */
public record Learner(
    Algorithm algorithm,
    Map<Parameter, Double> parameters,
    Map<Parameter, List<Double>> grid,
    @Nullable Tuning tuning) {
  /** Combinations of a grid at most. */
  public static final int MOST_COMBINATIONS = 100;

  public Learner {
    parameters = sorted(parameters);
    Map<Parameter, List<Double>> values = new EnumMap<>(Parameter.class);
    grid.forEach((parameter, list) -> values.put(parameter, List.copyOf(list)));
    grid = Collections.unmodifiableMap(values);
    for (Optional<String> misfit : misfits(algorithm, parameters, grid)) {
      misfit.ifPresent(
          text -> {
            throw new IllegalArgumentException(text);
          });
    }
    if (grid.isEmpty() != (tuning == null)) {
      throw new IllegalArgumentException(
          grid.isEmpty()
              ? "there is tuning, but no grid to choose from; give both or neither"
              : "there is a grid, but no tuning to choose from it; give both or neither");
    }
  }

  /** An algorithm with its defaults. */
  public static Learner of(Algorithm algorithm) {
    return new Learner(algorithm, Map.of(), Map.of(), null);
  }

  /** An algorithm with settings. */
  public static Learner of(Algorithm algorithm, Map<Parameter, Double> parameters) {
    return new Learner(algorithm, parameters, Map.of(), null);
  }

  /** Why a grid has too many combinations; empty if it has not. */
  public static Optional<String> tooMany(Map<Parameter, List<Double>> grid) {
    long combinations = 1;
    StringBuilder product = new StringBuilder();
    for (List<Double> values : grid.values()) {
      combinations = Math.min(Integer.MAX_VALUE, combinations * values.size());
      product.append(product.length() == 0 ? "" : " x ").append(values.size());
    }
    return combinations <= MOST_COMBINATIONS
        ? Optional.empty()
        : Optional.of(
            "the grid has %s = %d combinations, at most %d are tried; give fewer values"
                .formatted(product, combinations, MOST_COMBINATIONS));
  }

  /** All settings of the algorithm outside the grid: the defaults and what differs from them. */
  Map<Parameter, Double> settings() {
    Map<Parameter, Double> settings = new EnumMap<>(algorithm.defaults());
    settings.putAll(parameters);
    return settings;
  }

  /** The combinations of the grid, in order; one without any setting if there is no grid. */
  List<Map<Parameter, Double>> combinations() {
    List<Map<Parameter, Double>> combinations = List.of(Map.of());
    for (Map.Entry<Parameter, List<Double>> entry : grid.entrySet()) {
      List<Map<Parameter, Double>> longer = new ArrayList<>();
      for (Map<Parameter, Double> combination : combinations) {
        for (double value : entry.getValue()) {
          Map<Parameter, Double> next = new EnumMap<>(Parameter.class);
          next.putAll(combination);
          next.put(entry.getKey(), value);
          longer.add(next);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static List<Optional<String>> misfits(
      Algorithm algorithm, Map<Parameter, Double> parameters, Map<Parameter, List<Double>> grid) {
    List<Optional<String>> misfits = new ArrayList<>();
    parameters.forEach(
        (parameter, value) -> {
          misfits.add(algorithm.misfit(parameter));
          misfits.add(parameter.misfit(value));
        });
    grid.forEach(
        (parameter, values) -> {
          misfits.add(algorithm.misfit(parameter));
          values.forEach(value -> misfits.add(parameter.misfit(value)));
          misfits.add(gridMisfit(parameter, values, parameters));
        });
    misfits.add(tooMany(grid));
    return misfits;
  }

  /** Why a parameter cannot be in the grid; empty if it can. */
  public static Optional<String> gridMisfit(
      Parameter parameter, List<Double> values, Map<Parameter, Double> parameters) {
    if (parameters.containsKey(parameter)) {
      return Optional.of(
          "parameter `%s` is both set and in the grid; remove one".formatted(parameter.key()));
    }
    return values.isEmpty()
        ? Optional.of("the grid has no value of `%s`; give at least one".formatted(parameter.key()))
        : Optional.empty();
  }

  private static Map<Parameter, Double> sorted(Map<Parameter, Double> values) {
    Map<Parameter, Double> sorted = new EnumMap<>(Parameter.class);
    sorted.putAll(values);
    return Collections.unmodifiableMap(sorted);
  }
}
