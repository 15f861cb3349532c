package io.tidemark.jobs.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model as the result store keeps it, of this release or an earlier one.
 *
 * @param modelId its id
 * @param monitor the monitor that trained it
 * @param tableVersion version of the table that it was trained on; null if not known
 * @param createdAt when it was trained
 * @param path its folder below the root of the store
 * @param card its card as JSON; empty if it cannot be read
 */
public record StoredModel(
    String modelId,
    String monitor,
    @Nullable Long tableVersion,
    Instant createdAt,
    String path,
    JsonNode card) {}
