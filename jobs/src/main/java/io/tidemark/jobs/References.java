package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;

import io.tidemark.drift.reference.ReferenceFormatException;
import io.tidemark.drift.reference.ReferenceOptions;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.reference.ReferenceProfiles;
import io.tidemark.jobs.config.DriftSettings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Finds a frozen reference in the result store, or freezes it. Once frozen it no longer needs the
 * version it came from: VACUUM and log clean-up on the source table do not touch it.
 */
final class References {
  private final DeltaTables tables;
  private final ResultStore store;
  private final Clock clock;
  private final Progress progress;

  References(DeltaTables tables, ResultStore store, Clock clock, Progress progress) {
    this.tables = tables;
    this.store = store;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * A frozen reference.
   *
   * @param id its id, {@code ref-} and 12 hex digits
   * @param tableId Delta's id of the table it was taken from
   * @param version the version it was taken from
   * @param where filter on the rows it was taken from; null for all
   * @param frozenNow true if this call froze it
   * @param profile the profile
   */
  record Frozen(
      String id,
      String tableId,
      long version,
      @Nullable String where,
      boolean frozenNow,
      ReferenceProfile profile) {}

  /**
   * Finds or freezes the reference that a monitor names.
   *
   * @param table the table that is monitored
   * @throws TidemarkException if it is neither stored nor can be frozen, or is one of another table
   */
  Frozen resolve(Monitor monitor, String requested, ResolvedTable table) {
    if (requested.startsWith("ref-")) {
      return stored(requested, table);
    }
    ReferenceOptions options = DriftSettings.referenceOptions(monitor);
    if (!requested.matches("-?\\d+")) {
      return ofTime(monitor, requested, table, options);
    }
    return ofVersion(monitor, requested, versionNumber(requested), table, options);
  }

  private static long versionNumber(String text) {
    try {
      long version = Long.parseLong(text);
      if (version >= 0) {
        return version;
      }
    } catch (NumberFormatException e) {
      // Larger than any version can be: said below.
    }
    throw new TidemarkException(
        ErrorCode.CONFIG_INVALID,
        "`reference` is " + text + ", which is no version of a table",
        null,
        "name a version from 0 on, a time, or a `ref-` id",
        null);
  }

  /**
   * A time is looked up in the store first: the log may have forgotten which version was current
   * then.
   */
  private Frozen ofTime(
      Monitor monitor, String requested, ResolvedTable table, ReferenceOptions options) {
    VersionSelector time = VersionSelectors.parseTime(requested, "reference");
    List<Row> frozen =
        store.query(
            StoreTable.REFERENCES,
            rows ->
                rows.filter(
                        col("requested")
                            .equalTo(requested)
                            .and(col("table_id").equalTo(table.tableId())))
                    .select("reference_id", "table_version"));
    for (Row row : frozen) {
      if (row.getString(0).equals(id(monitor, table, row.getLong(1), options))) {
        return stored(row.getString(0), table);
      }
    }
    long version = tables.resolve(monitor.table(), time).version();
    Frozen reference = ofVersion(monitor, requested, version, table, options);
    if (!reference.frozenNow()) {
      keep(monitor, requested, reference);
    }
    return reference;
  }

  private Frozen ofVersion(
      Monitor monitor,
      String requested,
      long version,
      ResolvedTable table,
      ReferenceOptions options) {
    String id = id(monitor, table, version, options);
    Optional<Frozen> found = find(id).map(row -> frozen(id, row));
    if (found.isPresent()) {
      return found.get();
    }
    Frozen reference = freeze(monitor, table, version, id, options);
    keep(monitor, requested, reference);
    return reference;
  }

  private static String id(
      Monitor monitor, ResolvedTable table, long version, ReferenceOptions options) {
    return "ref-"
        + Hashes.id(
            List.of(
                table.tableId(),
                Long.toString(version),
                String.valueOf(monitor.where()),
                String.join("\n", options.include()),
                String.join("\n", new TreeSet<>(options.exclude())),
                options.bins() + " " + options.cuts() + " " + options.maxCategories(),
                Integer.toString(ReferenceProfile.FORMAT_VERSION)));
  }

  private Frozen freeze(
      Monitor monitor, ResolvedTable current, long version, String id, ReferenceOptions options) {
    ResolvedTable source = tables.resolve(monitor.table(), new VersionSelector.AtVersion(version));
    progress.begin("reference", "freezing " + source.label() + " as " + id);
    ReferenceProfile profile;
    try {
      Dataset<Row> rows = tables.read(source, monitor.where());
      MonitorJob.requireRows(rows, source, monitor.where());
      profile = ReferenceProfiles.freeze(rows, options);
    } catch (IllegalArgumentException e) {
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "`drift` does not fit `" + source.label() + "`",
          e.getMessage(),
          "mend `drift.include` and `drift.exclude` in the monitor file",
          e);
    } catch (Exception e) {
      throw DeltaErrors.explain(e, "`" + source.label() + "`");
    }
    return new Frozen(id, current.tableId(), version, monitor.where(), true, profile);
  }

  /** One row for each name that the reference was asked for by; the same one twice adds nothing. */
  private void keep(Monitor monitor, String requested, Frozen reference) {
    store.append(
        StoreTable.REFERENCES,
        reference.id() + "/" + requested,
        new RowPins(
            "",
            monitor.monitor(),
            reference.tableId(),
            reference.version(),
            reference.id(),
            "",
            CodeVersion.current()),
        List.of(
            Arrays.asList(
                Timestamp.from(clock.instant()),
                reference.profile().rows(),
                reference.where(),
                requested,
                ReferenceProfiles.toJson(reference.profile()))));
  }

  private Frozen stored(String id, ResolvedTable table) {
    Row row =
        find(id)
            .orElseThrow(
                () ->
                    new TidemarkException(
                        ErrorCode.REFERENCE_UNAVAILABLE,
                        "there is no reference `"
                            + id
                            + "` in "
                            + store.path(StoreTable.REFERENCES),
                        null,
                        "freeze one with `tidemark snapshot`, or name a table version as the reference",
                        null));
    Frozen frozen = frozen(id, row);
    if (!frozen.tableId().equals(table.tableId())) {
      throw new TidemarkException(
          ErrorCode.REFERENCE_UNAVAILABLE,
          "reference `"
              + id
              + "` is of table "
              + frozen.tableId()
              + ", but `"
              + table.label()
              + "` is "
              + table.tableId(),
          "it is another table, or the table was dropped and created again",
          "freeze a reference of this table with `tidemark snapshot`",
          null);
    }
    return frozen;
  }

  private Optional<Row> find(String id) {
    return store
        .query(
            StoreTable.REFERENCES,
            rows ->
                rows.filter(col("reference_id").equalTo(id))
                    .select("table_id", "table_version", "where", "profile")
                    .limit(1))
        .stream()
        .findFirst();
  }

  private static Frozen frozen(String id, Row row) {
    try {
      return new Frozen(
          id,
          row.getString(0),
          row.getLong(1),
          row.isNullAt(2) ? null : row.getString(2),
          false,
          ReferenceProfiles.fromJson(row.getString(3)));
    } catch (ReferenceFormatException e) {
      throw new TidemarkException(
          ErrorCode.REFERENCE_UNAVAILABLE,
          "reference `" + id + "` cannot be read",
          e.getMessage(),
          "use the version of Tidemark that froze it, or freeze it again with `tidemark snapshot`",
          e);
    }
  }
}
