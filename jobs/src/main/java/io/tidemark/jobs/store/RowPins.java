package io.tidemark.jobs.store;

import org.jspecify.annotations.Nullable;

/** The pins that every row of the result store starts with. */
public record RowPins(
    String runId,
    String monitor,
    @Nullable String tableId,
    @Nullable Long tableVersion,
    @Nullable String referenceId,
    String configHash,
    String codeVersion) {}
