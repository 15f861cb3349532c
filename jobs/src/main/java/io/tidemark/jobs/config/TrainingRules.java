package io.tidemark.jobs.config;

import io.tidemark.training.Algorithm;
import io.tidemark.training.Learner;
import io.tidemark.training.Parameter;
import io.tidemark.training.TrainingSpec;
import io.tidemark.training.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules of {@code training} that take more than one key, which a JSON Schema cannot say. */
final class TrainingRules {
  private final Monitor.Training training;
  private final Map<String, List<String>> problems = new LinkedHashMap<>();

  private TrainingRules(Monitor.Training training) {
    this.training = training;
  }

  /** What is wrong, by the JSON pointer of the key. */
  static Map<String, String> problems(Monitor monitor) {
    if (monitor.training() == null) {
      return Map.of();
    }
    TrainingRules rules = new TrainingRules(monitor.training());
    rules.checkFeatures();
    rules.checkAlgorithm();
    rules.checkTuning();
    rules.checkSplit();
    rules.checkClassWeights();
    Map<String, String> joined = new LinkedHashMap<>();
    rules.problems.forEach((pointer, texts) -> joined.put(pointer, String.join("; ", texts)));
    return joined;
  }

  private void add(String pointer, String text) {
    problems.computeIfAbsent("/training/" + pointer, p -> new ArrayList<>()).add(text);
  }

  private void add(String pointer, Optional<String> text) {
    text.ifPresent(t -> add(pointer, "`training." + pointer.replace('/', '.') + "`: " + t));
  }

  private void checkFeatures() {
    training
        .features()
        .forEach(
            (name, feature) -> {
              String pointer = "features/" + YamlTree.escape(name);
              TrainingSettings.feature(name, settled(feature))
                  .leak(training.label())
                  .ifPresent(text -> add(pointer, text));
              boolean limits = feature.maxCategories() != null || feature.hash() != null;
              if (limits && !feature.kind().equals("categorical")) {
                add(
                    pointer,
                    "feature `%s` is %s, but `max_categories` and `hash` are for categorical ones; remove them"
                        .formatted(name, feature.kind()));
              }
              if (feature.maxCategories() != null && feature.hash() != null) {
                add(
                    pointer,
                    "feature `%s` has both `max_categories` and `hash`, but hashed categories need no limit; remove one"
                        .formatted(name));
              }
            });
  }

  /** The feature without what may not fit its kind. */
  private static Monitor.Feature settled(Monitor.Feature feature) {
    return new Monitor.Feature(feature.kind(), feature.sql(), feature.required(), null, null);
  }

  private void checkAlgorithm() {
    Algorithm algorithm = TrainingSettings.algorithm(training);
    add("algorithm", algorithm.misfit(TrainingSettings.task(training)));
    Map<Parameter, Double> parameters = TrainingSettings.parameters(training);
    parameters
        .keySet()
        .forEach(parameter -> add("parameters/" + parameter.key(), algorithm.misfit(parameter)));
    Map<Parameter, List<Double>> grid = TrainingSettings.grid(training);
    grid.forEach(
        (parameter, values) -> {
          add("grid/" + parameter.key(), algorithm.misfit(parameter));
          add("grid/" + parameter.key(), Learner.gridMisfit(parameter, values, parameters));
        });
    add("grid", Learner.tooMany(grid));
  }

  private void checkTuning() {
    Monitor.Tuning tuning = training.tuning();
    if (tuning == null) {
      return;
    }
    if (TrainingSettings.grid(training).isEmpty()) {
      add(
          "tuning",
          "`training.tuning` has nothing to choose from; add `training.grid`, or remove it");
    }
    boolean split = TrainingSettings.VALIDATION_SPLIT.equals(tuning.method());
    if (split && tuning.folds() != null) {
      add(
          "tuning/folds",
          "`training.tuning.folds` is for `cross_validation`; give `share`, or change `method`");
    }
    if (!split && tuning.share() != null) {
      add(
          "tuning/share",
          "`training.tuning.share` is for `validation_split`; give `folds`, or change `method`");
    }
    add(
        "tuning/metric",
        Tuning.misfit(TrainingSettings.tuningMetric(training), TrainingSettings.task(training)));
  }

  private void checkSplit() {
    Monitor.Split split = training.split();
    String by = TrainingSettings.by(split);
    need(split.column() != null, by.equals("time"), by, "column");
    need(split.columns() != null, by.equals("key"), by, "columns");
  }

  private void need(boolean given, boolean needed, String by, String key) {
    if (needed && !given) {
      add("split", "`training.split` by %s lacks the key `%s`".formatted(by, key));
    } else if (given && !needed) {
      add(
          "split/" + key,
          "`training.split.%s` is not for a split by %s; remove it, or change `by`"
              .formatted(key, by));
    }
  }

  private void checkClassWeights() {
    Monitor.ClassWeights weights = training.classWeights();
    if (weights != null && !weights.balanced() && weights.classes().isEmpty()) {
      add("class_weights", "`training.class_weights` names no class; name one, or remove it");
      return;
    }
    add(
        "class_weights",
        TrainingSpec.misfit(
            TrainingSettings.classWeights(training), TrainingSettings.task(training)));
  }
}
