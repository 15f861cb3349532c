package io.tidemark.checks.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A commit of a table.
 *
 * @param version the version it made
 * @param time when
 * @param operation what made it, for example {@code RENAME COLUMN}
 * @param message its user metadata; null if it has none
 */
public record TableCommit(long version, Instant time, String operation, @Nullable String message) {

  /** {@code version 5 (RENAME COLUMN at 2026-01-01T00:00:00Z)}. */
  public String inWords() {
    return "version "
        + version
        + " ("
        + operation
        + " at "
        + time
        + (message == null ? ")" : ", \"" + message + "\")");
  }
}
