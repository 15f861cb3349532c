package io.tidemark.reports;

import org.jspecify.annotations.Nullable;

/**
 * What a table's history knows of a commit beside its time and operation.
 *
 * @param user who wrote it; null where the writer does not say, as open-source Delta does not
 * @param engine the software that wrote it; null likewise
 * @param changedData false if it left the table's rows as they were, for example {@code OPTIMIZE}
 */
public record Commit(@Nullable String user, @Nullable String engine, boolean changedData) {}
