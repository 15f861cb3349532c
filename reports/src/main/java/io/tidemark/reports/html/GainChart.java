package io.tidemark.reports.html;

import io.tidemark.training.Comparison;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Geometry of a challenger's gain over the champion: its interval against no gain and against what
 * is asked for, in a box of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param sentence the comparison in words
 * @param title what the chart shows, in words
 * @param ticks the axis
 * @param axisName name of the axis, with its unit
 * @param zero where no gain stands
 * @param asked where the gain that is asked for stands; null if it is not known
 * @param low where the interval begins
 * @param high where it ends
 * @param gain where the gain stands
 * @param value the gain in words
 * @param tone look of the interval
 */
public record GainChart(
    String sentence,
    String title,
    List<Mark> ticks,
    String axisName,
    Mark zero,
    @Nullable Mark asked,
    String low,
    String high,
    String gain,
    Mark value,
    Tone tone) {

  /** Width of the box. */
  public static final int WIDTH = 440;

  /** Height of the box. */
  public static final int HEIGHT = 118;

  private static final int LEFT = 30;
  private static final int RIGHT = WIDTH - 30;
  private static final int LETTER = 6;

  public GainChart {
    ticks = List.copyOf(ticks);
  }

  /**
   * A labelled position.
   *
   * @param x where it is
   * @param labelX where its label has its middle, so that it stays in the box
   * @param label its text
   */
  public record Mark(String x, String labelX, String label) {}

  /**
   * Lays out a comparison.
   *
   * @param comparison the two models
   * @param margin gain that is asked for, in the unit of the gain; null if it is not known
   */
  static GainChart of(Comparison comparison, @Nullable Double margin) {
    double low = comparison.interval().low();
    double high = comparison.interval().high();
    double[] shown =
        DoubleStream.of(0, low, high, comparison.gain(), margin == null ? 0 : margin)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double room = Math.max((shown[shown.length - 1] - shown[0]) * 0.08, 1e-6);
    Axis axis = Axis.of(shown[0] - room, shown[shown.length - 1] + room, 6);
    DoubleFunction<String> label = comparison.relative() ? axis::percent : axis::label;
    String words =
        amount(comparison, comparison.gain())
            + ", "
            + percent(comparison.confidence())
            + " interval "
            + amount(comparison, low)
            + " to "
            + amount(comparison, high);
    return new GainChart(
        sentence(comparison, words),
        "Gain of the challenger: " + words,
        axis.values().stream().map(v -> mark(axis, v, label.apply(v))).toList(),
        "Gain in "
            + comparison.metric().label()
            + (comparison.relative() ? ", share of the champion's value" : "")
            + "; right is better",
        mark(axis, 0, "as good as the champion"),
        margin == null ? null : mark(axis, margin, "asked for: " + amount(comparison, margin)),
        x(axis, Double.isFinite(low) ? low : comparison.gain()),
        x(axis, Double.isFinite(high) ? high : comparison.gain()),
        x(axis, comparison.gain()),
        mark(axis, comparison.gain(), words),
        tone(low, high));
  }

  private static Tone tone(double low, double high) {
    if (low > 0) {
      return Tone.GOOD;
    }
    return high < 0 ? Tone.BAD : Tone.UNSURE;
  }

  private static Mark mark(Axis axis, double value, String label) {
    double x = Double.isFinite(value) ? axis.position(value, LEFT, RIGHT) : LEFT;
    double half = label.length() * LETTER / 2.0;
    double middle = Math.max(half, Math.min(WIDTH - half, x));
    return new Mark(XyChart.tenth(x), XyChart.tenth(middle), label);
  }

  private static String x(Axis axis, double value) {
    return mark(axis, value, "").x();
  }

  private static String amount(Comparison comparison, double gain) {
    return comparison.relative()
        ? Format.percentage(gain)
        : Format.change(comparison.metric(), gain);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g", share * 100).replaceFirst("\\.?0+$", "") + "%";
  }

  private static String sentence(Comparison comparison, String words) {
    String finding =
        switch (tone(comparison.interval().low(), comparison.interval().high())) {
          case GOOD -> "The whole interval lies above 0: the gain is more than noise.";
          case BAD ->
              "The whole interval lies below 0: the challenger is worse, and not by chance.";
          default -> "The interval includes 0: the difference may be noise.";
        };
    return "On the same %s the challenger has %s %s, the champion %s: %s. %s"
        .formatted(
            Format.counted(comparison.rows(), "row", "rows"),
            comparison.metric().label(),
            Format.metric(comparison.metric(), comparison.challenger()),
            Format.metric(comparison.metric(), comparison.champion()),
            words,
            finding);
  }
}
