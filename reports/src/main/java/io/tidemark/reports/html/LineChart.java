package io.tidemark.reports.html;

import io.tidemark.training.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Geometry of one or two series over table versions: a metric of the model on the current version
 * and on its held-out rows, or counts of rows.
 *
 * @param width width of the box
 * @param current points of the first series, those without a value left out
 * @param heldOut points of the second series, likewise
 * @param ticks horizontal lines with their values
 * @param versions marks of the versions
 * @param title what the chart shows, in words
 */
public record LineChart(
    int width,
    List<Point> current,
    List<Point> heldOut,
    List<Tick> ticks,
    List<Tick> versions,
    String title) {

  /** Height of the box. */
  public static final int HEIGHT = 200;

  /** Where the plot begins. */
  public static final int LEFT = 44;

  /** Bottom of the plot. */
  public static final int BOTTOM = 168;

  private static final int TOP = 14;
  private static final int STEP = 64;
  private static final int RIGHT = 40;
  private static final double GRID = 0.05;

  public LineChart {
    current = List.copyOf(current);
    heldOut = List.copyOf(heldOut);
    ticks = List.copyOf(ticks);
    versions = List.copyOf(versions);
  }

  /**
   * The values at one version.
   *
   * @param version table version
   * @param current its value on that version; NaN for none
   * @param heldOut its value on the held-out rows of the model in use; NaN for none
   */
  public record Sample(long version, double current, double heldOut) {}

  /**
   * A drawn point.
   *
   * @param x across
   * @param y down
   * @param value the value
   * @param hover the value with what it is
   */
  public record Point(int x, int y, String value, String hover) {}

  /**
   * A labelled position.
   *
   * @param at x or y
   * @param label its text
   */
  public record Tick(int at, String label) {}

  /** Lays out samples in the order of their versions. */
  static LineChart of(Metric metric, List<Sample> samples) {
    double[] values =
        samples.stream()
            .flatMap(s -> Stream.of(s.current(), s.heldOut()))
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double grid = values.length == 0 ? GRID : grid(values[0], values[values.length - 1]);
    double low = values.length == 0 ? 0 : Math.floor(values[0] / grid - 0.2) * grid;
    double high = values.length == 0 ? 1 : Math.ceil(values[values.length - 1] / grid + 0.2) * grid;
    String title =
        metric.label()
            + " by table version: on the current version "
            + samples.stream()
                .map(s -> "v" + s.version() + " " + Format.effect(s.current()))
                .collect(Collectors.joining(", "))
            + "; on held-out rows for comparison";
    Series now =
        new Series(Format::effect, (v, value) -> metric.label() + " " + value + " current, " + v);
    Series then =
        new Series(Format::effect, (v, value) -> metric.label() + " " + value + " held out, " + v);
    return of(samples, new Axis(low, high, grid), now, then, title);
  }

  /** Lays out counts of rows: the first value of each sample. The scale begins at 0. */
  static LineChart rows(List<Sample> samples) {
    double most = samples.stream().mapToDouble(Sample::current).max().orElse(1);
    String title =
        "Rows by table version: "
            + samples.stream()
                .map(s -> "v" + s.version() + " " + Format.count(Math.round(s.current())))
                .collect(Collectors.joining(", "));
    Series rows = new Series(LineChart::compact, (v, value) -> value + " rows, " + v);
    return of(samples, Axis.of(0, Math.max(1, most), 4), rows, rows, title);
  }

  /**
   * How a series says its values.
   *
   * @param text the value at its point
   * @param hover the same with what it is, from the version in words and that text
   */
  private record Series(DoubleFunction<String> text, BinaryOperator<String> hover) {}

  private static LineChart of(
      List<Sample> samples, Axis axis, Series first, Series second, String title) {
    List<Point> current = new ArrayList<>();
    List<Point> heldOut = new ArrayList<>();
    List<Tick> versions = new ArrayList<>();
    for (Sample sample : samples) {
      int x = LEFT + STEP / 2 + versions.size() * STEP;
      versions.add(new Tick(x, "v" + sample.version()));
      add(current, x, sample.current(), axis, first, sample.version());
      add(heldOut, x, sample.heldOut(), axis, second, sample.version());
    }
    int width = Math.max(300, LEFT + samples.size() * STEP + RIGHT);
    return new LineChart(width, current, heldOut, ticks(axis), versions, title);
  }

  /** A count that fits above a point: 100,685 as 101k. */
  static String compact(double count) {
    if (count < 10_000) {
      return Format.count(Math.round(count));
    }
    String[] units = {"k", "M", "G", "T"};
    double value = count;
    int unit = -1;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, value < 99.95 ? "%.1f%s" : "%.0f%s", value, units[unit]);
  }

  /** The first series as a line. */
  public String currentLine() {
    return line(current);
  }

  /** The second series as a line. */
  public String heldOutLine() {
    return line(heldOut);
  }

  private static String line(List<Point> points) {
    return points.stream().map(p -> p.x() + "," + p.y()).collect(Collectors.joining(" "));
  }

  private static void add(
      List<Point> points, int x, double value, Axis axis, Series series, long version) {
    if (Double.isFinite(value)) {
      String text = series.text().apply(value);
      points.add(
          new Point(x, y(value, axis), text, series.hover().apply("version " + version, text)));
    }
  }

  private static int y(double value, Axis axis) {
    return (int) Math.round(axis.position(value, BOTTOM, TOP));
  }

  /**
   * Distance of the lines: a metric between 0 and 1 always has the same, so that charts compare.
   */
  private static double grid(double lowest, double highest) {
    return lowest >= 0 && highest <= 1 ? GRID : Axis.of(lowest, highest, 5).step();
  }

  private static List<Tick> ticks(Axis axis) {
    int cells = (int) Math.round((axis.high() - axis.low()) / axis.step());
    int every = Math.max(1, (cells + 4) / 5);
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i <= cells; i += every) {
      double value = axis.low() + i * axis.step();
      ticks.add(new Tick(y(value, axis), value >= 10_000 ? compact(value) : axis.label(value)));
    }
    return ticks;
  }
}
