package io.tidemark.reports.html;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale with round steps that covers some values.
 *
 * @param low value at its beginning
 * @param high value at its end, above {@code low}
 * @param step distance of its marks
 */
record Axis(double low, double high, double step) {

  private static final double[] ROUND = {1, 2, 2.5, 5, 10};

  /** From 0 to 1 in quarters. */
  static Axis unit() {
    return new Axis(0, 1, 0.25);
  }

  /**
   * The axis that covers a range with at most {@code most} steps. Ends that are no finite numbers,
   * or the same, are put right.
   */
  static Axis of(double from, double to, int most) {
    double low = Double.isFinite(from) ? from : 0;
    double high = Double.isFinite(to) ? to : low;
    if (!(high > low)) {
      double room = Math.max(Math.abs(low) * 0.05, 1e-9);
      low -= room;
      high += room;
    }
    // Halves first: the range of two huge numbers of either sign is no finite number.
    double raw = high / most - low / most;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    for (double round : ROUND) {
      double step = round * power;
      double begin = Math.floor(low / step + 1e-9);
      double end = Math.ceil(high / step - 1e-9);
      if (end - begin <= most) {
        return new Axis(begin * step, end * step, step);
      }
    }
    return new Axis(low, high, high / 2 - low / 2);
  }

  /** Where a value stands, between {@code first} (at the low end) and {@code last}. */
  double position(double value, double first, double last) {
    double share = (value / 2 - low / 2) / (high / 2 - low / 2);
    return first + Math.max(0, Math.min(1, share)) * (last - first);
  }

  /** The values that are marked. */
  List<Double> values() {
    List<Double> values = new ArrayList<>();
    for (int i = 0; low + i * step <= high + step / 1e6; i++) {
      values.add(low + i * step);
    }
    return values;
  }

  /** A marked value, with as many digits as the steps need. */
  String label(double value) {
    double shown = Math.abs(value) < step / 1e6 ? 0 : value;
    if (step >= 1e7 || step < 1e-5) {
      return shown == 0 ? "0" : String.format(Locale.ROOT, "%.1e", shown);
    }
    return String.format(Locale.ROOT, "%,." + digits(step) + "f", shown);
  }

  /** A marked share as a percentage. */
  String percent(double value) {
    double shown = Math.abs(value) < step / 1e6 ? 0 : value * 100;
    return String.format(Locale.ROOT, "%,." + digits(step * 100) + "f%%", shown);
  }

  private static int digits(double step) {
    BigDecimal round =
        BigDecimal.valueOf(Double.parseDouble(String.format(Locale.ROOT, "%.2e", step)));
    return Math.max(0, Math.min(9, round.stripTrailingZeros().scale()));
  }
}
