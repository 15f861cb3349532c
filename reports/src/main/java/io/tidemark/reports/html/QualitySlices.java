package io.tidemark.reports.html;

import io.tidemark.training.Evaluation;
import io.tidemark.training.Metric;
import io.tidemark.training.SliceQuality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's quality on slices.
 *
 * @param where which rows they are of
 * @param metric the metric that is shown
 * @param hint which way is better
 * @param whole its value on all rows
 * @param before name of the other side; null if there is none
 * @param mark where the value on all rows stands, of {@link #WIDTH}; -1 if it is not defined
 * @param rows the slices, the worst first
 * @param leftOut slices that do not fit
 */
public record QualitySlices(
    String where,
    String metric,
    String hint,
    String whole,
    @Nullable String before,
    int mark,
    List<Row> rows,
    int leftOut) {

  /** Width of a bar's box. */
  public static final int WIDTH = 160;

  private static final int MOST_ROWS = 40;

  public QualitySlices {
    rows = List.copyOf(rows);
  }

  /**
   * One slice.
   *
   * @param slice its keys and values
   * @param count its rows
   * @param share their share of all rows
   * @param value the metric
   * @param before the metric on the other side
   * @param length length of the bar
   * @param title the bar in words
   */
  public record Row(
      String slice,
      String count,
      String share,
      String value,
      String before,
      int length,
      String title) {}

  /** The slices of an evaluation, with those of another where there is one; null without slices. */
  static @Nullable QualitySlices of(
      String where, Evaluation evaluation, String before, @Nullable Evaluation other) {
    if (evaluation.slices().isEmpty()) {
      return null;
    }
    Metric metric = Metric.main(evaluation.task());
    Comparator<SliceQuality> worst =
        Comparator.comparingDouble(
            s -> metric.higherIsBetter() ? value(s, metric) : -value(s, metric));
    List<SliceQuality> sorted =
        evaluation.slices().stream()
            .sorted(
                Comparator.comparing((SliceQuality s) -> Double.isNaN(value(s, metric)))
                    .thenComparing(worst)
                    .thenComparing(Comparator.comparingLong(SliceQuality::rows).reversed()))
            .toList();
    double whole = evaluation.value(metric);
    double longest = longest(metric, sorted, whole);
    Map<List<List<String>>, Double> others = new HashMap<>();
    if (other != null) {
      other.slices().forEach(s -> others.put(key(s), value(s, metric)));
    }
    List<Row> rows = new ArrayList<>();
    for (SliceQuality slice : sorted.subList(0, Math.min(MOST_ROWS, sorted.size()))) {
      double value = value(slice, metric);
      String label = SlicesView.label(slice.keys(), slice.values());
      rows.add(
          new Row(
              label,
              Format.count(slice.rows()),
              Format.share(slice.rows(), evaluation.rows()),
              Format.metric(metric, value),
              Format.metric(metric, others.getOrDefault(key(slice), Double.NaN)),
              Math.max(0, length(value, longest)),
              "%s of %s: %s, of all rows %s"
                  .formatted(
                      metric.label(),
                      label,
                      Format.metric(metric, value),
                      Format.metric(metric, whole))));
    }
    return new QualitySlices(
        where,
        metric.label(),
        MetricsView.hint(metric),
        Format.metric(metric, whole),
        others.isEmpty() ? null : before,
        length(whole, longest),
        rows,
        sorted.size() - rows.size());
  }

  private static double longest(Metric metric, List<SliceQuality> slices, double whole) {
    if (metric.higherIsBetter()) {
      return 1;
    }
    return slices.stream()
        .mapToDouble(s -> value(s, metric))
        .filter(Double::isFinite)
        .reduce(Double.isFinite(whole) ? whole : 0, Math::max);
  }

  private static int length(double value, double longest) {
    return Double.isFinite(value) && longest > 0
        ? (int) Math.round(Math.max(0, Math.min(1, value / longest)) * WIDTH)
        : -1;
  }

  private static double value(SliceQuality slice, Metric metric) {
    return slice.metrics().getOrDefault(metric, Double.NaN);
  }

  private static List<List<String>> key(SliceQuality slice) {
    return List.of(
        slice.keys(), slice.values().stream().map(v -> v == null ? "null" : "=" + v).toList());
  }
}
