package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;

import io.tidemark.drift.reference.ColumnProfile;
import io.tidemark.drift.reference.ReferenceFormatException;
import io.tidemark.drift.reference.ReferenceOptions;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.reference.ReferenceProfiles;
import io.tidemark.jobs.config.DriftFit;
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
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
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
   * The version that is looked at.
   *
   * @param table the version
   * @param schema its columns
   */
  record Subject(ResolvedTable table, StructType schema) {}

  /**
   * A frozen reference.
   *
   * @param id its id, {@code ref-} and 12 hex digits
   * @param tableId Delta's id of the table it was taken from
   * @param versions the versions whose rows it was taken from, newest first
   * @param where filter on the rows it was taken from; null for all
   * @param frozenNow true if this call froze it
   * @param profile the profile
   */
  record Frozen(
      String id,
      String tableId,
      List<Long> versions,
      @Nullable String where,
      boolean frozenNow,
      ReferenceProfile profile) {

    Frozen {
      versions = List.copyOf(versions);
    }

    /** The newest version. */
    long version() {
      return versions.get(0);
    }

    /** Names of the columns that can be compared. */
    List<String> profiled() {
      return profile.columns().stream().map(ColumnProfile::name).toList();
    }

    /** The versions in words: {@code version 3} or {@code versions 5, 4 and 2}. */
    String inWords() {
      List<String> numbers = versions.stream().map(String::valueOf).toList();
      int last = numbers.size() - 1;
      return last == 0
          ? "version " + numbers.get(0)
          : "versions " + String.join(", ", numbers.subList(0, last)) + " and " + numbers.get(last);
    }
  }

  /**
   * Finds or freezes the reference that a monitor names.
   *
   * @throws TidemarkException if it is neither stored nor can be frozen, or is one of another table
   */
  Frozen resolve(Monitor monitor, String requested, Subject subject) {
    Request request = new Request(monitor, requested, subject);
    if (requested.startsWith("ref-")) {
      return fit(request, stored(requested, subject.table()));
    }
    if (!requested.matches("-?\\d+")) {
      return ofTime(request);
    }
    return ofVersions(request, List.of(versionNumber(requested)));
  }

  /**
   * The version that a reference is of, its newest if there are several. Reads no rows and freezes
   * nothing.
   *
   * @throws TidemarkException if it is not stored, or there was no version at that time
   */
  long version(String requested, ResolvedTable table) {
    if (requested.startsWith("ref-")) {
      return stored(requested, table).version();
    }
    return requested.matches("-?\\d+")
        ? versionNumber(requested)
        : tables
            .resolve(table.name(), VersionSelectors.parseTime(requested, "reference"))
            .version();
  }

  /**
   * Finds or freezes the reference made of the rows of some versions together.
   *
   * @param versions newest first
   * @throws TidemarkException if it is neither stored nor can be frozen
   */
  Frozen ofVersions(Monitor monitor, List<Long> versions, Subject subject) {
    String requested = versions.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return ofVersions(new Request(monitor, requested, subject), versions);
  }

  private record Request(Monitor monitor, String requested, Subject subject) {
    ResolvedTable table() {
      return subject.table();
    }
  }

  /** Names in `drift` that neither side has are told before anything is read. */
  private static Frozen fit(Request request, Frozen frozen) {
    DriftFit.require(
        request.monitor(),
        request.table().label(),
        request.subject().schema(),
        DriftFit.Reference.of(frozen.profile()));
    return frozen;
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
  private Frozen ofTime(Request request) {
    VersionSelector time = VersionSelectors.parseTime(request.requested(), "reference");
    List<Row> frozen =
        store.query(
            StoreTable.REFERENCES,
            rows ->
                rows.filter(
                        col("requested")
                            .equalTo(request.requested())
                            .and(col("table_id").equalTo(request.table().tableId())))
                    .select("reference_id", "table_version"));
    for (Row row : frozen) {
      if (row.getString(0).equals(id(request, List.of(row.getLong(1))))) {
        return fit(request, stored(row.getString(0), request.table()));
      }
    }
    long version = tables.resolve(request.monitor().table(), time).version();
    Frozen reference = ofVersions(request, List.of(version));
    if (!reference.frozenNow()) {
      keep(request, reference);
    }
    return reference;
  }

  private Frozen ofVersions(Request request, List<Long> versions) {
    String id = id(request, versions);
    Optional<Frozen> found = find(id).map(row -> frozen(id, row));
    if (found.isPresent()) {
      return fit(request, found.get());
    }
    Frozen reference = freeze(request, versions, id);
    keep(request, reference);
    return reference;
  }

  /** Made of everything that the profile depends on. */
  private static String id(Request request, List<Long> versions) {
    ReferenceOptions options = DriftSettings.referenceOptions(request.monitor());
    return "ref-"
        + Hashes.id(
            List.of(
                request.table().tableId(),
                versions.stream().map(String::valueOf).collect(Collectors.joining(" ")),
                String.valueOf(request.monitor().where()),
                String.join("\n", options.include()),
                String.join("\n", new TreeSet<>(options.exclude())),
                options.bins() + " " + options.cuts() + " " + options.maxCategories(),
                options.slices().stream()
                    .map(keys -> String.join("\n", keys))
                    .collect(Collectors.joining("\n\n")),
                options.slices().isEmpty()
                    ? ""
                    : options.minSliceRows() + " " + options.maxSlices(),
                Integer.toString(ReferenceProfile.FORMAT_VERSION)));
  }

  private Frozen freeze(Request request, List<Long> versions, String id) {
    Monitor monitor = request.monitor();
    List<ResolvedTable> sources =
        versions.stream()
            .map(v -> tables.resolve(monitor.table(), new VersionSelector.AtVersion(v)))
            .toList();
    String label = label(sources);
    ReferenceProfile profile;
    try {
      Dataset<Row> rows = tables.readTogether(sources, monitor.where());
      DriftFit.require(
          monitor,
          request.table().label(),
          request.subject().schema(),
          DriftFit.Reference.of(rows.schema()));
      progress.begin("reference", "freezing " + label + " as " + id);
      if (rows.isEmpty()) {
        throw MonitorJob.noRows(sources.get(0), label, monitor.where());
      }
      profile =
          ReferenceProfiles.freeze(
              rows,
              DriftSettings.presentIn(DriftSettings.referenceOptions(monitor), rows.schema()));
    } catch (IllegalArgumentException e) {
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "`drift` does not fit `" + label + "`",
          e.getMessage(),
          "mend `drift` in the monitor file",
          e);
    } catch (Exception e) {
      throw DeltaErrors.explain(e, "`" + label + "`");
    }
    return new Frozen(id, request.table().tableId(), versions, monitor.where(), true, profile);
  }

  private static String label(List<ResolvedTable> sources) {
    String versions =
        sources.stream().map(s -> Long.toString(s.version())).collect(Collectors.joining(","));
    return sources.get(0).name() + "@" + versions;
  }

  /** One row for each name that the reference was asked for by; the same one twice adds nothing. */
  private void keep(Request request, Frozen reference) {
    store.append(
        StoreTable.REFERENCES,
        reference.id() + "/" + request.requested(),
        new RowPins(
            "",
            request.monitor().monitor(),
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
                request.requested(),
                ReferenceProfiles.toJson(reference.profile()),
                reference.versions().toArray())));
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
                    .select("table_id", "table_version", "where", "profile", "versions")
                    .limit(1))
        .stream()
        .findFirst();
  }

  private static Frozen frozen(String id, Row row) {
    try {
      return new Frozen(
          id,
          row.getString(0),
          // Rows that were written before there was more than one version have none.
          row.isNullAt(4) ? List.of(row.getLong(1)) : row.getList(4),
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
