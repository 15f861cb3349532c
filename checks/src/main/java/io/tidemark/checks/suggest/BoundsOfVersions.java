package io.tidemark.checks.suggest;

import io.tidemark.checks.Constraint;
import io.tidemark.checks.Statistic;
import io.tidemark.checks.StatisticKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of a number from what it was on several versions: the median, give or take the spread of
 * the suggestion or, where the versions differ more, three times their robust standard deviation
 * (the median absolute deviation times 1.4826). A single odd version moves neither. The value on
 * the version that the suggestion is for is always inside.
 */
public final class BoundsOfVersions {
  private static final double ROBUST_DEVIATIONS = 3 * 1.4826;

  /** With fewer values nothing is known of how versions differ. */
  private static final int FEW = 3;

  private BoundsOfVersions() {}

  /**
   * Sets the bounds of a suggestion with a spread.
   *
   * @param own the value on the version that the suggestion is for
   * @param earlier values on versions before, newest first
   */
  public static Suggestion set(Suggestion suggestion, double own, List<Double> earlier) {
    Double spread = suggestion.spread();
    if (spread == null) {
      throw new IllegalArgumentException(
          "the bounds of `" + suggestion.constraint().id() + "` stand already");
    }
    double[] values = new double[earlier.size() + 1];
    values[0] = own;
    for (int i = 0; i < earlier.size(); i++) {
      values[i + 1] = earlier.get(i);
    }
    double usual = median(values);
    double deviation = median(Arrays.stream(values).map(v -> Math.abs(v - usual)).toArray());
    double half =
        Math.max(values.length < FEW ? 2 * spread : spread, ROBUST_DEVIATIONS * deviation);
    double low = Rounding.down(Math.min(usual - half, own), half);
    double high = Rounding.up(Math.max(usual + half, own), half);
    String reason =
        suggestion.reason()
            + (values.length == 1 ? "" : "; bounds from " + values.length + " versions");
    if (suggestion.constraint() instanceof Constraint.Size) {
      return size(values, low, high, reason);
    }
    Statistic given = (Statistic) suggestion.constraint();
    boolean idle = given.statistic() == StatisticKind.STANDARD_DEVIATION && low <= 0;
    return new Suggestion(
        new Statistic(
            given.statistic(), given.columns(), idle ? null : (Double) low, high, given.terms()),
        reason);
  }

  private static Suggestion size(double[] newestFirst, double low, double high, String reason) {
    if (grows(newestFirst)) {
      double least = Math.min(newestFirst[0] / 2, newestFirst[newestFirst.length - 1]);
      return new Suggestion(
          new Constraint.Size((long) Rounding.down(least, least), null),
          reason + "; no upper bound, because every version has more rows than the one before");
    }
    return new Suggestion(new Constraint.Size(Math.max(1, (long) low), (long) high), reason);
  }

  private static boolean grows(double[] newestFirst) {
    for (int i = 1; i < newestFirst.length; i++) {
      if (newestFirst[i] >= newestFirst[i - 1]) {
        return false;
      }
    }
    return newestFirst.length >= FEW;
  }

  /** Whether a value is within the bounds of a constraint whose bounds were set. */
  public static boolean hold(Constraint constraint, double value) {
    if (constraint instanceof Constraint.Size size) {
      return inside(asDouble(size.min()), asDouble(size.max()), value);
    }
    Statistic number = (Statistic) constraint;
    return inside(number.min(), number.max(), value);
  }

  private static @Nullable Double asDouble(@Nullable Long bound) {
    return bound == null ? null : Double.valueOf(bound);
  }

  private static boolean inside(@Nullable Double min, @Nullable Double max, double value) {
    return (min == null || value >= min) && (max == null || value <= max) && !Double.isNaN(value);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
