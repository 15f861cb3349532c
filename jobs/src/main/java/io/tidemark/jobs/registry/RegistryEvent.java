package io.tidemark.jobs.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a monitor's models. The registry is the list of these.
 *
 * @param sequence place in the list, from 1
 * @param action what happened
 * @param modelId the model; for a rollback the one that is champion again
 * @param modelVersion its version in the registry, from 1
 * @param environment where; null for a registration, which holds everywhere
 * @param who who did it
 * @param at when
 * @param note why; null if nothing was said
 */
record RegistryEvent(
    long sequence,
    Action action,
    String modelId,
    int modelVersion,
    @Nullable String environment,
    String who,
    Instant at,
    @Nullable String note) {

  /** What can happen. */
  enum Action {
    /** The model got a version. */
    REGISTER,
    /** The model is the challenger. */
    CHALLENGE,
    /** Someone answers for the model. */
    APPROVE,
    /** The model is the champion. */
    PROMOTE,
    /** The champion before is the champion again. */
    ROLLBACK
  }
}
