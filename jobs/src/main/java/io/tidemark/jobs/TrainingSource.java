package io.tidemark.jobs;

import org.jspecify.annotations.Nullable;

/**
 * The rows that a model is trained on.
 *
 * @param tableId Delta's id of the table
 * @param version version of the table
 * @param where filter on its rows; null for all
 * @param referenceId id of the reference of these rows; null if there is none
 */
record TrainingSource(
    String tableId, long version, @Nullable String where, @Nullable String referenceId) {

  /** The rows that a reference was frozen from; the newest of its versions. */
  static TrainingSource of(References.Frozen reference) {
    return new TrainingSource(
        reference.tableId(), reference.version(), reference.where(), reference.id());
  }
}
