package io.tidemark.jobs.registry;

import org.jspecify.annotations.Nullable;

/**
 * What someone wants to be done with a model.
 *
 * @param monitor name of the monitor
 * @param environment name of the environment
 * @param model a model id, a version number, or an alias
 * @param who who wants it
 * @param note why; null if nothing is said
 */
public record Change(
    String monitor, String environment, String model, String who, @Nullable String note) {}
