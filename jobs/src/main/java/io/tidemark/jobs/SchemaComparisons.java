package io.tidemark.jobs;

import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.SchemaVersions;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.reports.Pins;
import io.tidemark.reports.SchemaComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what changed in a table's schema up to a version, by the table's log alone. */
final class SchemaComparisons {
  private final DeltaTables tables;

  SchemaComparisons(DeltaTables tables) {
    this.tables = tables;
  }

  /** Since the previous version, and since the reference where that is another, earlier version. */
  List<SchemaComparison> of(ResolvedTable table, Pins pins) {
    Optional<Long> previous = tables.dataVersions(table.name()).before(table.version());
    Long reference = pins.referenceVersion();
    SchemaVersions schemas = tables.schemas(table);
    List<SchemaComparison> found = new ArrayList<>();
    previous.ifPresent(
        version ->
            found.add(between(schemas, SchemaComparison.Since.PREVIOUS, version, table.version())));
    if (reference != null
        && reference < table.version()
        && !previous.equals(Optional.of(reference))) {
      found.add(between(schemas, SchemaComparison.Since.REFERENCE, reference, table.version()));
    }
    return found;
  }

  private SchemaComparison between(
      SchemaVersions schemas, SchemaComparison.Since since, long from, long to) {
    try {
      return new SchemaComparison(
          since, from, schemas.changes(from, to, tables.caseSensitive()), null);
    } catch (TidemarkException e) {
      if (e.code() != ErrorCode.VERSION_NOT_FOUND) {
        throw e;
      }
      // A reference outlives the table's log.
      return new SchemaComparison(
          since, from, List.of(), "the table's log no longer holds version " + from);
    }
  }
}
