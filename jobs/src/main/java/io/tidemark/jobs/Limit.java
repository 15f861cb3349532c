package io.tidemark.jobs;

import io.tidemark.reports.RunVerdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A bound of a number.
 *
 * @param bound the bound; NaN if it is not known
 * @param lower true if numbers must not be below it, false if they must not be above it
 * @param words the bound in words, for example {@code <= 250}
 */
record Limit(double bound, boolean lower, String words) {

  /** At least this; null for no bound. */
  static @Nullable Limit atLeast(@Nullable Number bound) {
    return bound == null ? null : new Limit(bound.doubleValue(), true, ">= " + text(bound));
  }

  /** At most this; null for no bound. */
  static @Nullable Limit atMost(@Nullable Number bound) {
    return bound == null ? null : new Limit(bound.doubleValue(), false, "<= " + text(bound));
  }

  /** Whole numbers without a point, others with as many digits as tell them apart. */
  static String text(Number bound) {
    double value = bound.doubleValue();
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  /** The tighter of two bounds on the same side; one that is not known wins. */
  static @Nullable Limit tighter(@Nullable Limit one, @Nullable Limit other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    boolean first = one.lower() ? one.bound() >= other.bound() : one.bound() <= other.bound();
    return Double.isNaN(other.bound()) || !first ? other : one;
  }

  /** Whether a number is beyond the bound. */
  boolean excludes(double value) {
    return lower ? value < bound : value > bound;
  }

  /** Whether a number that is known exactly keeps the bound. */
  RunVerdict judge(double value) {
    if (Double.isNaN(value) || Double.isNaN(bound)) {
      return RunVerdict.INSUFFICIENT_DATA;
    }
    return excludes(value) ? RunVerdict.FAIL : RunVerdict.PASS;
  }

  /** Whether an estimate keeps the bound: it fails only where its whole interval is beyond it. */
  RunVerdict judge(double value, double low, double high) {
    RunVerdict verdict = judge(value);
    boolean whole = lower ? excludes(high) : excludes(low);
    return verdict == RunVerdict.FAIL && !whole ? RunVerdict.WARN : verdict;
  }
}
