package io.tidemark.reports.html;

import io.tidemark.training.Evaluation;
import io.tidemark.training.Interval;
import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of two evaluations side by side.
 *
 * @param caption what is compared
 * @param first name of the first side
 * @param second name of the second side; null if there is only one
 * @param firstIntervals whether the first side has intervals
 * @param secondIntervals whether the second side has intervals
 * @param rows one per metric, and what else describes both sides
 */
public record MetricsView(
    String caption,
    String first,
    @Nullable String second,
    boolean firstIntervals,
    boolean secondIntervals,
    List<Row> rows) {

  public MetricsView {
    rows = List.copyOf(rows);
  }

  /**
   * One metric.
   *
   * @param name the metric
   * @param hint which way is better
   * @param first value of the first side
   * @param firstInterval its interval
   * @param second value of the second side
   * @param secondInterval its interval
   * @param difference second minus first
   * @param meaning the difference in a word or two
   */
  public record Row(
      String name,
      String hint,
      String first,
      String firstInterval,
      String second,
      String secondInterval,
      String difference,
      String meaning) {}

  /** Sets two evaluations side by side; the second may be missing. */
  static MetricsView of(
      String caption, String first, Evaluation before, String second, @Nullable Evaluation now) {
    List<Row> rows = new ArrayList<>();
    for (Metric metric : Metric.of(before.task())) {
      if (before.metrics().containsKey(metric)
          || (now != null && now.metrics().containsKey(metric))) {
        rows.add(row(metric, before, now));
      }
    }
    if (before.task() == Task.BINARY) {
      rows.add(
          plain(
              "Positive labels",
              "share of rows",
              Format.share(before.positiveShare()),
              now == null ? Format.NONE : Format.share(now.positiveShare())));
    }
    rows.add(
        plain(
            "Rows evaluated",
            "with a label",
            Format.count(before.rows()),
            now == null ? Format.NONE : Format.count(now.rows())));
    return new MetricsView(
        caption,
        first,
        now == null ? null : second,
        !before.intervals().isEmpty(),
        now != null && !now.intervals().isEmpty(),
        rows);
  }

  private static Row plain(String name, String hint, String first, String second) {
    return new Row(name, hint, first, "", second, "", "", "");
  }

  private static Row row(Metric metric, Evaluation before, @Nullable Evaluation now) {
    double first = before.value(metric);
    double second = now == null ? Double.NaN : now.value(metric);
    Interval firstInterval = before.intervals().get(metric);
    Interval secondInterval = now == null ? null : now.intervals().get(metric);
    return new Row(
        metric.label(),
        hint(metric),
        Format.metric(metric, first),
        interval(metric, firstInterval),
        Format.metric(metric, second),
        interval(metric, secondInterval),
        Format.change(metric, second - first),
        meaning(metric, first, second, firstInterval, secondInterval));
  }

  /** Which way is better. */
  static String hint(Metric metric) {
    return metric.higherIsBetter() ? "higher is better" : "lower is better";
  }

  private static String interval(Metric metric, @Nullable Interval interval) {
    return interval == null
        ? Format.NONE
        : Format.metric(metric, interval.low()) + " to " + Format.metric(metric, interval.high());
  }

  private static String meaning(
      Metric metric,
      double first,
      double second,
      @Nullable Interval firstInterval,
      @Nullable Interval secondInterval) {
    if (!Double.isFinite(second - first)
        || Format.metric(metric, first).equals(Format.metric(metric, second))) {
      return "";
    }
    String word = second > first == metric.higherIsBetter() ? "better" : "worse";
    boolean overlap =
        firstInterval != null
            && secondInterval != null
            && firstInterval.low() <= secondInterval.high()
            && secondInterval.low() <= firstInterval.high();
    return overlap ? word + ", intervals overlap" : word;
  }
}
