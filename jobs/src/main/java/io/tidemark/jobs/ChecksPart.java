package io.tidemark.jobs;

import io.tidemark.checks.Suite;
import io.tidemark.checks.SuiteEvaluator;
import io.tidemark.checks.SuiteResult;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Suites;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.quarantine.Quarantine;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The checks of a version, and what becomes of the rows that fail them. */
final class ChecksPart {
  private final ResolvedTable table;
  private final Dataset<Row> rows;
  private final Phases phases;
  private final Suite suite;
  private final Optional<Quarantine> quarantine;

  ChecksPart(
      SparkSession spark, Monitor monitor, ResolvedTable table, Dataset<Row> rows, Phases phases) {
    this.table = table;
    this.rows = rows;
    this.phases = phases;
    suite = Suites.of(monitor);
    quarantine =
        Optional.ofNullable(monitor.quarantine())
            .map(settings -> new Quarantine(spark, monitor, settings));
  }

  /** Finds what stands in the way, before any work is done. */
  void requireFit() {
    quarantine.ifPresent(q -> q.check(table, rows));
  }

  /**
   * Evaluates the checks.
   *
   * @param count number of rows
   */
  SuiteResult evaluate(long count) {
    int size = suite.constraints().size();
    String detail =
        String.format(
            Locale.ROOT,
            "%d %s on %,d rows",
            size,
            size == 1 ? "constraint" : "constraints",
            count);
    return phases.run("checks", detail, () -> new SuiteEvaluator().evaluate(suite, rows));
  }

  /** Sets the failing rows apart, if the monitor has a quarantine. */
  SuiteResult setApart(SuiteResult results, String runId) {
    return quarantine
        .map(
            q ->
                results.with(
                    phases.run(
                        "quarantine",
                        "rows that fail checks",
                        () -> q.write(table, rows, suite, results, runId))))
        .orElse(results);
  }
}
