package io.tidemark.jobs.delta;

import java.time.Instant;

/** Which version of a table is meant. */
public sealed interface VersionSelector {
  /** The newest version at the start of the run. */
  record Latest() implements VersionSelector {}

  /** A version by its number. */
  record AtVersion(long version) implements VersionSelector {}

  /** The version that was current at a time. */
  record AtTime(Instant time) implements VersionSelector {}
}
