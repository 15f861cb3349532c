package io.tidemark.reports.html;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Geometry of a small line: a value over the versions of a table.
 *
 * @param points the line
 * @param x where the newest value is, across
 * @param y where it is, down
 * @param title the values in words
 */
public record Sparkline(String points, String x, String y, String title) {

  /** Width of the box. */
  public static final int WIDTH = 96;

  /** Height of the box. */
  public static final int HEIGHT = 22;

  private static final int MARGIN = 3;
  private static final int MOST_IN_WORDS = 12;

  /**
   * The value at one version.
   *
   * @param version table version
   * @param value the value
   */
  record Point(long version, double value) {}

  /** Lays out values in the order of their versions; null if there are fewer than two. */
  static @Nullable Sparkline of(List<Point> values) {
    List<Point> points = values.stream().filter(p -> Double.isFinite(p.value())).toList();
    int last = points.size() - 1;
    if (last < 1) {
      return null;
    }
    double low = points.stream().mapToDouble(Point::value).min().orElseThrow();
    double high = points.stream().mapToDouble(Point::value).max().orElseThrow();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i <= last; i++) {
      line.append(line.isEmpty() ? "" : " ")
          .append(text(MARGIN + (double) i / last * (WIDTH - 2 * MARGIN)))
          .append(',')
          .append(down(points.get(i).value(), low, high));
    }
    return new Sparkline(
        line.toString(),
        text(WIDTH - MARGIN),
        down(points.get(last).value(), low, high),
        words(points));
  }

  private static String words(List<Point> points) {
    int first = Math.max(0, points.size() - MOST_IN_WORDS);
    return points.subList(first, points.size()).stream()
        .map(p -> "v" + p.version() + " " + Format.precise(p.value()))
        .collect(
            Collectors.joining(", ", first == 0 ? "Over versions: " : "Newest versions: ", ""));
  }

  /** Halves first: the range of two huge numbers of either sign is no finite number. */
  private static String down(double value, double low, double high) {
    double range = high / 2 - low / 2;
    double share = range > 0 ? (value / 2 - low / 2) / range : 0.5;
    return text(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN));
  }

  private static String text(double at) {
    String text = String.format(Locale.ROOT, "%.1f", at);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
