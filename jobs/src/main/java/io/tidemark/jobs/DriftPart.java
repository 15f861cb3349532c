package io.tidemark.jobs;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.DriftComparison;
import io.tidemark.drift.DriftOptions;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.Role;
import io.tidemark.drift.multivariate.MultivariateComparison;
import io.tidemark.drift.multivariate.MultivariateDrift;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.jobs.config.DriftSettings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The comparison of the current version with a frozen reference. */
final class DriftPart {
  /** What an old version can have lost without being at fault: its files or its log entries. */
  private static final Set<ErrorCode> GONE =
      Set.of(ErrorCode.VERSION_NOT_FOUND, ErrorCode.VERSION_VACUUMED, ErrorCode.TABLE_NOT_FOUND);

  private final Monitor monitor;
  private final References.Frozen reference;
  private final DeltaTables tables;
  private final Phases phases;
  private final Progress progress;

  DriftPart(
      Monitor monitor,
      References.Frozen reference,
      DeltaTables tables,
      Phases phases,
      Progress progress) {
    this.monitor = monitor;
    this.reference = reference;
    this.tables = tables;
    this.phases = phases;
    this.progress = progress;
  }

  /**
   * Compares.
   *
   * @param rows the current version's
   * @param count how many they are
   * @param weights weights of the columns; null for those of the configuration
   */
  DriftResult compare(Dataset<Row> rows, long count, @Nullable Map<String, Double> weights) {
    DriftOptions options = DriftSettings.driftOptions(monitor, reference.profiled(), weights);
    String detail =
        String.format(
            Locale.ROOT, "%,d rows against %s (%s)", count, reference.id(), reference.inWords());
    DriftResult result = phases.run("drift", detail, () -> compare(options, rows));
    Monitor.Multivariate together = monitor.drift().multivariate();
    if (together == null) {
      return result;
    }
    List<String> columns = together.columns() == null ? features(result) : together.columns();
    return result.with(
        phases.run(
            "multivariate",
            String.format(Locale.ROOT, "%d columns together", columns.size()),
            () -> together(together, options.alpha(), columns, rows)));
  }

  /** Numeric and categorical features that were compared. */
  private static List<String> features(DriftResult result) {
    Set<String> features =
        result.roles().stream()
            .filter(role -> role.role() == Role.FEATURE)
            .flatMap(role -> role.columns().stream())
            .collect(Collectors.toSet());
    return result.columns().stream()
        .filter(column -> features.contains(column.column()))
        .filter(column -> column.kind() != ColumnKind.TEMPORAL)
        .filter(column -> column.verdict() != Verdict.ERROR)
        .map(ColumnDrift::column)
        .toList();
  }

  private MultivariateDrift together(
      Monitor.Multivariate settings, double alpha, List<String> columns, Dataset<Row> rows) {
    Optional<Dataset<Row>> before = referenceRows();
    if (before.isEmpty()) {
      return new MultivariateDrift(
          columns,
          0,
          0,
          List.of(),
          Verdict.INSUFFICIENT_DATA,
          "the reference's own rows are needed, but those of "
              + reference.inWords()
              + " are gone (VACUUM or log clean-up); freeze a newer version as the reference");
    }
    return new MultivariateComparison(DriftSettings.multivariateOptions(settings, alpha))
        .compare(before.get(), rows, columns);
  }

  private DriftResult compare(DriftOptions options, Dataset<Row> rows) {
    try {
      return new DriftComparison(options).compare(reference.profile(), rows, this::referenceRows);
    } catch (IllegalArgumentException e) {
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "`drift` does not fit reference " + reference.id() + " of " + reference.inWords(),
          e.getMessage(),
          "mend `drift` in the monitor file",
          e);
    }
  }

  /**
   * The reference's own rows by time travel; empty if VACUUM or log clean-up took them. No row is
   * read.
   */
  private Optional<Dataset<Row>> referenceRows() {
    try {
      List<ResolvedTable> sources = new ArrayList<>();
      for (long version : reference.versions()) {
        sources.add(tables.resolve(monitor.table(), new VersionSelector.AtVersion(version)));
      }
      Dataset<Row> rows = tables.readTogether(sources, reference.where());
      if (tables.hasAllFiles(rows)) {
        return Optional.of(rows);
      }
      progress.note("data files of the reference's " + reference.inWords() + " are gone");
    } catch (TidemarkException e) {
      if (!GONE.contains(e.code())) {
        throw e;
      }
      progress.note("the reference's rows are gone: " + e.getMessage());
    }
    return Optional.empty();
  }
}
