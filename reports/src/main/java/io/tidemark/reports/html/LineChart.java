package io.tidemark.reports.html;

import io.tidemark.training.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Geometry of two series over table versions: a metric of the model on the current version and on
 * its held-out rows.
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
    List<Point> current = new ArrayList<>();
    List<Point> heldOut = new ArrayList<>();
    List<Tick> versions = new ArrayList<>();
    for (Sample sample : samples) {
      int x = LEFT + STEP / 2 + versions.size() * STEP;
      versions.add(new Tick(x, "v" + sample.version()));
      Axis axis = new Axis(low, high, grid);
      String of = metric.label() + " %s ";
      add(current, x, sample.current(), axis, of + "current, version " + sample.version());
      add(heldOut, x, sample.heldOut(), axis, of + "held out, version " + sample.version());
    }
    int width = Math.max(300, LEFT + samples.size() * STEP + RIGHT);
    String title =
        metric.label()
            + " by table version: on the current version "
            + samples.stream()
                .map(s -> "v" + s.version() + " " + Format.effect(s.current()))
                .collect(Collectors.joining(", "))
            + "; on held-out rows for comparison";
    return new LineChart(
        width, current, heldOut, ticks(new Axis(low, high, grid)), versions, title);
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

  private static void add(List<Point> points, int x, double value, Axis axis, String hover) {
    if (Double.isFinite(value)) {
      points.add(
          new Point(
              x, y(value, axis), Format.effect(value), hover.formatted(Format.effect(value))));
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
      ticks.add(new Tick(y(value, axis), axis.label(value)));
    }
    return ticks;
  }
}
