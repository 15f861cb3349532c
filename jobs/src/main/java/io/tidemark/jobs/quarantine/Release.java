package io.tidemark.jobs.quarantine;

import static io.tidemark.jobs.delta.ColumnNames.quoted;
import static io.tidemark.jobs.quarantine.QuarantineTable.ROW_KEY;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.delta.tables.DeltaTable;
import io.tidemark.checks.Constraint;
import io.tidemark.checks.Duplicates;
import io.tidemark.checks.RowJudge;
import io.tidemark.checks.Suite;
import io.tidemark.checks.Surroundings;
import io.tidemark.jobs.Progress;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Suites;
import io.tidemark.jobs.delta.ColumnNames;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.surroundings.RunSurroundings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Takes repaired rows back into the table they came from: checks them again among the rows of the
 * table's newest version, merges those that pass, and then takes them out of quarantine. Stopped
 * between the two, a second run finds them in the table and only takes them out.
 */
public final class Release {
  private static final String HELD = "_held";
  private static final String BEFORE = "_before";
  private static final String NOW = "_now";
  private static final String STATE = "_state";
  private static final String FAILURES = "_failures";
  private static final String REPAIRED = "_repaired";

  private final SparkSession spark;
  private final DeltaTables tables;
  private final Progress progress;

  /** What became of a row. */
  public enum State {
    /** It passes, and is in the table now. */
    RELEASED,
    /** It still fails a check. */
    FAILS,
    /** The table's row has changed since it was set apart. */
    CHANGED,
    /** No row of the table has its key any more. */
    GONE,
    /** It has no key, or there are several rows with it, in quarantine or in the table. */
    AMBIGUOUS
  }

  /**
   * The outcome.
   *
   * @param version the version that the rows came from; null if none is in quarantine
   * @param rows number of rows by what became of them; none are left out
   */
  public record Outcome(@Nullable Long version, Map<State, Long> rows) {
    public Outcome {
      rows = Map.copyOf(rows);
    }

    /** Rows of which this became. */
    public long count(State state) {
      return rows.getOrDefault(state, 0L);
    }
  }

  /** A release on this session. */
  public Release(SparkSession spark, Progress progress) {
    this.spark = spark;
    this.progress = progress;
    tables = new DeltaTables(spark);
  }

  /**
   * Releases.
   *
   * @param monitor one with a key
   * @param settings its quarantine
   * @param wanted which version's rows; empty for the newest in quarantine
   */
  public Outcome execute(Monitor monitor, Monitor.Quarantine settings, Optional<Long> wanted) {
    QuarantineTable quarantine = new QuarantineTable(spark, settings.to());
    quarantine.requireOurs();
    Optional<Long> version =
        !quarantine.exists() || wanted.isPresent()
            ? wanted
            : quarantine.newestVersion(monitor.monitor());
    if (version.isEmpty() || !quarantine.exists()) {
      return new Outcome(null, Map.of());
    }
    ResolvedTable before =
        tables.resolve(monitor.table(), new VersionSelector.AtVersion(version.get()));
    progress.begin("release", "rows of " + before.label());
    try {
      return new Run(monitor, settings, quarantine, before).execute();
    } catch (Exception e) {
      throw DeltaErrors.explain(e, "`" + monitor.table() + "` or `" + settings.to() + "`");
    }
  }

  /** One release. */
  private final class Run {
    private final Monitor monitor;
    private final Monitor.Quarantine settings;
    private final QuarantineTable quarantine;
    private final ResolvedTable before;
    private final ResolvedTable now;
    private final StructType schema;
    private final List<String> shared;

    Run(
        Monitor monitor,
        Monitor.Quarantine settings,
        QuarantineTable quarantine,
        ResolvedTable before) {
      this.monitor = monitor;
      this.settings = settings;
      this.quarantine = quarantine;
      this.before = before;
      now = tables.resolve(monitor.table(), new VersionSelector.Latest());
      schema = tables.read(now, null).schema();
      List<String> then = Arrays.asList(tables.read(before, null).columns());
      List<String> kept = Arrays.asList(quarantine.rows().columns());
      shared =
          Arrays.stream(schema.fieldNames())
              .filter(name -> then.contains(name) && kept.contains(name))
              .toList();
    }

    Outcome execute() {
      Dataset<Row> decided = decided().cache();
      try {
        merge(decided.filter(col(STATE).equalTo("MERGE")));
        Map<State, Long> counts = counts(decided);
        Dataset<Row> there = there(decided).cache();
        try {
          long released = there.count();
          quarantine.remove(there, monitor.monitor(), before.version());
          // What is not there although it passed has been changed by somebody else meanwhile.
          counts.merge(
              State.CHANGED, counts.getOrDefault(State.RELEASED, 0L) - released, Long::sum);
          counts.put(State.RELEASED, released);
        } finally {
          there.unpersist();
        }
        counts.values().removeIf(rows -> rows == 0);
        return new Outcome(before.version(), counts);
      } finally {
        decided.unpersist();
      }
    }

    /** Each key in quarantine with what is to become of it. */
    private Dataset<Row> decided() {
      Dataset<Row> compared = compared();
      Dataset<Row> failures = judge(compared).select(col(ROW_KEY).as("_judged_key"), col(FAILURES));
      Column state =
          when(
                  col(ROW_KEY).isNull().or(col("_held_times").gt(1)).or(col("_now_times").gt(1)),
                  "AMBIGUOUS")
              .when(col("_now_times").isNull(), "GONE")
              .when(size(col(FAILURES)).gt(0), "FAILS")
              .when(equal(HELD, NOW), "SAME")
              .when(equal(NOW, BEFORE), "MERGE")
              .otherwise("CHANGED");
      return compared
          .join(failures, col(ROW_KEY).equalTo(col("_judged_key")), "left")
          .withColumn(STATE, state);
    }

    /** Each key in quarantine: its row there, and the table's, then and now. */
    private Dataset<Row> compared() {
      Dataset<Row> held =
          quarantine
              .rows(monitor.monitor(), before.version())
              .groupBy(ROW_KEY)
              .agg(first(all(shared)).as(HELD), count(lit(1)).as("_held_times"));
      Dataset<Row> keys = held.select(col(ROW_KEY).as("_wanted"));
      Dataset<Row> then = keyed(before, keys, shared, BEFORE).drop("_times");
      Dataset<Row> current =
          keyed(now, keys, Arrays.asList(schema.fieldNames()), NOW)
              .withColumnRenamed("_times", "_now_times");
      return held.join(then, held.col(ROW_KEY).equalTo(then.col("_key")), "left")
          .drop("_key")
          .join(current, held.col(ROW_KEY).equalTo(current.col("_key")), "left")
          .drop("_key");
    }

    /** Rows of a version by key, as structs. */
    private Dataset<Row> keyed(
        ResolvedTable table, Dataset<Row> keys, List<String> columns, String as) {
      return tables
          .read(table, null)
          .select(
              QuarantineTable.rowKey(Quarantine.keyColumns(monitor)).as("_key"),
              all(columns).as(as))
          .join(keys, col("_key").equalTo(col("_wanted")), "left_semi")
          .groupBy("_key")
          .agg(first(as).as(as), count(lit(1)).as("_times"));
    }

    /** The repaired rows as they would be in the table, with the constraints that they fail. */
    private Dataset<Row> judge(Dataset<Row> compared) {
      Column[] columns =
          Arrays.stream(schema.fieldNames())
              .map(name -> col((shared.contains(name) ? HELD : NOW) + "." + quoted(name)).as(name))
              .toArray(Column[]::new);
      Dataset<Row> repaired =
          compared
              .filter(col("_now_times").isNotNull())
              .select(struct(columns).as("row"), col(ROW_KEY))
              .select(col("row.*"), col(ROW_KEY), lit(true).as(REPAIRED));
      Suite suite = Suites.of(monitor);
      Dataset<Row> together = repaired;
      if (suite.constraints().stream().anyMatch(Run::looksAtOtherRows)) {
        Dataset<Row> keys = compared.select(col(ROW_KEY).as("_wanted"));
        Dataset<Row> others =
            tables
                .read(now, monitor.where())
                .withColumn(ROW_KEY, QuarantineTable.rowKey(Quarantine.keyColumns(monitor)))
                .join(keys, col(ROW_KEY).equalTo(col("_wanted")), "left_anti")
                .withColumn(REPAIRED, lit(false));
        together = repaired.unionByName(others);
      }
      return judge(suite, together).judged(FAILURES).filter(col(REPAIRED));
    }

    private static boolean looksAtOtherRows(Constraint constraint) {
      return constraint instanceof Constraint.Uniqueness || constraint instanceof Duplicates;
    }

    private RowJudge judge(Suite suite, Dataset<Row> rows) {
      try {
        Surroundings surroundings = RunSurroundings.ofRows(suite, monitor, now, tables);
        return RowJudge.of(suite, rows, surroundings, Quarantine.severity(settings), Set.of());
      } catch (IllegalArgumentException e) {
        throw new TidemarkException(
            ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
            "repaired rows of `" + now.label() + "` cannot be checked: " + e.getMessage(),
            "a row is only released once every check on single rows has passed it",
            "mend the check in the monitor file; nothing was released",
            e);
      }
    }

    private void merge(Dataset<Row> passing) {
      Map<String, Column> values = new LinkedHashMap<>();
      shared.forEach(name -> values.put(quoted(name), col(HELD + "." + quoted(name))));
      DeltaTable.forPath(spark, now.location())
          .as("target")
          .merge(
              passing.select(ROW_KEY, HELD, NOW),
              QuarantineTable.rowKey(Quarantine.keyColumns(monitor))
                  .equalTo(col(ROW_KEY))
                  .and(equal("target", NOW)))
          .whenMatched()
          .update(values)
          .execute();
    }

    /** Keys of passing rows that are in the table's newest version, whoever put them there. */
    private Dataset<Row> there(Dataset<Row> decided) {
      ResolvedTable after = tables.resolve(monitor.table(), new VersionSelector.Latest());
      Dataset<Row> passing = decided.filter(col(STATE).isin("MERGE", "SAME")).select(ROW_KEY, HELD);
      Dataset<Row> current =
          keyed(after, passing.select(col(ROW_KEY).as("_wanted")), shared, "_after");
      return passing
          .join(current, col(ROW_KEY).equalTo(col("_key")))
          .filter(equal(HELD, "_after"))
          .select(ROW_KEY);
    }

    private Map<State, Long> counts(Dataset<Row> decided) {
      Map<State, Long> counts = new EnumMap<>(State.class);
      for (Row row : decided.groupBy(STATE).sum("_held_times").collectAsList()) {
        String state = row.getString(0);
        boolean passes = state.equals("MERGE") || state.equals("SAME");
        counts.merge(passes ? State.RELEASED : State.valueOf(state), row.getLong(1), Long::sum);
      }
      return counts;
    }

    /** True where both structs have the same values in the shared columns, nulls included. */
    private Column equal(String left, String right) {
      return shared.stream()
          .map(
              name -> {
                Column mine = col(left + "." + quoted(name));
                Column theirs = col(right + "." + quoted(name));
                // Spark compares no maps.
                return schema.apply(name).dataType() instanceof MapType
                    ? to_json(mine).eqNullSafe(to_json(theirs))
                    : mine.eqNullSafe(theirs);
              })
          .reduce(Column::and)
          .orElse(lit(true));
    }
  }

  private static Column all(List<String> columns) {
    return struct(columns.stream().map(ColumnNames::column).toArray(Column[]::new));
  }
}
