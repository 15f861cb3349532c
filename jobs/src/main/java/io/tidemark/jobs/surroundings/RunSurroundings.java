package io.tidemark.jobs.surroundings;

import io.tidemark.checks.Anomaly;
import io.tidemark.checks.ConstraintProblem;
import io.tidemark.checks.CrossTable;
import io.tidemark.checks.Freshness;
import io.tidemark.checks.OtherTable;
import io.tidemark.checks.PastValue;
import io.tidemark.checks.Suite;
import io.tidemark.checks.Surroundings;
import io.tidemark.jobs.VersionSelectors;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.TidemarkException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the checks of one run look at besides the rows. Versions of other tables are resolved once,
 * when it is made; a table that cannot be is the problem of the constraints that name it.
 */
public final class RunSurroundings implements Surroundings {
  private static final int DAYS_OF_WEEK = 7;

  private final DeltaTables tables;
  private final ResolvedTable table;
  private final @Nullable String where;
  private final Instant now;
  private final boolean showsNow;
  private final Map<OtherTable, ResolvedTable> others = new LinkedHashMap<>();
  private final Map<OtherTable, String> problems = new LinkedHashMap<>();
  private final Map<String, List<PastValue>> history;

  /**
   * Surroundings of a run.
   *
   * @param table the version under check
   * @param now when the checks run
   */
  public RunSurroundings(
      Suite suite,
      Monitor monitor,
      ResolvedTable table,
      DeltaTables tables,
      MetricHistory metrics,
      Instant now) {
    this(suite, monitor, table, tables, history(suite, monitor, table, metrics), now);
  }

  /** Surroundings for judging single rows, on which earlier values have no bearing. */
  public static RunSurroundings ofRows(
      Suite suite, Monitor monitor, ResolvedTable table, DeltaTables tables) {
    return new RunSurroundings(suite, monitor, table, tables, Map.of(), table.commitTime());
  }

  private RunSurroundings(
      Suite suite,
      Monitor monitor,
      ResolvedTable table,
      DeltaTables tables,
      Map<String, List<PastValue>> history,
      Instant now) {
    this.tables = tables;
    this.table = table;
    this.history = history;
    this.now = now;
    where = monitor.where();
    for (CrossTable constraint : of(suite, CrossTable.class)) {
      resolve(constraint.other());
    }
    showsNow =
        of(suite, Freshness.class).stream().anyMatch(freshness -> freshness.column() == null);
  }

  private static Map<String, List<PastValue>> history(
      Suite suite, Monitor monitor, ResolvedTable table, MetricHistory metrics) {
    List<Anomaly> anomalies = of(suite, Anomaly.class);
    return metrics.before(
        table,
        monitor.monitor(),
        anomalies.stream().map(Anomaly::metric).distinct().toList(),
        anomalies.stream().mapToInt(a -> needed(a.rules())).max().orElse(0));
  }

  private static <T> List<T> of(Suite suite, Class<T> kind) {
    return suite.constraints().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static int needed(Anomaly.Rules rules) {
    return rules.sameWeekday() ? rules.over() * DAYS_OF_WEEK : rules.over();
  }

  private void resolve(OtherTable other) {
    try {
      if (!OtherTable.PREVIOUS.equals(other.version())) {
        String name = other.table() == null ? table.name() : other.table();
        others.put(other, tables.resolve(name, selector(other.version())));
        return;
      }
      tables.before(table, 1).forEach(before -> others.put(other, before));
      if (!others.containsKey(other)) {
        problems.put(other, "`" + table.label() + "` has no version before it to compare with");
      }
    } catch (TidemarkException e) {
      // Not swallowed: it is the error of every constraint that names the table.
      problems.put(other, text(e));
    }
  }

  private static VersionSelector selector(@Nullable String version) {
    if (version == null) {
      return new VersionSelector.Latest();
    }
    return version.matches("\\d{1,18}")
        ? new VersionSelector.AtVersion(Long.parseLong(version))
        : VersionSelectors.parseTime(version, "version");
  }

  /**
   * All that results may depend on besides the version itself: a run with other surroundings is
   * another run.
   */
  public List<String> fingerprint() {
    List<String> all = new ArrayList<>(problems.values());
    others.values().forEach(other -> all.add(other.tableId() + "@" + other.version()));
    history.forEach((metric, values) -> all.add(metric + values));
    if (showsNow) {
      all.add(now.toString());
    }
    return all;
  }

  @Override
  public Other open(OtherTable other) throws ConstraintProblem {
    ResolvedTable resolved = others.get(other);
    if (resolved == null) {
      throw new ConstraintProblem(
          problems.getOrDefault(other, "`" + other.inWords() + "` is no part of the suite"));
    }
    try {
      // Another version of the monitored table is looked at through the same filter.
      String filter = other.table() == null ? where : null;
      return new Other(resolved.label(), tables.read(resolved, filter));
    } catch (TidemarkException e) {
      throw problem(e);
    }
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Instant committedAt() {
    return table.commitTime();
  }

  @Override
  public List<Long> rowsBefore(int most) throws ConstraintProblem {
    List<Long> counts = new ArrayList<>();
    for (ResolvedTable earlier : tables.before(table, most)) {
      try {
        counts.add(tables.read(earlier, where).count());
      } catch (Exception e) {
        // With a filter this reads the rows, whose files may be gone.
        throw problem(DeltaErrors.explain(e, "`" + earlier.label() + "`"));
      }
    }
    return counts;
  }

  @Override
  public List<PastValue> valuesBefore(String metric) {
    return history.getOrDefault(metric, List.of());
  }

  private static ConstraintProblem problem(TidemarkException e) {
    return new ConstraintProblem(text(e), e);
  }

  private static String text(TidemarkException e) {
    return e.getMessage() + (e.reason() == null ? "" : ": " + e.reason()) + "; " + e.nextStep();
  }
}
