package io.tidemark.reports.html;

import io.tidemark.drift.stats.MeasureResult;

/**
 * Geometry of one effect against its thresholds and its noise, in a box of {@link #WIDTH} by {@link
 * #HEIGHT}. Marks are x positions, -1 where there is nothing to mark.
 *
 * @param fill length of the bar
 * @param warn mark of the warning threshold
 * @param drift mark of the drift threshold
 * @param noise end of the band that chance alone reaches, which begins at 0
 * @param detectable mark of the smallest drift that could have been told from noise
 * @param beyond true when the effect lies beyond the right end
 * @param tone look of the bar
 * @param title the same in words
 */
public record EffectBar(
    int fill,
    int warn,
    int drift,
    int noise,
    int detectable,
    boolean beyond,
    Tone tone,
    String title) {

  /** Width of the box. */
  public static final int WIDTH = 120;

  /** Height of the box. */
  public static final int HEIGHT = 16;

  /** The thresholds stay legible: an effect beyond this multiple of them is cut and marked. */
  private static final double MAX_MULTIPLE = 3;

  /** Lays out one measure. */
  public static EffectBar of(MeasureResult measure) {
    double threshold = orZero(measure.driftThreshold(), orZero(measure.warnThreshold(), 0));
    double effect = measure.effect();
    double scale =
        threshold > 0
            ? Math.min(
                Math.max(
                    threshold * 1.25,
                    Math.max(orZero(effect, 0), orZero(measure.noise(), 0)) * 1.1),
                threshold * MAX_MULTIPLE)
            : Math.max(orZero(effect, 1), Double.MIN_NORMAL) * 1.1;
    return new EffectBar(
        Double.isNaN(effect) ? 0 : Math.max(0, position(effect, scale)),
        mark(measure.warnThreshold(), scale),
        mark(measure.driftThreshold(), scale),
        band(measure.noise(), scale),
        mark(measure.smallestDetectable(), scale),
        effect > scale,
        Badge.of(measure.verdict()).tone(),
        title(measure));
  }

  private static String title(MeasureResult measure) {
    return measure.measure().label()
        + " "
        + Format.effect(measure.effect())
        + ", warning "
        + Format.threshold(measure.warnThreshold())
        + ", drift "
        + Format.threshold(measure.driftThreshold())
        + known(", noise ", measure.noise())
        + known(", smallest detectable ", measure.smallestDetectable());
  }

  private static String known(String name, double value) {
    return Double.isNaN(value) ? "" : name + Format.effect(value);
  }

  private static double orZero(double value, double fallback) {
    return Double.isFinite(value) ? value : fallback;
  }

  private static int position(double value, double scale) {
    return (int) Math.round(Math.min(1, value / scale) * WIDTH);
  }

  private static int band(double noise, double scale) {
    return noise > 0 ? position(noise, scale) : 0;
  }

  private static int mark(double value, double scale) {
    return Double.isFinite(value) && value >= 0 && value <= scale ? position(value, scale) : -1;
  }
}
