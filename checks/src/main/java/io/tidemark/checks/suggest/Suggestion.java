package io.tidemark.checks.suggest;

import io.tidemark.checks.Constraint;
import org.jspecify.annotations.Nullable;

/**
 * A constraint that a table could be held to.
 *
 * @param constraint the constraint; with a spread, its bounds only stand in until {@link
 *     BoundsOfVersions} has set them
 * @param reason why, in a few words
 * @param spread least distance of the bounds from the usual value of a number that is to be
 *     measured on several versions first; null where the bounds stand
 */
public record Suggestion(Constraint constraint, String reason, @Nullable Double spread) {

  /** A suggestion whose bounds stand. */
  Suggestion(Constraint constraint, String reason) {
    this(constraint, reason, null);
  }
}
