package io.tidemark.reports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A commit of the table that a run looked at, whether a run looked at its version or not.
 *
 * @param version the version it made
 * @param time when
 * @param operation what wrote it, for example {@code WRITE} or {@code OPTIMIZE}
 * @param message its user metadata; null if it has none
 * @param changedData false if it left the table's rows as they were
 */
public record TableVersion(
    long version, Instant time, String operation, @Nullable String message, boolean changedData) {}
