package io.tidemark.jobs;

import static org.apache.spark.sql.functions.lit;

import io.tidemark.drift.DriftResult;
import io.tidemark.drift.reference.ColumnProfile;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.jobs.config.Inference;
import io.tidemark.jobs.config.InferenceSettings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.ColumnNames;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Drift of a log's prediction and score against their reference, as a whole and by window. */
final class OutputDrift {
  private final Monitor monitor;
  private final Inference settings;
  private final ResolvedTable log;
  private final @Nullable String where;
  private final DeltaTables tables;
  private final References references;

  /**
   * Drift of the outputs of a log.
   *
   * @param where filter on the log's rows; null for all
   */
  OutputDrift(
      Monitor monitor,
      Inference settings,
      ResolvedTable log,
      @Nullable String where,
      DeltaTables tables,
      References references) {
    this.monitor = monitor;
    this.settings = settings;
    this.log = log;
    this.where = where;
    this.tables = tables;
    this.references = references;
  }

  /**
   * Finds or freezes the reference; empty if the monitor has none.
   *
   * @param rows the log's rows
   */
  Optional<References.Frozen> reference(Dataset<Row> rows) {
    References.Subject subject = new References.Subject(log, rows.schema());
    Optional<Instant> until = InferenceSettings.referenceTime(settings);
    if (until.isPresent()) {
      Monitor before = outputs(InferenceSettings.before(settings, until.get(), where));
      return Optional.of(references.ofVersions(before, List.of(log.version()), subject));
    }
    return InferenceSettings.storedReference(settings)
        .map(id -> narrowed(references.resolve(outputs(where), id, subject)));
  }

  private Monitor outputs(@Nullable String filter) {
    return InferenceSettings.outputs(monitor, settings, log.name(), filter);
  }

  /** A reference of the whole table without its other columns. */
  private References.Frozen narrowed(References.Frozen frozen) {
    ReferenceProfile all = frozen.profile();
    List<String> wanted = InferenceSettings.outputColumns(settings);
    List<ColumnProfile> columns =
        all.columns().stream().filter(column -> wanted.contains(column.name())).toList();
    return new References.Frozen(
        frozen.id(),
        frozen.tableId(),
        frozen.versions(),
        frozen.where(),
        frozen.frozenNow(),
        new ReferenceProfile(
            all.formatVersion(),
            all.rows(),
            all.schema(),
            all.schemaHash(),
            columns,
            List.of(),
            all.minSliceRows()));
  }

  /**
   * Compares the rows of the windows that are looked at.
   *
   * @param from start of the first window
   * @param count how many rows they are
   */
  DriftResult compare(
      References.Frozen reference,
      Dataset<Row> rows,
      Instant from,
      long count,
      Phases phases,
      Progress progress) {
    List<Column> columns = new ArrayList<>(List.of(ColumnNames.column(settings.time())));
    InferenceSettings.outputColumns(settings).forEach(c -> columns.add(ColumnNames.column(c)));
    Column time = ColumnNames.column(settings.time()).cast("timestamp");
    Dataset<Row> looked =
        rows.where(time.geq(lit(Timestamp.from(start(from)))))
            .select(columns.toArray(Column[]::new));
    return new DriftPart(outputs(where), reference, tables, phases, progress)
        .compare(looked, count, null);
  }

  /** The first window may begin within the reference. */
  private Instant start(Instant from) {
    return InferenceSettings.referenceTime(settings)
        .filter(until -> until.isAfter(from))
        .orElse(from);
  }
}
