package io.tidemark.jobs.delta;

import io.tidemark.checks.schema.CommittedChange;
import io.tidemark.checks.schema.SchemaDiff;
import io.tidemark.checks.schema.SchemaHistory;
import io.tidemark.checks.schema.SchemaVersion;
import io.tidemark.checks.schema.TableCommit;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a table's versions, and which commits changed them. Which commits did is found by
 * halving: where both ends of a stretch have the same schema, nothing changed within it, or it was
 * taken back. So few versions are looked at however long the history is.
 */
public final class SchemaVersions {
  private final String table;
  private final NavigableMap<Long, TableCommit> commits;
  private final LongFunction<StructType> reader;
  private final Map<Long, StructType> read = new HashMap<>();

  /**
   * Versions of a table.
   *
   * @param table the table as the user named it
   * @param commits the commits that the history knows, by version; not empty
   * @param reader gives the schema of a version; fails with {@link TidemarkException} of {@link
   *     ErrorCode#VERSION_NOT_FOUND} where the log no longer holds it
   */
  public SchemaVersions(
      String table, NavigableMap<Long, TableCommit> commits, LongFunction<StructType> reader) {
    this.table = table;
    this.commits = commits;
    this.reader = reader;
  }

  /**
   * The newest version before another that had another schema.
   *
   * @param version the version; null if all that are known had the same schema
   * @param known the same version; where there is none, the oldest that the log holds
   */
  public record Earlier(@Nullable Long version, long known) {}

  /**
   * The schema of a version, with Delta's metadata of its fields.
   *
   * @throws TidemarkException if the log no longer holds it
   */
  public StructType at(long version) {
    if (!commits.containsKey(version)) {
      throw new TidemarkException(
          ErrorCode.VERSION_NOT_FOUND,
          "table `" + table + "` has no version " + version,
          "its log holds versions " + commits.firstKey() + " to " + commits.lastKey(),
          "choose one of these",
          null);
    }
    return read.computeIfAbsent(version, reader::apply);
  }

  /**
   * What changed from one version to a later one, each change with its commit.
   *
   * @throws TidemarkException if the log no longer holds the first
   */
  public List<CommittedChange> changes(long from, long to, boolean caseSensitive) {
    List<Long> versions = new ArrayList<>(List.of(from));
    versions.addAll(commits.subMap(from, false, to, true).keySet());
    List<SchemaVersion> steps = new ArrayList<>();
    collect(versions, steps);
    return SchemaHistory.changes(at(from), steps, caseSensitive);
  }

  private void collect(List<Long> versions, List<SchemaVersion> steps) {
    int last = versions.size() - 1;
    long newest = versions.get(last);
    if (at(versions.get(0)).equals(at(newest))) {
      return;
    }
    if (last == 1) {
      steps.add(new SchemaVersion(Objects.requireNonNull(commits.get(newest)), at(newest)));
      return;
    }
    int middle = last / 2;
    collect(versions.subList(0, middle + 1), steps);
    collect(versions.subList(middle, last + 1), steps);
  }

  /**
   * Finds the newest earlier version with another schema, in strides that double. A schema that
   * came and went within a stride may be passed over.
   */
  public Earlier before(long version, boolean caseSensitive) {
    LongPredicate isSame =
        earlier ->
            isKnown(earlier)
                && SchemaDiff.between(at(earlier), at(version), caseSensitive).changes().isEmpty();
    List<Long> versions = new ArrayList<>(commits.headMap(version, true).keySet());
    int same = versions.size() - 1;
    int other = same;
    for (int stride = 1; other == same; stride *= 2) {
      if (same == 0) {
        return new Earlier(null, versions.get(0));
      }
      other = Math.max(0, same - stride);
      if (isSame.test(versions.get(other))) {
        same = other;
      }
    }
    while (same - other > 1) {
      int middle = (same + other) >>> 1;
      if (isSame.test(versions.get(middle))) {
        same = middle;
      } else {
        other = middle;
      }
    }
    long found = versions.get(other);
    return isKnown(found) ? new Earlier(found, found) : new Earlier(null, versions.get(same));
  }

  private boolean isKnown(long version) {
    try {
      at(version);
      return true;
    } catch (TidemarkException e) {
      if (e.code() != ErrorCode.VERSION_NOT_FOUND) {
        throw e;
      }
      return false;
    }
  }
}
