package io.tidemark.jobs.housekeeping;

import org.jspecify.annotations.Nullable;

/**
 * Something that a result or a model rests on, and whether it can still be read.
 *
 * @param what what it is, for example {@code champion model-0123456789ab, trained on}
 * @param where the table version, file or reference
 * @param problem why it cannot be read; null if it can
 * @param consequence what does not work without it; null if it can be read
 */
public record Pinned(
    String what, String where, @Nullable String problem, @Nullable String consequence) {

  static Pinned readable(String what, String where) {
    return new Pinned(what, where, null, null);
  }

  static Pinned lost(String what, String where, String problem, String consequence) {
    return new Pinned(what, where, problem, consequence);
  }

  /** Whether it can be read. */
  public boolean isReadable() {
    return problem == null;
  }
}
