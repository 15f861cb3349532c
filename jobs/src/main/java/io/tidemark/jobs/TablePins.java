package io.tidemark.jobs;

import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.reports.Commit;
import io.tidemark.reports.Pins;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pins of a run on a version of a table. */
final class TablePins {
  private TablePins() {}

  /**
   * Pins with the code that runs.
   *
   * @param where filter on the rows; null for all
   * @param reference what is compared with; null for nothing
   * @param against it in a word or two; null if nothing is to be compared
   */
  static Pins of(
      ResolvedTable table,
      @Nullable String where,
      References.@Nullable Frozen reference,
      @Nullable String against,
      String configHash) {
    return new Pins(
        table.name(),
        table.tableId(),
        table.version(),
        table.commitTime(),
        table.operation(),
        table.message(),
        where,
        reference == null ? null : reference.id(),
        reference == null ? null : reference.version(),
        reference == null ? List.of() : reference.versions(),
        against,
        configHash,
        CodeVersion.current(),
        new Commit(table.user(), table.engine(), table.changedData()));
  }
}
