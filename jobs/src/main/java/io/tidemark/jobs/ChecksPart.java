package io.tidemark.jobs;

import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.RowJudge;
import io.tidemark.checks.Severity;
import io.tidemark.checks.Suite;
import io.tidemark.checks.SuiteEvaluator;
import io.tidemark.checks.SuiteResult;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Suites;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.privacy.Privacy;
import io.tidemark.jobs.quarantine.Quarantine;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.surroundings.MetricHistory;
import io.tidemark.jobs.surroundings.RunSurroundings;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The checks of a version, and what becomes of the rows that fail them. */
final class ChecksPart {
  private final ResolvedTable table;
  private final Phases phases;
  private final Suite suite;
  private final RunSurroundings surroundings;
  private final Optional<Quarantine> quarantine;

  /**
   * Finds what the checks look at besides the rows.
   *
   * @param now when the run started
   */
  ChecksPart(
      SparkSession spark,
      Monitor monitor,
      ResolvedTable table,
      DeltaTables tables,
      ResultStore store,
      Instant now,
      Phases phases) {
    this.table = table;
    this.phases = phases;
    suite = Suites.of(monitor);
    surroundings =
        new RunSurroundings(
            suite,
            monitor,
            table,
            tables,
            new MetricHistory(store, Privacy.metrics(monitor, System.getenv())),
            now);
    quarantine =
        Optional.ofNullable(monitor.quarantine())
            .map(settings -> new Quarantine(spark, monitor, settings));
  }

  /** What the results depend on besides the version. */
  List<String> fingerprint() {
    return surroundings.fingerprint();
  }

  /** Finds what stands in the way, before any work is done. */
  void requireFit(Dataset<Row> rows) {
    quarantine.ifPresent(q -> q.check(table, rows));
  }

  /**
   * Evaluates the checks.
   *
   * @param count number of rows
   */
  SuiteResult evaluate(Dataset<Row> rows, long count) {
    int size = suite.constraints().size();
    String detail =
        String.format(
            Locale.ROOT,
            "%d %s on %,d rows",
            size,
            size == 1 ? "constraint" : "constraints",
            count);
    return phases.run(
        "checks", detail, () -> new SuiteEvaluator().evaluate(suite, rows, surroundings));
  }

  /** A judge of single rows by the checks of severity error that could be evaluated. */
  RowJudge judge(Dataset<Row> rows, SuiteResult results) {
    return RowJudge.of(
        suite, rows, surroundings, Severity.ERROR, Set.copyOf(results.ids(CheckStatus.ERROR)));
  }

  /** Sets the failing rows apart, if the monitor has a quarantine. */
  SuiteResult setApart(Dataset<Row> rows, SuiteResult results, String runId) {
    return quarantine
        .map(
            q ->
                results.with(
                    phases.run(
                        "quarantine",
                        "rows that fail checks",
                        () -> q.write(table, rows, suite, surroundings, results, runId))))
        .orElse(results);
  }
}
