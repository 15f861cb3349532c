package io.tidemark.checks;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Age in hours: of the version itself when it is checked, or of the newest value of a column when
 * the version was committed. The first depends on when the check runs; the second never changes.
 *
 * @param column a column of timestamps or dates; null for the age of the version
 * @param maxAge greatest age
 */
public record Freshness(@Nullable String column, Duration maxAge, Terms terms)
    implements Constraint {

  private static final double SECONDS = 3600;

  public Freshness {
    if (maxAge.isNegative()) {
      throw new IllegalArgumentException(
          "the greatest age is " + maxAge + "; give a duration that is not negative");
    }
    if (column == null && terms.where() != null) {
      throw new IllegalArgumentException(
          "a filter on the rows has no bearing on the age of a version; give a `column`, or leave"
              + " `where` out");
    }
  }

  @Override
  public String kind() {
    return "freshness";
  }

  @Override
  public List<String> columns() {
    return column == null ? List.of() : List.of(column);
  }

  @Override
  public String expected() {
    return bounds().inWords() + " hours";
  }

  @Override
  public Cost cost() {
    return column == null ? Cost.NO_JOB : Cost.SHARED_SCAN;
  }

  Bounds bounds() {
    return new Bounds(null, hours(maxAge.toMillis() / 1000.0));
  }

  static double hours(double seconds) {
    return seconds / SECONDS;
  }
}
