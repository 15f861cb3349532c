package io.tidemark.training;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a model was made from, so that it can be made again.
 *
 * @param table path or name of the table at that time
 * @param tableId Delta's id of the table
 * @param version version of the table
 * @param where filter on its rows; null for all
 * @param referenceId id of the reference; null if it was trained on no reference
 * @param rows rows read
 * @param schemaHash hash of names and types of the table's columns
 * @param fingerprint order-independent fingerprint of the rows that were read
 * @param configHash hash of the monitor's configuration
 * @param codeVersion version of the code
 * @param trainedAt when it was trained
 */
public record Provenance(
    String table,
    String tableId,
    long version,
    @Nullable String where,
    @Nullable String referenceId,
    long rows,
    String schemaHash,
    String fingerprint,
    String configHash,
    String codeVersion,
    Instant trainedAt) {}
