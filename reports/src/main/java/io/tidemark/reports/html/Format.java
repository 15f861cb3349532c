package io.tidemark.reports.html;

import io.tidemark.training.Metric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one way in which reports write numbers, shares, times and long texts. */
public final class Format {

  /** Stands where there is no value. */
  public static final String NONE = "–";

  private static final int DIGITS = 4;
  private static final int MAX_DIGITS = 17;
  private static final double SMALLEST_PLAIN = 1e-4;
  private static final double LARGEST_PLAIN = 1e15;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Format() {}

  /** A count with thousands separators; an en dash for null. */
  public static String count(@Nullable Long value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%,d", value);
  }

  /** A value with about four significant digits; an en dash for null and NaN. */
  public static String number(@Nullable Double value) {
    return number(value, DIGITS);
  }

  /** A measured value that is held against a bound: six significant digits. */
  public static String precise(@Nullable Double value) {
    return number(value, DIGITS + 2);
  }

  private static String number(@Nullable Double value, int digits) {
    if (value == null || value.isNaN()) {
      return NONE;
    }
    double magnitude = Math.abs(value);
    if (Double.isInfinite(magnitude)) {
      return value > 0 ? "∞" : "-∞";
    }
    if (magnitude == 0) {
      return "0";
    }
    if (magnitude < SMALLEST_PLAIN || magnitude >= LARGEST_PLAIN) {
      return String.format(Locale.ROOT, "%." + (digits - 2) + "e", value);
    }
    return plain(BigDecimal.valueOf(value), digits);
  }

  /** Rounds, but never to a whole number: 0.99999 must not read as 1. */
  private static String plain(BigDecimal value, int digits) {
    BigDecimal exact = value.stripTrailingZeros();
    if (exact.scale() <= 0) {
      return String.format(Locale.ROOT, "%,.0f", exact);
    }
    int wanted = Math.max(digits, exact.precision() - exact.scale() + 1);
    BigDecimal rounded = exact;
    for (int precision = wanted; precision <= MAX_DIGITS; precision++) {
      rounded = exact.round(new MathContext(precision)).stripTrailingZeros();
      if (rounded.scale() > 0) {
        break;
      }
    }
    return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }

  /** An effect or a model metric: three decimals, so that columns of them line up. */
  public static String effect(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return number(value);
    }
    if (value > 0 && value < 0.0005) {
      return "< 0.001";
    }
    return String.format(Locale.ROOT, "%,.3f", value);
  }

  /** A threshold, like an effect; an en dash for one that is never reached. */
  public static String threshold(double value) {
    return Double.isInfinite(value) ? NONE : effect(value);
  }

  /** A difference with its sign, about four significant digits. */
  public static String signed(double value) {
    return (value > 0 ? "+" : "") + number(value);
  }

  /** A difference of shares in percentage points with its sign. */
  public static String points(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    return Math.abs(value) < 0.0005
        ? "0 points"
        : String.format(Locale.ROOT, "%+.1f points", value * 100);
  }

  /** A difference with its sign, three decimals. */
  public static String difference(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return NONE;
    }
    return Math.abs(value) < 0.0005 ? "0.000" : String.format(Locale.ROOT, "%+,.3f", value);
  }

  /** Value of a model metric: three decimals, or four digits where it is in the label's unit. */
  public static String metric(Metric metric, double value) {
    return inLabelsUnit(metric) ? number(value) : effect(value);
  }

  /** Difference of two values of a model metric, with its sign. */
  public static String change(Metric metric, double value) {
    if (!inLabelsUnit(metric) || !Double.isFinite(value)) {
      return difference(value);
    }
    return (value > 0 ? "+" : "") + number(value);
  }

  private static boolean inLabelsUnit(Metric metric) {
    return switch (metric) {
      case RMSE, MAE, MEDIAN_ABSOLUTE_ERROR, P90_ABSOLUTE_ERROR -> true;
      default -> false;
    };
  }

  /** A difference of shares as percentage with its sign. */
  public static String percentage(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%+.1f%%", value * 100) : NONE;
  }

  /** A probability of chance. */
  public static String pValue(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    return value < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** A share in [0, 1] as a percentage; only an exact 0 or 1 reads as 0% or 100%. */
  public static String share(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return NONE;
    }
    if (value > 0 && value < 0.0005) {
      return "< 0.1%";
    }
    if (value < 1 && value >= 0.9995) {
      return "> 99.9%";
    }
    if (value == 0 || value == 1) {
      return value == 0 ? "0%" : "100%";
    }
    return String.format(Locale.ROOT, "%.1f%%", value * 100);
  }

  /** Part of a whole as a percentage; an en dash when there is no whole. */
  public static String share(long part, long whole) {
    return whole == 0 ? NONE : share((double) part / whole);
  }

  /** A point in time in UTC, to the second; an en dash for null. */
  public static String time(@Nullable Instant value) {
    return value == null ? NONE : TIME.format(value);
  }

  /** A point in time in UTC, to the minute, for tables whose caption says that it is UTC. */
  public static String minute(Instant value) {
    return MINUTE.format(value);
  }

  /** A number of bytes in the decimal unit that fits it. */
  public static String bytes(long value) {
    String[] units = {"kB", "MB", "GB", "TB", "PB", "EB"};
    if (value < 1000) {
      return value + " B";
    }
    double shown = value;
    int unit = -1;
    // What rounds up to 1000 is one of the next unit.
    while (shown >= 999.95 && unit < units.length - 1) {
      shown /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", shown, units[unit]);
  }

  /** A duration in the unit that fits it. */
  public static String duration(long millis) {
    if (millis < 1000) {
      return millis + " ms";
    }
    long seconds = Math.round(millis / 1000.0);
    if (millis < 59_950) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
  }

  /** A time in milliseconds, in the unit that fits it, for times too short for a duration. */
  public static String millis(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    if (value >= 1000) {
      return duration(Math.round(value));
    }
    if (value > 0 && value < 0.005) {
      return "< 0.01 ms";
    }
    return String.format(Locale.ROOT, value < 10 ? "%.2f ms" : "%.1f ms", value);
  }

  /** A name, cut where it would break the layout. */
  public static String name(@Nullable String value) {
    return clip(value, 80);
  }

  /** A sentence or paragraph, cut at a length that nobody reads on a page. */
  public static String text(@Nullable String value) {
    return clip(value, 1200);
  }

  /** At most {@code max} characters (code points), the last an ellipsis where something was cut. */
  public static String clip(@Nullable String value, int max) {
    if (value == null || value.isEmpty()) {
      return NONE;
    }
    if (value.codePointCount(0, value.length()) <= max) {
      return value;
    }
    return value.substring(0, value.offsetByCodePoints(0, max - 1)) + "…";
  }

  /** "1 check", "3 checks". */
  public static String counted(long count, String singular, String plural) {
    return count(count) + " " + (count == 1 ? singular : plural);
  }
}
