package io.tidemark.jobs;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.SuiteResult;
import io.tidemark.checks.schema.SchemaContract;
import io.tidemark.checks.schema.SchemaPast;
import io.tidemark.jobs.config.Contracts;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.SchemaVersions;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The schema contract: judged by the table's log, told among the results of the checks. */
final class SchemaPart {
  private final Monitor monitor;
  private final DeltaTables tables;
  private final References references;
  private final Phases phases;

  SchemaPart(Monitor monitor, DeltaTables tables, References references, Phases phases) {
    this.monitor = monitor;
    this.tables = tables;
    this.references = references;
    this.phases = phases;
  }

  /** The results of the checks and those of the contract, if the monitor has one. */
  SuiteResult added(ResolvedTable table, SuiteResult results) {
    Monitor.Schema settings = monitor.schema();
    if (settings == null) {
      return results;
    }
    List<CheckResult> all = new ArrayList<>(results.results());
    all.addAll(
        phases.run("schema", table.label(), () -> judge(table, Contracts.of(settings), settings)));
    return new SuiteResult(all, results.failingRows());
  }

  private List<CheckResult> judge(
      ResolvedTable table, SchemaContract contract, Monitor.Schema settings) {
    SchemaVersions schemas = tables.schemas(table);
    return contract.judge(
        schemas.at(table.version()), past(table, schemas, settings), tables.caseSensitive());
  }

  private SchemaPast past(ResolvedTable table, SchemaVersions schemas, Monitor.Schema settings) {
    try {
      Optional<Long> since = since(table, Contracts.since(settings));
      if (since.isEmpty()) {
        return new SchemaPast.None(
            "there is no earlier schema to compare with yet: `%s` is the first version with data that the table's history knows"
                .formatted(table.label()));
      }
      if (since.get() > table.version()) {
        return new SchemaPast.Unknown(
            "the schema of `%s` cannot be compared with that of version %d, which is newer; name an older one under `schema.since`"
                .formatted(table.label(), since.get()));
      }
      return new SchemaPast.Known(
          since.get(), schemas.changes(since.get(), table.version(), tables.caseSensitive()));
    } catch (TidemarkException e) {
      if (e.code() != ErrorCode.VERSION_NOT_FOUND && e.code() != ErrorCode.REFERENCE_UNAVAILABLE) {
        throw e;
      }
      return new SchemaPast.Unknown(unknown(e));
    }
  }

  private static String unknown(TidemarkException e) {
    String reason = e.reason() == null ? "" : "; " + e.reason();
    return "what the schema is compared with is not there: %s%s; name a newer version under `schema.since`, or compare with `previous`"
        .formatted(e.getMessage(), reason);
  }

  private Optional<Long> since(ResolvedTable table, Contracts.Since since) {
    if (since instanceof Contracts.Since.Version version) {
      return Optional.of(version.number());
    }
    return since instanceof Contracts.Since.Reference
        ? Optional.of(references.version(Objects.requireNonNull(monitor.reference()), table))
        : tables.dataVersions(table.name()).before(table.version());
  }
}
