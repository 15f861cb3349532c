package io.tidemark.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The classes of a label, with their rows on both sides of the split; none for regression.
 *
 * @param names the classes of the training rows, in text order; binary: 0 and 1
 * @param rows training rows of each class
 * @param notes what should be known of them, one sentence each
 */
record Classes(List<String> names, List<Long> rows, List<String> notes) {
  /** Column with the number of the class, or the label of a regression. */
  static final String TARGET = "tidemark_target";

  /** Column with the weight of the row. */
  static final String WEIGHT = "tidemark_weight";

  private static final Column LABEL = col(Inputs.LABEL);

  /** No classes, as regression has them. */
  static final Classes NONE = new Classes(List.of(), List.of(), List.of());

  /**
   * Counts the classes, in one scan, and fails where they cannot be learned.
   *
   * @param usable the rows of both sides
   */
  static Classes of(Dataset<Row> usable, TrainingSpec spec, RowSplit split) {
    if (spec.task() == Task.REGRESSION) {
      return NONE;
    }
    Map<String, Long> training = new TreeMap<>();
    Map<String, Long> heldOut = new TreeMap<>();
    for (Row row : usable.groupBy(LABEL, split.heldOut()).agg(count(lit(1))).collectAsList()) {
      String name =
          spec.task() == Task.BINARY ? (row.getDouble(0) == 1 ? "1" : "0") : row.getString(0);
      (row.getBoolean(1) ? heldOut : training).put(name, row.getLong(2));
    }
    check(spec, split, training, heldOut);
    List<String> notes = new ArrayList<>();
    Set<String> unseen = new TreeSet<>(heldOut.keySet());
    unseen.removeAll(training.keySet());
    if (!unseen.isEmpty()) {
      notes.add(
          "held-out rows of %s, which no training row has, count as predicted wrong"
              .formatted(shown(unseen)));
    }
    Set<String> unheld = new TreeSet<>(training.keySet());
    unheld.removeAll(heldOut.keySet());
    if (!unheld.isEmpty()) {
      notes.add("no held-out row has " + shown(unheld));
    }
    return new Classes(
        List.copyOf(training.keySet()), List.copyOf(training.values()), List.copyOf(notes));
  }

  private static void check(
      TrainingSpec spec, RowSplit split, Map<String, Long> training, Map<String, Long> heldOut) {
    Set<String> all = new HashSet<>(training.keySet());
    all.addAll(heldOut.keySet());
    if (all.size() > TrainingSpec.MOST_CLASSES) {
      throw RowCounts.tooManyClasses(spec, all.size());
    }
    long trained = sum(training);
    long held = sum(heldOut);
    if (trained == 0 || held == 0) {
      throw new TrainingException(
          "of %d rows none is %s (split %s); hold out %s, or train on more rows"
              .formatted(
                  trained + held,
                  trained == 0 ? "trained on" : "held out",
                  spec.split().words(),
                  trained == 0 ? "less" : "more"));
    }
    if (all.size() == 1) {
      throw new TrainingException(
          "label `%s` is %s on all %d rows that have one; a classifier needs at least two classes"
              .formatted(spec.label(), all.iterator().next(), trained + held));
    }
    if (training.size() == 1) {
      throw new TrainingException(
          "label `%s` is %s on all %d rows %s; hold out less, or train on more rows"
              .formatted(
                  spec.label(), training.keySet().iterator().next(), trained, split.trained()));
    }
    for (String name : new TreeSet<>(all)) {
      if (training.getOrDefault(name, 0L) + heldOut.getOrDefault(name, 0L) < 2) {
        throw new TrainingException(
            "label `%s` is %s on a single row of %d, which cannot be both trained on and held out;"
                    .formatted(spec.label(), name, trained + held)
                + " group it with another class, or make it null");
      }
    }
    if (heldOut.size() == 1) {
      throw new TrainingException(
          "label `%s` is %s on all %d held-out rows, so the model cannot be judged; hold out more,"
                  .formatted(spec.label(), heldOut.keySet().iterator().next(), held)
              + " or split another way");
    }
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String shown(Set<String> names) {
    return (names.size() == 1 ? "class " : "classes ")
        + names.stream().limit(10).collect(Collectors.joining(", "))
        + (names.size() > 10 ? " and %d more".formatted(names.size() - 10) : "");
  }

  /** The number of the class; null if no training row has it. */
  Column target(Task task) {
    if (names.isEmpty()) {
      return LABEL.as(TARGET);
    }
    Column number =
        task == Task.BINARY
            ? LABEL
            : array_position(literals(names), LABEL).minus(1).cast("double");
    // Told outright, since a fold may lack the last class.
    return number.as(
        TARGET,
        NominalAttribute.defaultAttr().withName(TARGET).withNumValues(names.size()).toMetadata());
  }

  /** The weight of each class, in order. */
  List<Double> weights(ClassWeights weights, TrainingSpec spec) {
    if (weights instanceof ClassWeights.PerClass given) {
      for (String name : given.weights().keySet()) {
        if (!names.contains(name)) {
          throw new TrainingException(
              "class `%s` has a weight, but label `%s` is it on no training row; it is %s there"
                  .formatted(name, spec.label(), String.join(", ", names)));
        }
      }
      return names.stream().map(name -> given.weights().getOrDefault(name, 1.0)).toList();
    }
    double n = rows.stream().mapToLong(Long::longValue).sum();
    return rows.stream().map(own -> n / (names.size() * (double) own)).toList();
  }

  /** The weight of a row that has its {@link #TARGET}. */
  static Column weight(List<Double> weights) {
    return element_at(literals(weights), col(TARGET).cast("int").plus(1)).as(WEIGHT);
  }

  private static Column literals(List<?> values) {
    return array(values.stream().map(v -> lit(v)).toArray(Column[]::new));
  }
}
