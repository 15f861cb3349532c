package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;

import io.tidemark.jobs.config.Against;
import io.tidemark.jobs.config.DriftFit;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.DataVersions;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import io.tidemark.reports.RunVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a version is compared with: a reference, the version before, or those that passed. */
final class Baselines {
  /** Commands whose verdict says something about the data. */
  private static final List<String> ON_DATA = List.of("run", "validate", "drift");

  private final DeltaTables tables;
  private final ResultStore store;
  private final References references;

  Baselines(DeltaTables tables, ResultStore store, References references) {
    this.tables = tables;
    this.store = store;
    this.references = references;
  }

  /** What was found. */
  sealed interface Baseline {
    /** Something to compare with. */
    record Found(References.Frozen reference) implements Baseline {}

    /**
     * Nothing yet.
     *
     * @param reason why, in one sentence
     */
    record None(String reason) implements Baseline {}
  }

  /**
   * Finds it.
   *
   * @throws TidemarkException if what the monitor names is not there or cannot be read
   */
  Baseline find(Monitor monitor, Against against, References.Subject subject) {
    if (against instanceof Against.Reference reference) {
      return new Baseline.Found(references.resolve(monitor, reference.requested(), subject));
    }
    Baseline found =
        against instanceof Against.Trailing trailing
            ? trailing(monitor, trailing.most(), subject)
            : previous(monitor, subject);
    if (found instanceof Baseline.None) {
      // Names are told wrong on the first run already, not on the second.
      DriftFit.require(
          monitor,
          subject.table().label(),
          subject.schema(),
          DriftFit.Reference.of(subject.schema()));
    }
    return found;
  }

  private Baseline previous(Monitor monitor, References.Subject subject) {
    ResolvedTable table = subject.table();
    Optional<Long> before = tables.dataVersions(table.name()).before(table.version());
    return before.isEmpty()
        ? new Baseline.None(
            "There is nothing to compare with yet: `%s` is the first version with data that the table's history knows."
                .formatted(table.label()))
        : freeze(monitor, List.of(before.get()), subject);
  }

  private Baseline trailing(Monitor monitor, int most, References.Subject subject) {
    ResolvedTable table = subject.table();
    DataVersions data = tables.dataVersions(table.name());
    long own = data.writing(table.version()).orElse(table.version());
    List<Long> versions = new ArrayList<>();
    for (long passed : passed(monitor, table)) {
      // A version that only rewrote files holds the rows of an earlier one: they count once.
      long written = data.writing(passed).orElse(passed);
      if (written != own && !versions.contains(written) && versions.size() < most) {
        versions.add(written);
      }
    }
    return versions.isEmpty()
        ? new Baseline.None(
            "There is nothing to compare with yet: no earlier version of the table has a run of this monitor that ended in PASS or WARN.")
        : freeze(monitor, versions, subject);
  }

  /**
   * Earlier versions whose newest run passed, newest first. A run that broke off has no rows, and
   * says nothing about the data.
   */
  private List<Long> passed(Monitor monitor, ResolvedTable table) {
    return store
        .query(
            StoreTable.RUNS,
            runs ->
                runs.filter(col("monitor").equalTo(monitor.monitor()))
                    .filter(col("table_id").equalTo(table.tableId()))
                    .filter(col("table_version").lt(table.version()))
                    .filter(col("command").isin(ON_DATA.toArray()))
                    .filter(col("rows").isNotNull())
                    .groupBy("table_version")
                    .agg(max_by(col("verdict"), col("finished_at")).as("verdict"))
                    .filter(col("verdict").isin(RunVerdict.PASS.name(), RunVerdict.WARN.name()))
                    .select("table_version")
                    .orderBy(col("table_version").desc()))
        .stream()
        .map(row -> row.getLong(0))
        .toList();
  }

  private Baseline freeze(Monitor monitor, List<Long> versions, References.Subject subject) {
    try {
      return new Baseline.Found(references.ofVersions(monitor, versions, subject));
    } catch (TidemarkException e) {
      if (e.code() != ErrorCode.NO_ROWS) {
        throw e;
      }
      return new Baseline.None("There is nothing to compare with: " + e.getMessage() + ".");
    }
  }
}
