package io.tidemark.checks;

import org.jspecify.annotations.Nullable;

/**
 * What every constraint has besides its bound.
 *
 * @param id id within the suite; null for the one derived from kind and columns
 * @param severity what a failure means
 * @param where SQL filter on the rows that the constraint speaks of; null for all rows. A row for
 *     which the filter is null is left out, as in a SQL {@code WHERE}
 */
public record Terms(@Nullable String id, Severity severity, @Nullable String where) {

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
  }

  /** These terms under a given id. */
  public Terms withId(String newId) {
    return new Terms(newId, severity, where);
  }

  /** These terms with another severity. */
  public Terms withSeverity(Severity newSeverity) {
    return new Terms(id, newSeverity, where);
  }

  /** These terms for the rows that meet a SQL filter. */
  public Terms withWhere(String newWhere) {
    return new Terms(id, severity, newWhere);
  }
}
