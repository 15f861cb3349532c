package io.tidemark.jobs.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Someone answers for a model in an environment.
 *
 * @param who who
 * @param at when
 * @param note why; null if nothing was said
 */
public record Approval(String who, Instant at, @Nullable String note) {}
