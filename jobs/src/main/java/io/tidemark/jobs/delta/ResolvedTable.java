package io.tidemark.jobs.delta;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of one Delta table, resolved once and passed on.
 *
 * @param name the table as the user named it
 * @param location where it lies
 * @param tableId Delta's id of the table
 * @param version the version
 * @param commitTime when the version was committed
 * @param operation what wrote it, for example {@code WRITE}
 * @param message the commit's user metadata; null if it has none
 * @param user who wrote it, by the table's history; null where that does not say
 * @param engine the software that wrote it; null likewise
 * @param changedData whether the commit changed the table's rows
 */
public record ResolvedTable(
    String name,
    String location,
    String tableId,
    long version,
    Instant commitTime,
    String operation,
    @Nullable String message,
    @Nullable String user,
    @Nullable String engine,
    boolean changedData) {

  /** Name and version for people: {@code lake/flights@4}. */
  public String label() {
    return name + "@" + version;
  }
}
