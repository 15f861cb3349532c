package io.tidemark.checks;

import org.jspecify.annotations.Nullable;

/**
 * What every constraint has besides its bound.
 *
 * @param id id within the suite; null for the one derived from kind and columns
 * @param severity what a failure means
 * @param where SQL filter on the rows that the constraint speaks of; null for all rows. A row for
 *     which the filter is null is left out, as in a SQL {@code WHERE}
 * @param tolerance by how much the value may miss its bound and only warn, in the unit of the value
 * @param description what it is for, in the words of its author; null for none
 */
public record Terms(
    @Nullable String id,
    Severity severity,
    @Nullable String where,
    double tolerance,
    @Nullable String description) {

  /** Derived id, {@link Severity#ERROR}, all rows. */
  public static final Terms DEFAULT = new Terms(null, Severity.ERROR, null);

  public Terms {
    if (id != null && id.isBlank()) {
      throw new IllegalArgumentException(
          "the id of a constraint is blank; leave it out or give a name");
    }
    if (where != null && where.isBlank()) {
      throw new IllegalArgumentException(
          "the `where` filter of a constraint is blank; leave it out or give a filter");
    }
    if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException(
          "the tolerance of a constraint is "
              + Bounds.number(tolerance)
              + "; give a number that is 0 or more");
    }
  }

  /** Terms without tolerance and description. */
  public Terms(@Nullable String id, Severity severity, @Nullable String where) {
    this(id, severity, where, 0, null);
  }

  /** These terms under a given id. */
  public Terms withId(String newId) {
    return new Terms(newId, severity, where, tolerance, description);
  }

  /** These terms with another severity. */
  public Terms withSeverity(Severity newSeverity) {
    return new Terms(id, newSeverity, where, tolerance, description);
  }

  /** These terms for the rows that meet a SQL filter. */
  public Terms withWhere(String newWhere) {
    return new Terms(id, severity, newWhere, tolerance, description);
  }

  /** These terms with a margin in which a missed bound only warns. */
  public Terms withTolerance(double newTolerance) {
    return new Terms(id, severity, where, newTolerance, description);
  }

  /** These terms with the author's words. */
  public Terms withDescription(String newDescription) {
    return new Terms(id, severity, where, tolerance, newDescription);
  }
}
