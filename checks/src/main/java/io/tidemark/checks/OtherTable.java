package io.tidemark.checks;

import org.jspecify.annotations.Nullable;

/**
 * A table to compare with, as a constraint names it.
 *
 * @param table path, URI or catalog name; null for the table under check, in another version
 * @param version which version: a number, a time (ISO 8601) or {@code previous}; null for the
 *     newest
 * @param where SQL filter on its rows; null for all
 */
public record OtherTable(@Nullable String table, @Nullable String version, @Nullable String where) {

  /** The version before the one under check that had other rows. */
  public static final String PREVIOUS = "previous";

  public OtherTable {
    if (table == null && version == null) {
      throw new IllegalArgumentException(
          "neither another table nor another version is named; give `table`, `version` or both");
    }
    if (table != null && PREVIOUS.equals(version)) {
      throw new IllegalArgumentException(
          "`version: previous` of another table (`"
              + table
              + "`); give a number or a time, or leave `table` out");
    }
  }

  /** For example {@code lake/airports}, {@code lake/airports@3} or {@code version previous}. */
  public String inWords() {
    return table == null ? "version " + version : version == null ? table : table + "@" + version;
  }
}
