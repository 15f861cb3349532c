package io.tidemark.jobs;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.Constraint;
import io.tidemark.checks.suggest.Suggester;
import io.tidemark.checks.suggest.Suggestion;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Suites;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.suggest.ProfileFacts;
import io.tidemark.jobs.suggest.ShadowRun;
import io.tidemark.jobs.suggest.Tried;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Suggests checks for a version of a table and tries them on versions before: one profile of the
 * version, and one evaluation of the suite for each version. Nothing is stored.
 */
public final class SuggestJob {
  private final DeltaTables tables;
  private final Progress progress;
  private final Phases phases;

  /** A job on this session. */
  public SuggestJob(SparkSession spark, Clock clock, Progress progress) {
    tables = new DeltaTables(spark);
    phases = new Phases(spark, clock, progress);
    this.progress = progress;
  }

  /**
   * What is suggested.
   *
   * @param table the version
   * @param rows rows that were looked at
   * @param checks the suggestions that hold on the version, with what would have become of them
   * @param dropped results of those that do not
   * @param versions versions before on which they were tried, newest first
   * @param skipped versions before that could not be read, with the reason
   */
  public record Outcome(
      ResolvedTable table,
      long rows,
      List<Tried> checks,
      List<CheckResult> dropped,
      List<Long> versions,
      Map<Long, String> skipped) {

    public Outcome {
      checks = List.copyOf(checks);
      dropped = List.copyOf(dropped);
      versions = List.copyOf(versions);
    }
  }

  /**
   * Suggests what the monitor does not check already.
   *
   * @param most at most so many versions before are looked at
   * @throws TidemarkException if the version cannot be read or has no rows
   */
  public Outcome execute(Monitor monitor, VersionSelector version, int most) {
    ResolvedTable table = tables.resolve(monitor.table(), version);
    try {
      return suggest(monitor, table, most);
    } catch (Exception e) {
      throw DeltaErrors.explain(e, "`" + table.label() + "`");
    }
  }

  private Outcome suggest(Monitor monitor, ResolvedTable table, int most) {
    Dataset<Row> rows = tables.read(table, monitor.where());
    ProfileFacts.Version facts = phases.run("profile", table.label(), () -> ProfileFacts.of(rows));
    if (facts.rows() == 0) {
      throw MonitorJob.noRows(table, table.label(), monitor.where());
    }
    List<Suggestion> suggestions = fresh(monitor, facts);
    ShadowRun run =
        phases.run(
            "checks",
            String.format(
                Locale.ROOT,
                "%d suggestions on %s, %,d rows",
                suggestions.size(),
                table.label(),
                facts.rows()),
            () -> new ShadowRun(suggestions, rows));
    run.dropped()
        .forEach(result -> progress.note("left out, as it does not hold: " + result.message()));
    List<Long> versions = new ArrayList<>();
    Map<Long, String> skipped = new LinkedHashMap<>();
    for (ResolvedTable before : tables.before(table, most)) {
      try {
        shadow(run, before, monitor);
        versions.add(before.version());
      } catch (TidemarkException e) {
        if (e.code() == ErrorCode.INTERNAL) {
          throw e;
        }
        String reason = String.valueOf(e.getMessage());
        progress.note("version " + before.version() + " is left out: " + reason);
        skipped.put(before.version(), reason);
      }
    }
    return new Outcome(table, facts.rows(), run.tried(), run.dropped(), versions, skipped);
  }

  private void shadow(ShadowRun run, ResolvedTable before, Monitor monitor) {
    Dataset<Row> rows = tables.read(before, monitor.where());
    phases.run(
        "shadow",
        run.kept() + " suggestions on " + before.label(),
        () -> {
          try {
            run.on(before.version(), rows);
            return before;
          } catch (Exception e) {
            throw DeltaErrors.explain(e, "`" + before.label() + "`");
          }
        });
  }

  /** Suggestions on other columns, or of other kinds, than the monitor's own checks. */
  private static List<Suggestion> fresh(Monitor monitor, ProfileFacts.Version facts) {
    List<Constraint> own = Suites.stated(monitor);
    return new Suggester()
        .suggest(facts.rows(), facts.columns()).stream()
            .filter(
                suggestion ->
                    own.stream().noneMatch(c -> speaksOfTheSame(c, suggestion.constraint())))
            .toList();
  }

  private static boolean speaksOfTheSame(Constraint own, Constraint suggested) {
    return own.where() == null
        && own.kind().equals(suggested.kind())
        && own.distinction().equals(suggested.distinction());
  }
}
