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
    String codeVersion) {

  /** The same pins in the name of another monitor. */
  public RowPins of(String otherMonitor) {
    return new RowPins(
        runId, otherMonitor, tableId, tableVersion, referenceId, configHash, codeVersion);
  }
}
