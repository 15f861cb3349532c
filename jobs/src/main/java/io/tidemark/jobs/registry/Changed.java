package io.tidemark.jobs.registry;

/**
 * What came of a change.
 *
 * @param model the model that was meant; after a rollback the one that is champion again
 * @param changed false if all was so already, and nothing was written
 * @param state the state after it
 */
public record Changed(Entry model, boolean changed, RegistryState state) {}
