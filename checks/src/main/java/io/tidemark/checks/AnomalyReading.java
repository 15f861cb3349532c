package io.tidemark.checks;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.jspecify.annotations.Nullable;

/**
 * Holds a value against earlier ones.
 *
 * <p>The robust z-score is the distance from the median in units of 1.4826 times the median
 * absolute deviation, which is the standard deviation for normal values; where more than half of
 * the values are the same, in units of 1.2533 times the mean absolute deviation from the median
 * (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993). Where all of them are the same,
 * every other value is infinitely far.
 */
final class AnomalyReading implements Judgement.Reading {
  private static final double PER_MEDIAN_DEVIATION = 1.4826;
  private static final double PER_MEAN_DEVIATION = 1.2533;

  private final Anomaly.Rules rules;
  private final List<PastValue> past;

  /**
   * A reading.
   *
   * @param before earlier values, the newest first
   * @param committedAt when the version under check was committed
   */
  AnomalyReading(Anomaly.Rules rules, List<PastValue> before, Instant committedAt) {
    this.rules = rules;
    past =
        before.stream()
            .filter(v -> !rules.sameWeekday() || day(v.committedAt()) == day(committedAt))
            .limit(rules.over())
            .toList();
  }

  private static DayOfWeek day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).getDayOfWeek();
  }

  @Override
  public Judgement of(double measured) {
    if (past.size() < rules.minHistory()) {
      String detail =
          "%d of the %d earlier values it takes%s"
              .formatted(
                  past.size(), rules.minHistory(), rules.sameWeekday() ? " of this weekday" : "");
      return new Judgement(measured, Judgement.Outcome.UNDECIDED, detail);
    }
    List<String> found = new ArrayList<>();
    PastValue last = past.get(0);
    double change = Math.abs(measured - last.value());
    String from = " from " + Bounds.rounded(last.value()) + " at version " + last.version();
    boolean holds = holds(found, "changed by ", change, rules.absoluteChange(), from);
    double share = change == 0 ? 0 : change / Math.abs(last.value());
    holds &= holds(found, "relative change ", share, rules.relativeChange(), from);
    if (rules.robustZ() != null) {
      holds &= z(found, measured, rules.robustZ());
    }
    return new Judgement(
        measured,
        holds ? Judgement.Outcome.HOLDS : Judgement.Outcome.FAILS,
        String.join(", ", found));
  }

  private boolean z(List<String> found, double measured, double most) {
    double[] values = past.stream().mapToDouble(PastValue::value).toArray();
    double median = new Median().evaluate(values);
    double[] deviations = Arrays.stream(values).map(v -> Math.abs(v - median)).toArray();
    double unit = PER_MEDIAN_DEVIATION * new Median().evaluate(deviations);
    if (unit == 0) {
      unit = PER_MEAN_DEVIATION * Arrays.stream(deviations).average().orElse(0);
    }
    double distance = Math.abs(measured - median);
    double z = distance == 0 ? 0 : distance / unit;
    String from =
        " from the median %s of %d earlier values".formatted(Bounds.rounded(median), values.length);
    return holds(found, "robust z ", z, most, from);
  }

  private static boolean holds(
      List<String> found, String what, double value, @Nullable Double most, String from) {
    if (most == null) {
      return true;
    }
    found.add(what + Bounds.rounded(value) + from);
    // Written so that NaN does not hold.
    return value <= most;
  }
}
