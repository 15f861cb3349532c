package io.tidemark.reports;

import io.tidemark.checks.schema.CommittedChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changed in the table's schema since an earlier version. A change that was taken back is
 * none.
 *
 * @param since what the earlier version is
 * @param version the earlier version
 * @param changes what changed, each with the commit that did it
 * @param problem why they could not be compared, in one sentence; null if they were
 */
public record SchemaComparison(
    Since since, long version, List<CommittedChange> changes, @Nullable String problem) {

  public SchemaComparison {
    changes = List.copyOf(changes);
  }

  /** What a schema is compared with. */
  public enum Since {
    /** The newest earlier version with other rows. */
    PREVIOUS,
    /** The version that the reference was frozen from. */
    REFERENCE
  }
}
