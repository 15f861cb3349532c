package io.tidemark.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Geometry of curves in a plane, in a box of {@link #WIDTH} by {@code height}, which fits a phone
 * without being scaled down.
 *
 * @param name what it is, above the chart
 * @param title what it shows, in words, for those who do not see it
 * @param reading how to read it
 * @param height height of the box
 * @param grid path of the lines behind
 * @param guide path of the dashed line to hold curves against; empty for none
 * @param across marks of the axis across
 * @param up marks of the axis upwards
 * @param acrossName name of the axis across, with its unit
 * @param upName name of the axis upwards, with its unit
 * @param curves the curves, the first one behind the others
 * @param key what each curve is, where the chart has most room
 * @param strip rows along the axis across; null for none
 */
public record XyChart(
    String name,
    String title,
    String reading,
    int height,
    String grid,
    String guide,
    List<Tick> across,
    List<Tick> up,
    String acrossName,
    String upName,
    List<Curve> curves,
    List<Key> key,
    @Nullable Strip strip) {

  /** Width of the box. */
  public static final int WIDTH = 330;

  /** Left end of the plot. */
  public static final int LEFT = 44;

  /** Right end of the plot. */
  public static final int RIGHT = 320;

  /** Top of the plot. */
  public static final int TOP = 24;

  /** Bottom of the plot. */
  public static final int BOTTOM = 226;

  private static final int NAMES = 40;
  private static final int STRIP = 58;
  private static final int STRIP_HEIGHT = 26;
  private static final int KEY_ROW = 17;
  private static final int LETTER = 6;

  public XyChart {
    across = List.copyOf(across);
    up = List.copyOf(up);
    curves = List.copyOf(curves);
    key = List.copyOf(key);
  }

  /** A value, in the units of the axes. */
  record Value(double x, double y) {

    boolean isFinite() {
      return Double.isFinite(x) && Double.isFinite(y);
    }
  }

  /**
   * What is to be drawn of one side.
   *
   * @param side which side it is
   * @param label what the key says of it
   * @param values the values in order
   * @param dots whether each value is marked
   * @param rows rows behind each value, for the strip; empty for none
   */
  record Series(Side side, String label, List<Value> values, boolean dots, List<Long> rows) {}

  /**
   * A labelled position.
   *
   * @param at x or y
   * @param label its text
   */
  public record Tick(String at, String label) {}

  /**
   * A curve.
   *
   * @param side which side it is of, which decides on its look
   * @param path its path
   * @param dots its marked points
   */
  public record Curve(Side side, String path, List<Dot> dots) {
    public Curve {
      dots = List.copyOf(dots);
    }
  }

  /**
   * A marked point.
   *
   * @param x across
   * @param y down
   * @param hover its values in words
   */
  public record Dot(String x, String y, String hover) {}

  /**
   * A line of the key.
   *
   * @param side which side it is
   * @param x where it begins
   * @param y middle of the line
   * @param label its text
   */
  public record Key(Side side, int x, int y, String label) {}

  /**
   * Rows along the axis across.
   *
   * @param top where it begins
   * @param heldOut path of the bars of the held-out rows
   * @param current path of the bars of the current version
   * @param label what the longest bar is
   */
  public record Strip(int top, String heldOut, String current, String label) {}

  /** The words of a chart. */
  record Words(String name, String title, String reading, String acrossName, String upName) {}

  /** Lays out some series. */
  static XyChart of(Words words, Plane plane, List<Value> guide, List<Series> series) {
    boolean strip = series.stream().anyMatch(s -> !s.rows().isEmpty());
    List<Curve> curves = series.stream().map(s -> curve(s, plane)).toList();
    return new XyChart(
        words.name(),
        words.title(),
        words.reading(),
        BOTTOM + NAMES + (strip ? STRIP : 0),
        plane.grid(),
        plane.path(guide),
        plane.across().values().stream()
            .map(v -> new Tick(tenth(plane.x(v)), plane.acrossLabel().apply(v)))
            .toList(),
        plane.up().values().stream()
            .map(v -> new Tick(tenth(plane.y(v) + 4), plane.upLabel().apply(v)))
            .toList(),
        words.acrossName(),
        words.upName(),
        curves,
        key(series, guide, plane),
        strip ? strip(series, plane) : null);
  }

  /** The two axes of a chart, and how their marks are written. */
  record Plane(
      Axis across, DoubleFunction<String> acrossLabel, Axis up, DoubleFunction<String> upLabel) {

    static Plane shares() {
      return new Plane(Axis.unit(), Axis.unit()::percent, Axis.unit(), Axis.unit()::percent);
    }

    double x(double value) {
      return across.position(value, LEFT, RIGHT);
    }

    double y(double value) {
      return up.position(value, BOTTOM, TOP);
    }

    String grid() {
      StringBuilder path = new StringBuilder();
      across.values().forEach(v -> path.append("M" + tenth(x(v)) + " " + TOP + "V" + BOTTOM));
      up.values().forEach(v -> path.append("M" + LEFT + " " + tenth(y(v)) + "H" + RIGHT));
      return path.toString();
    }

    String path(List<Value> values) {
      StringBuilder path = new StringBuilder();
      for (Value value : values) {
        if (value.isFinite()) {
          path.append(path.isEmpty() ? 'M' : 'L')
              .append(tenth(x(value.x())))
              .append(' ')
              .append(tenth(y(value.y())));
        }
      }
      return path.toString();
    }
  }

  private static Curve curve(Series series, Plane plane) {
    List<Dot> dots = new ArrayList<>();
    for (int i = 0; series.dots() && i < series.values().size(); i++) {
      Value value = series.values().get(i);
      if (value.isFinite()) {
        String rows =
            series.rows().isEmpty()
                ? ""
                : ", " + Format.counted(series.rows().get(i), "row", "rows");
        dots.add(
            new Dot(
                tenth(plane.x(value.x())),
                tenth(plane.y(value.y())),
                "%s: %s → %s%s"
                    .formatted(
                        series.side().word(),
                        Format.number(value.x()),
                        Format.number(value.y()),
                        rows)));
      }
    }
    return new Curve(series.side(), plane.path(series.values()), dots);
  }

  /** Puts the key into the corner that the curves leave free. */
  private static List<Key> key(List<Series> series, List<Value> guide, Plane plane) {
    int wide = 30 + LETTER * series.stream().mapToInt(s -> s.label().length()).max().orElse(0);
    int tall = KEY_ROW * series.size() + 6;
    int[][] corners = {
      {RIGHT - wide, BOTTOM - tall},
      {LEFT + 8, TOP + 2},
      {RIGHT - wide, TOP + 2},
      {LEFT + 8, BOTTOM - tall}
    };
    int[] best = corners[0];
    int fewest = Integer.MAX_VALUE;
    for (int[] corner : corners) {
      int met = met(guide, plane, corner, wide, tall);
      for (Series one : series) {
        met += 3 * met(one.values(), plane, corner, wide, tall);
      }
      if (met < fewest) {
        fewest = met;
        best = corner;
      }
    }
    List<Key> key = new ArrayList<>();
    for (Series one : series) {
      key.add(new Key(one.side(), best[0], best[1] + 12 + KEY_ROW * key.size(), one.label()));
    }
    return key;
  }

  /** How many steps of a line, of equal width, lie in a box. */
  private static int met(List<Value> line, Plane plane, int[] corner, int wide, int tall) {
    int met = 0;
    for (int i = 1; i < line.size(); i++) {
      for (int step = 0; step <= 20; step++) {
        double x = mixed(plane.x(line.get(i - 1).x()), plane.x(line.get(i).x()), step / 20.0);
        double y = mixed(plane.y(line.get(i - 1).y()), plane.y(line.get(i).y()), step / 20.0);
        if (x > corner[0] - 4
            && x < corner[0] + wide
            && y > corner[1] - 4
            && y < corner[1] + tall) {
          met++;
        }
      }
    }
    return met;
  }

  private static double mixed(double first, double last, double share) {
    return first + (last - first) * share;
  }

  private static Strip strip(List<Series> series, Plane plane) {
    long most =
        series.stream().flatMap(s -> s.rows().stream()).mapToLong(Long::longValue).max().orElse(0);
    int top = BOTTOM + NAMES + STRIP - STRIP_HEIGHT - 8;
    return new Strip(
        top,
        bars(series, true, plane, top + STRIP_HEIGHT, most),
        bars(series, false, plane, top + STRIP_HEIGHT, most),
        "Rows of each point, at most " + Format.count(most));
  }

  private static String bars(
      List<Series> series, boolean earlier, Plane plane, int bottom, long most) {
    StringBuilder path = new StringBuilder();
    double offset = earlier ? -3 : 0;
    for (Series one : series) {
      for (int i = 0; one.side().earlier() == earlier && i < one.rows().size(); i++) {
        Value value = one.values().get(i);
        if (value.isFinite()) {
          double height =
              Math.max(1, (double) one.rows().get(i) / Math.max(1, most) * STRIP_HEIGHT);
          path.append("M" + tenth(plane.x(value.x()) + offset) + " " + bottom)
              .append("v-" + tenth(height) + "h2.5v" + tenth(height) + "z");
        }
      }
    }
    return path.toString();
  }

  /** A coordinate with at most one decimal. */
  static String tenth(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
