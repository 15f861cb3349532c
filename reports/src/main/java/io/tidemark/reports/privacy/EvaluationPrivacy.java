package io.tidemark.reports.privacy;

import io.tidemark.training.Confusion;
import io.tidemark.training.Curves;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Metric;
import io.tidemark.training.SliceQuality;
import io.tidemark.training.Task;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How good a model is: its classes, and figures of few rows. */
final class EvaluationPrivacy {
  private final CategoryNames names;
  private final Suppression suppression;
  private final Hidden hidden;

  EvaluationPrivacy(CategoryNames names, Suppression suppression, Hidden hidden) {
    this.names = names;
    this.suppression = suppression;
    this.hidden = hidden;
  }

  /**
   * An evaluation to show.
   *
   * @param label SQL expression of the label
   */
  Evaluation of(String label, Evaluation evaluation) {
    if (suppression.isSmall(evaluation.rows())) {
      hidden.add("evaluations of a model, since they are of few rows", 1);
      // Undefined rather than absent: readers look for the metrics of the task.
      Map<Metric, Double> undefined = new EnumMap<>(Metric.class);
      evaluation.metrics().keySet().forEach(metric -> undefined.put(metric, Double.NaN));
      return new Evaluation(
          evaluation.task(),
          evaluation.rows(),
          Double.NaN,
          undefined,
          Map.of(),
          null,
          null,
          List.of());
    }
    return new Evaluation(
        evaluation.task(),
        evaluation.rows(),
        evaluation.positiveShare(),
        evaluation.metrics(),
        evaluation.intervals(),
        evaluation.confusion() == null
            ? null
            : confusion(evaluation.task(), label, evaluation.confusion()),
        evaluation.curves() == null ? null : curves(evaluation, evaluation.curves()),
        slices(evaluation.slices()).stream().map(this::named).toList());
  }

  /** What stands for a class; those of a binary model are 0 and 1. */
  private String named(Task task, String label, String name) {
    return task == Task.BINARY ? name : names.of(label, name);
  }

  /** Classes with cells of few rows become one; if that leaves such cells, nothing is shown. */
  private @Nullable Confusion confusion(Task task, String label, Confusion all) {
    Confusion shown =
        new Confusion(
            all.classes().stream().map(name -> named(task, label, name)).toList(), all.rows());
    int merged = 0;
    while (hasSmallCell(shown) && shown.classes().size() > 2) {
      shown = withoutSmallest(shown, merged == 0 ? 2 : merged + 1);
      merged = merged == 0 ? 2 : merged + 1;
    }
    boolean small = hasSmallCell(shown);
    hidden.add("confusion matrices, since they have cells of few rows", small ? 1 : 0);
    hidden.add("classes by themselves, since they have cells of few rows", small ? 0 : merged);
    return small ? null : shown;
  }

  private boolean hasSmallCell(Confusion confusion) {
    return confusion.rows().stream().flatMap(List::stream).anyMatch(suppression::isSmall);
  }

  /**
   * The smallest class becomes one with those merged before, which stand last, or with the next
   * smallest.
   */
  private static Confusion withoutSmallest(Confusion from, int merged) {
    int classes = from.classes().size();
    boolean again = merged > 2;
    List<Integer> bySize =
        IntStream.range(0, again ? classes - 1 : classes)
            .boxed()
            .sorted((a, b) -> Long.compare(rows(from, a), rows(from, b)))
            .toList();
    Set<Integer> together = new HashSet<>(List.of(bySize.get(0)));
    together.add(again ? classes - 1 : bySize.get(1));
    List<Integer> kept =
        IntStream.range(0, classes).filter(i -> !together.contains(i)).boxed().toList();
    List<Set<Integer>> groups = new ArrayList<>();
    kept.forEach(i -> groups.add(Set.of(i)));
    groups.add(together);
    List<String> classNames = new ArrayList<>(kept.stream().map(from.classes()::get).toList());
    classNames.add(merged + " merged");
    return new Confusion(
        classNames,
        groups.stream()
            .map(row -> groups.stream().map(column -> sum(from, row, column)).toList())
            .toList());
  }

  private static long rows(Confusion confusion, int of) {
    return confusion.rows().get(of).stream().mapToLong(Long::longValue).sum();
  }

  private static long sum(Confusion confusion, Set<Integer> labels, Set<Integer> predicted) {
    return labels.stream()
        .flatMap(i -> predicted.stream().map(j -> confusion.rows().get(i).get(j)))
        .mapToLong(Long::longValue)
        .sum();
  }

  private Curves curves(Evaluation evaluation, Curves curves) {
    return new Curves(
        curves.roc(),
        curves.precisionRecall(),
        curves.calibration().stream().filter(bin -> !isOfFew(evaluation.task(), bin)).toList(),
        curves.errors().stream().filter(p -> !isOfFew(p, evaluation.rows())).toList());
  }

  private boolean isOfFew(Task task, Curves.CalibrationBin bin) {
    return suppression.isSmall(bin.rows())
        || (task == Task.BINARY
            && suppression.isSmallPart(Math.round(bin.observed() * bin.rows()), bin.rows()));
  }

  /** A quantile of the errors beyond which there are few is about single rows. */
  private boolean isOfFew(Curves.Point quantile, long rows) {
    long below = (long) Math.floor(quantile.x() * rows);
    return suppression.isSmallPart(below, rows) || below == 0 || below == rows;
  }

  /** The slices to show, by their true names. */
  List<SliceQuality> slices(List<SliceQuality> slices) {
    Map<List<String>, List<SliceQuality>> sets = new LinkedHashMap<>();
    slices.forEach(s -> sets.computeIfAbsent(s.keys(), keys -> new ArrayList<>()).add(s));
    Set<SliceQuality> small = new HashSet<>();
    sets.values()
        .forEach(
            set ->
                suppression.hidden(set.stream().map(s -> new long[] {s.rows()}).toList()).stream()
                    .map(set::get)
                    .forEach(small::add));
    hidden.add("slices of a model's quality, since they or others have few rows", small.size());
    return slices.stream().filter(slice -> !small.contains(slice)).toList();
  }

  /** A slice with hashed values. */
  SliceQuality named(SliceQuality slice) {
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < slice.keys().size(); i++) {
      values.add(names.orNull(slice.keys().get(i), slice.values().get(i)));
    }
    return new SliceQuality(slice.keys(), values, slice.rows(), slice.metrics());
  }
}
