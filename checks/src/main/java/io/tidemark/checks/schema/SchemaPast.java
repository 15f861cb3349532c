package io.tidemark.checks.schema;

import java.util.List;

/** What is known of a schema before. */
public sealed interface SchemaPast {
  /**
   * All changes since an earlier version.
   *
   * @param version the earlier version
   * @param changes what changed since then
   */
  record Known(long version, List<CommittedChange> changes) implements SchemaPast {
    public Known {
      changes = List.copyOf(changes);
    }
  }

  /**
   * There is no version before.
   *
   * @param reason why, in a sentence without its end
   */
  record None(String reason) implements SchemaPast {}

  /**
   * The earlier version cannot be read.
   *
   * @param reason why and what to do, in a sentence without its end
   */
  record Unknown(String reason) implements SchemaPast {}
}
