package io.tidemark.reports.html;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.stats.MeasureResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Geometry of one measure of a column over table versions, against its thresholds of today, in a
 * box of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param name what it is, above the chart
 * @param title the values in words
 * @param line path through the points
 * @param dots the points, oldest first
 * @param warn height of the warning threshold; -1 for none
 * @param drift height of the drift threshold; -1 for none
 * @param warnLabel the warning threshold in words
 * @param driftLabel the drift threshold in words
 * @param versions marks of the versions
 */
public record TrendChart(
    String name,
    String title,
    String line,
    List<Dot> dots,
    int warn,
    int drift,
    String warnLabel,
    String driftLabel,
    List<Tick> versions) {

  /** Width of the box. */
  public static final int WIDTH = 330;

  /** Height of the box. */
  public static final int HEIGHT = 120;

  private static final int LEFT = 12;
  private static final int RIGHT = 230;
  private static final int TOP = 12;
  private static final int BOTTOM = 98;
  private static final int MOST_TICKS = 6;
  private static final double MAX_MULTIPLE = 3;

  public TrendChart {
    dots = List.copyOf(dots);
    versions = List.copyOf(versions);
  }

  /**
   * One version.
   *
   * @param x across
   * @param y down
   * @param tone look of its verdict
   * @param hover its value in words
   */
  public record Dot(int x, int y, Tone tone, String hover) {}

  /**
   * A labelled version.
   *
   * @param x across
   * @param label its text
   */
  public record Tick(int x, String label) {}

  /**
   * What one version had.
   *
   * @param version the table version
   * @param measure the result
   */
  record Sample(long version, MeasureResult measure) {}

  /** Lays out samples of one measure, oldest first; the last is the version of the page. */
  static TrendChart of(ColumnDrift column, List<Sample> samples) {
    MeasureResult last = samples.get(samples.size() - 1).measure();
    double top = top(last, samples);
    String measure = last.measure().label();
    List<Dot> dots = new ArrayList<>();
    List<Tick> versions = new ArrayList<>();
    int every = (samples.size() + MOST_TICKS - 1) / MOST_TICKS;
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      int x = LEFT + (int) Math.round((double) i * (RIGHT - LEFT) / (samples.size() - 1));
      int y = y(sample.measure().effect(), top);
      line.append(i == 0 ? "M" : "L").append(x).append(' ').append(y);
      Badge badge = Badge.of(sample.measure().verdict());
      dots.add(new Dot(x, y, badge.tone(), value(sample) + ", " + badge.word()));
      if ((samples.size() - 1 - i) % every == 0) {
        versions.add(new Tick(x, "v" + sample.version()));
      }
    }
    return new TrendChart(
        measure + " over versions",
        "%s: %s by table version: %s; warning from %s, drift from %s"
            .formatted(
                Format.name(column.column()),
                measure,
                samples.stream().map(TrendChart::value).collect(Collectors.joining(", ")),
                Format.threshold(last.warnThreshold()),
                Format.threshold(last.driftThreshold())),
        line.toString(),
        dots,
        mark(last.warnThreshold(), top),
        mark(last.driftThreshold(), top),
        "warning " + Format.threshold(last.warnThreshold()),
        "drift " + Format.threshold(last.driftThreshold()),
        versions);
  }

  private static String value(Sample sample) {
    return "v" + sample.version() + " " + Format.effect(sample.measure().effect());
  }

  /** The thresholds stay legible: what lies far beyond them is cut at the top. */
  private static double top(MeasureResult last, List<Sample> samples) {
    double threshold =
        Double.isFinite(last.driftThreshold()) ? last.driftThreshold() : last.warnThreshold();
    double largest = samples.stream().mapToDouble(s -> s.measure().effect()).max().orElse(0);
    return threshold > 0 && Double.isFinite(threshold)
        ? Math.min(Math.max(largest, threshold) * 1.1, threshold * MAX_MULTIPLE)
        : Math.max(largest, 1e-9);
  }

  private static int y(double value, double top) {
    return BOTTOM - (int) Math.round(Math.max(0, Math.min(1, value / top)) * (BOTTOM - TOP));
  }

  private static int mark(double threshold, double top) {
    return Double.isFinite(threshold) && threshold <= top ? y(threshold, top) : -1;
  }
}
