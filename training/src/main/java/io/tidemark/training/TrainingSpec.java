package io.tidemark.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to train.
 *
 * @param task what to predict
 * @param label SQL expression of the label; rows for which it is null are left out. Binary:
 *     boolean, or a number that is 0 or 1; several classes: anything that can be told apart as
 *     text; regression: a number
 * @param features inputs of the model, at least one, names unique
 * @param learner how to learn
 * @param split which rows are held out
 * @param classWeights how much the rows of each class count; null for all the same
 * @param seed seed of everything random
 */
public record TrainingSpec(
    Task task,
    String label,
    List<Feature> features,
    Learner learner,
    Split split,
    @Nullable ClassWeights classWeights,
    long seed) {

  /** Classes of a label at most. */
  public static final int MOST_CLASSES = 100;

  public TrainingSpec {
    features = List.copyOf(features);
    List<String> names = features.stream().map(Feature::name).toList();
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "the features are " + names + "; give at least one, each name once");
    }
    if (label.isBlank()) {
      throw new IllegalArgumentException("the label is blank; give a SQL expression");
    }
    Stream.concat(
            features.stream().map(f -> f.leak(label)),
            Stream.of(
                learner.algorithm().misfit(task),
                learner.tuning() == null
                    ? Optional.<String>empty()
                    : Tuning.misfit(learner.tuning().metric(), task),
                misfit(classWeights, task)))
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            text -> {
              throw new IllegalArgumentException(text);
            });
  }

  /** An algorithm with its defaults, judged on later rows. */
  public TrainingSpec(
      Task task,
      String label,
      List<Feature> features,
      Algorithm algorithm,
      String splitColumn,
      double heldOutShare,
      long seed) {
    this(
        task,
        label,
        features,
        Learner.of(algorithm),
        new Split.ByTime(splitColumn, heldOutShare),
        null,
        seed);
  }

  /** The algorithm. */
  public Algorithm algorithm() {
    return learner.algorithm();
  }

  /** Why a task's rows cannot be weighted so; empty if they can. */
  public static Optional<String> misfit(@Nullable ClassWeights weights, Task task) {
    if (weights == null) {
      return Optional.empty();
    }
    if (task == Task.REGRESSION) {
      return Optional.of(
          "class weights are for classifiers, but the task is `regression`; remove them");
    }
    if (task == Task.BINARY && weights instanceof ClassWeights.PerClass given) {
      return given.weights().keySet().stream()
          .filter(name -> !name.equals("0") && !name.equals("1"))
          .findFirst()
          .map(
              name ->
                  "class `%s` has a weight, but the classes of task `binary` are `0` and `1`"
                      .formatted(name));
    }
    return Optional.empty();
  }
}
