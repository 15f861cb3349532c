package io.tidemark.jobs.registry;

import io.tidemark.jobs.store.RowPins;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered model.
 *
 * @param modelId its id in the result store
 * @param version its version in the registry of its monitor, from 1
 * @param pins what it was trained on; the run id is empty
 * @param who who registered it
 * @param at when
 * @param note why; null if nothing was said
 */
public record Entry(
    String modelId, int version, RowPins pins, String who, Instant at, @Nullable String note) {}
