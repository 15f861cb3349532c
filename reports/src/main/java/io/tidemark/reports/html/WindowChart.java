package io.tidemark.reports.html;

import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Geometry of one column's PSI over the windows: a bar per window in a box of {@link #WIDTH} by
 * {@link #HEIGHT}, with the drift threshold at half of the height. Where there are more windows
 * than fit, neighbours share a bar, which shows the largest of them.
 *
 * @param column its name
 * @param bars paths of the bars by their look
 * @param warn height of the warning threshold; -1 for none
 * @param drift height of the drift threshold; -1 for none
 * @param worst the worst verdict
 * @param largest the largest PSI
 * @param peak the largest PSI and when it was
 * @param title what the chart shows, in words
 */
public record WindowChart(
    String column,
    List<Bars> bars,
    int warn,
    int drift,
    Verdict worst,
    double largest,
    String peak,
    String title) {

  /** Width of the box. */
  public static final int WIDTH = 360;

  /** Height of the box. */
  public static final int HEIGHT = 40;

  private static final int MOST_BARS = 120;

  public WindowChart {
    bars = List.copyOf(bars);
  }

  /**
   * The bars of one look.
   *
   * @param tone the look
   * @param path their path
   */
  public record Bars(Tone tone, String path) {}

  /**
   * PSI in one window.
   *
   * @param index number of the window
   * @param window its label
   * @param psi the result
   */
  record Value(int index, String window, MeasureResult psi) {}

  static WindowChart of(String column, List<Value> values, int windows) {
    Value peak = values.get(0);
    Verdict worst = Verdict.PASS;
    for (Value value : values) {
      peak = size(value) > size(peak) ? value : peak;
      worst = worst.worse(value.psi().verdict());
    }
    double threshold = values.get(0).psi().driftThreshold();
    double top = Double.isFinite(threshold) ? 2 * threshold : Math.max(size(peak), 1e-9);
    String name = Format.name(column);
    return new WindowChart(
        name,
        bars(values, windows, top),
        y(values.get(0).psi().warnThreshold(), top),
        y(threshold, top),
        worst,
        size(peak),
        Format.effect(peak.psi().effect()) + " in " + peak.window(),
        name
            + ": PSI of each window, largest "
            + Format.effect(peak.psi().effect())
            + " in "
            + peak.window());
  }

  /** The worst verdict's badge. */
  public Badge badge() {
    return Badge.of(worst);
  }

  private static double size(Value value) {
    double effect = value.psi().effect();
    return Double.isFinite(effect) ? effect : 0;
  }

  private static int y(double threshold, double top) {
    return Double.isFinite(threshold) && threshold <= top
        ? HEIGHT - (int) Math.round(threshold / top * HEIGHT)
        : -1;
  }

  private static List<Bars> bars(List<Value> values, int windows, double top) {
    int bars = Math.min(windows, MOST_BARS);
    Value[] tallest = new Value[bars];
    for (Value value : values) {
      int bar = (int) ((long) value.index() * bars / windows);
      if (tallest[bar] == null || size(value) > size(tallest[bar])) {
        tallest[bar] = value;
      }
    }
    // Few windows get bars of a width that looks like a bar.
    double step = Math.min(24, (double) WIDTH / bars);
    Map<Tone, StringBuilder> paths = new EnumMap<>(Tone.class);
    for (int i = 0; i < bars; i++) {
      Value value = tallest[i];
      if (value != null) {
        long height = Math.max(1, Math.round(Math.min(1, size(value) / top) * HEIGHT));
        paths
            .computeIfAbsent(Badge.of(value.psi().verdict()).tone(), t -> new StringBuilder())
            .append('M')
            .append(tenth(i * step))
            .append(' ')
            .append(HEIGHT)
            .append('v')
            .append(-height)
            .append('h')
            .append(tenth(Math.max(1, step - (step > 4 ? 1 : 0))))
            .append('v')
            .append(height)
            .append('z');
      }
    }
    List<Bars> result = new ArrayList<>();
    paths.forEach((tone, path) -> result.add(new Bars(tone, path.toString())));
    return result;
  }

  private static String tenth(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
  }
}
