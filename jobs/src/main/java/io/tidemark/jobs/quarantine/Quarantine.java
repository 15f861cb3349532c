package io.tidemark.jobs.quarantine;

import io.delta.tables.DeltaTable;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.FailingRows;
import io.tidemark.checks.RowJudge;
import io.tidemark.checks.Severity;
import io.tidemark.checks.Suite;
import io.tidemark.checks.SuiteResult;
import io.tidemark.checks.Surroundings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.ColumnNames;
import io.tidemark.jobs.delta.DeltaCommits;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** Sets the rows of a version that fail checks apart, and hands on the others. */
public final class Quarantine {
  /** Column of {@link RowJudge#FAILURES_TYPE} with why a row is set apart. */
  public static final String FAILURES = "_failures";

  private final SparkSession spark;
  private final Monitor monitor;
  private final Monitor.Quarantine settings;

  /** The quarantine of a monitor that has one. */
  public Quarantine(SparkSession spark, Monitor monitor, Monitor.Quarantine settings) {
    this.spark = spark;
    this.monitor = monitor;
    this.settings = settings;
  }

  /** Least severity of the checks whose rows are set apart. */
  static Severity severity(Monitor.Quarantine settings) {
    return "warn".equals(settings.severity()) ? Severity.WARN : Severity.ERROR;
  }

  /**
   * Finds what stands in the way, before any work is done.
   *
   * @throws TidemarkException if a table may not be written, or columns have our names
   */
  public void check(ResolvedTable table, Dataset<Row> rows) {
    List<String> own = new ArrayList<>(QuarantineTable.OWN);
    own.add(FAILURES);
    own.retainAll(Arrays.asList(rows.columns()));
    if (!own.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "`" + table.label() + "` has columns " + own + ", which a quarantine has too",
          "rows are kept with their own columns beside those of the quarantine",
          "leave out `quarantine`, or monitor a view of the table with other names",
          null);
    }
    List<String> paths = new ArrayList<>(List.of(table.location(), settings.to()));
    if (settings.clean() != null) {
      paths.add(settings.clean());
    }
    Set<Path> places = new HashSet<>();
    for (String path : paths) {
      if (!places.add(absolute(path))) {
        throw new TidemarkException(
            ErrorCode.CONFIG_INVALID,
            "`" + path + "` has two uses",
            "the table, `quarantine.to` and `quarantine.clean` must be three different tables",
            "name another path",
            null);
      }
    }
    new QuarantineTable(spark, settings.to()).requireOurs();
    requireOwnClean();
  }

  private Path absolute(String path) {
    Path named = new Path(path);
    try {
      return named.getFileSystem(spark.sparkContext().hadoopConfiguration()).makeQualified(named);
    } catch (IOException e) {
      throw QuarantineTable.notWritable(path, e);
    }
  }

  /** Rows of the clean table are replaced, so it must be one that this monitor has written. */
  private void requireOwnClean() {
    String clean = settings.clean();
    if (clean == null || !DeltaTable.isDeltaTable(spark, clean)) {
      return;
    }
    Row last = DeltaTable.forPath(spark, clean).history(1).select("userMetadata").first();
    if (last.isNullAt(0) || !last.getString(0).startsWith(cleanMark(""))) {
      throw new TidemarkException(
          ErrorCode.OUTPUT_NOT_WRITABLE,
          "`" + clean + "` was not written by the monitor `" + monitor.monitor() + "`",
          "its newest commit has other user metadata, so its rows may be somebody else's",
          "name another path as `quarantine.clean`, or remove the table; nothing was written",
          null);
    }
  }

  private String cleanMark(String runId) {
    return "tidemark clean " + monitor.monitor() + ": " + runId;
  }

  /**
   * Writes both tables; a run that has written them before writes nothing.
   *
   * @param surroundings what the suite was evaluated with
   * @param results of the suite; constraints that could not be evaluated set no row apart
   */
  public FailingRows write(
      ResolvedTable table,
      Dataset<Row> rows,
      Suite suite,
      Surroundings surroundings,
      SuiteResult results,
      String runId) {
    RowJudge judge =
        RowJudge.of(
            suite,
            rows,
            surroundings,
            severity(settings),
            new HashSet<>(results.ids(CheckStatus.ERROR)));
    Dataset<Row> judged = judge.judged(FAILURES);
    Column fails = functions.size(functions.col(FAILURES)).gt(0);
    long failing = setApart(table, judged.filter(fails), runId);
    Map<String, Long> byCheck =
        new QuarantineTable(spark, settings.to())
            .countByConstraint(monitor.monitor(), table.version());
    String clean = settings.clean();
    return clean == null
        ? new FailingRows(settings.to(), failing, null, null, byCheck)
        : new FailingRows(
            settings.to(),
            failing,
            clean,
            writeClean(clean, judged.filter(functions.not(fails)), runId),
            byCheck);
  }

  /**
   * Writes rows that are set apart already, in place of those of an earlier run on the version; a
   * run that has written them before writes nothing.
   *
   * @param failing the rows with {@value #FAILURES}
   * @return how many rows the run has written
   */
  public long setApart(ResolvedTable table, Dataset<Row> failing, String runId) {
    return new QuarantineTable(spark, settings.to())
        .write(withOwnColumns(failing, table, runId), monitor.monitor(), table.version(), runId);
  }

  /** Whether the table of the rows set apart is there. */
  public boolean exists() {
    return new QuarantineTable(spark, settings.to()).exists();
  }

  private Dataset<Row> withOwnColumns(Dataset<Row> failing, ResolvedTable table, String runId) {
    List<Column> columns = new ArrayList<>();
    columns.add(functions.lit(monitor.monitor()).as(QuarantineTable.MONITOR));
    columns.add(functions.lit(table.version()).as(QuarantineTable.SOURCE_VERSION));
    columns.add(functions.lit(runId).as(QuarantineTable.RUN_ID));
    columns.add(QuarantineTable.rowKey(keyColumns(monitor)).as(QuarantineTable.ROW_KEY));
    columns.add(functions.col(FAILURES + ".constraint").as(QuarantineTable.CONSTRAINT_IDS));
    columns.add(functions.col(FAILURES + ".reason").as(QuarantineTable.REASONS));
    for (String name : failing.columns()) {
      if (!name.equals(FAILURES)) {
        columns.add(ColumnNames.column(name));
      }
    }
    return failing.select(columns.toArray(Column[]::new));
  }

  static List<String> keyColumns(Monitor monitor) {
    Monitor.@Nullable Key key = monitor.key();
    return key == null ? List.of() : key.columns();
  }

  private long writeClean(String clean, Dataset<Row> passing, String runId) {
    String mark = cleanMark(runId);
    try {
      passing
          .drop(FAILURES)
          .write()
          .format("delta")
          .mode(SaveMode.Overwrite)
          .option("overwriteSchema", true)
          .option("txnAppId", "tidemark/clean/" + runId)
          .option("txnVersion", 1)
          .option("userMetadata", mark)
          .save(clean);
      return DeltaCommits.written(spark, clean, mark, functions.lit(true));
    } catch (Exception e) {
      throw QuarantineTable.notWritable(clean, e);
    }
  }
}
