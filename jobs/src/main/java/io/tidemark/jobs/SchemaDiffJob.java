package io.tidemark.jobs;

import io.tidemark.checks.schema.CommittedChange;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.SchemaVersions;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Finds what changed in a table's schema between two versions, and the commits that did it. */
public final class SchemaDiffJob {
  private final DeltaTables tables;
  private final Options options;

  /**
   * What to compare.
   *
   * @param table path, URI or catalog name
   * @param from the earlier version; null for the newest one before that had another schema
   * @param to the later version
   */
  public record Options(String table, @Nullable VersionSelector from, VersionSelector to) {}

  /**
   * What was found.
   *
   * @param table the later version
   * @param from the earlier version; null if all versions before had the same schema
   * @param known without an earlier version the oldest that the log holds, else the earlier version
   * @param changes what changed; a change that was taken back is none
   */
  public record Result(
      ResolvedTable table, @Nullable Long from, long known, List<CommittedChange> changes) {
    public Result {
      changes = List.copyOf(changes);
    }
  }

  /** A job on this session. */
  public SchemaDiffJob(SparkSession spark, Options options) {
    tables = new DeltaTables(spark);
    this.options = options;
  }

  /**
   * Compares.
   *
   * @throws TidemarkException if the table or a version is not there, or the versions are in the
   *     wrong order
   */
  public Result execute() {
    ResolvedTable to = tables.resolve(options.table(), options.to());
    SchemaVersions schemas = tables.schemas(to);
    SchemaVersions.Earlier earlier =
        options.from() == null
            ? schemas.before(to.version(), tables.caseSensitive())
            : given(options.from(), to);
    Long from = earlier.version();
    List<CommittedChange> changes =
        from == null ? List.of() : schemas.changes(from, to.version(), tables.caseSensitive());
    return new Result(to, from, earlier.known(), changes);
  }

  private SchemaVersions.Earlier given(VersionSelector selector, ResolvedTable to) {
    long from = tables.resolve(options.table(), selector).version();
    if (from > to.version()) {
      throw new TidemarkException(
          ErrorCode.BAD_ARGUMENT,
          "--from is version " + from + ", which is newer than version " + to.version(),
          null,
          "name the older version with --from and the newer one with --to",
          null);
    }
    return new SchemaVersions.Earlier(from, from);
  }
}
