package io.tidemark.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.RowJudge;
import io.tidemark.checks.SuiteResult;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Scoring;
import io.tidemark.jobs.config.TrainingSettings;
import io.tidemark.jobs.delta.ColumnNames;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.quarantine.Quarantine;
import io.tidemark.jobs.registry.Entry;
import io.tidemark.jobs.registry.ModelNames;
import io.tidemark.jobs.registry.Registry;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.reports.ScoringResult;
import io.tidemark.training.Feature;
import io.tidemark.training.TrainedModel;
import io.tidemark.training.TrainingSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Scores a version of a table with a model into a Delta table. Its checks decide first; rows that
 * fail one, or cannot be scored, are set apart.
 */
public final class ScoreJob {
  private final SparkSession spark;
  private final Clock clock;
  private final Options options;
  private final Monitor monitor;
  private final Scoring scoring;
  private final DeltaTables tables;
  private final ResultStore store;
  private final Phases phases;
  private final RunRecorder recorder;

  /**
   * What to do.
   *
   * @param monitor the monitor; its {@code score} is not null
   * @param version which version of its table
   * @param model a model id, a version number, or an alias
   * @param failOn what ends with a non-zero exit code
   * @param invocation how it was asked for
   */
  public record Options(
      Monitor monitor,
      VersionSelector version,
      String model,
      FailOn failOn,
      Invocation invocation) {}

  /** A job on this session. */
  public ScoreJob(SparkSession spark, Clock clock, Progress progress, Options options) {
    this.spark = spark;
    this.clock = clock;
    this.options = options;
    monitor = options.monitor();
    Scoring settings = monitor.score();
    if (settings == null) {
      throw new IllegalArgumentException("the monitor has no `score`");
    }
    scoring = settings;
    tables = new DeltaTables(spark);
    store = RunFiles.of(hadoop(), monitor).store(spark);
    phases = new Phases(spark, clock, progress);
    recorder =
        new RunRecorder(
            spark, clock, progress, phases, monitor, "score", options.invocation(), store);
  }

  private Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  /** A model with what is known of it. */
  private record Known(
      String id, @Nullable Integer version, TrainedModel trained, TrainingSpec spec) {}

  /**
   * Scores.
   *
   * @throws TidemarkException if table, version or model are gone, the model does not fit the
   *     table, or the outputs cannot be written
   */
  public RunOutcome execute() {
    return phases.counted(this::counted);
  }

  private RunOutcome counted() {
    Instant startedAt = clock.instant();
    RunFiles.of(hadoop(), monitor).checkWritable();
    ResolvedTable table = tables.resolve(monitor.table(), options.version());
    Known model = model();
    try {
      return score(table, model, startedAt);
    } catch (Exception e) {
      throw DeltaErrors.explain(e, "`" + table.label() + "` or `" + scoring.to() + "`");
    }
  }

  private Known model() {
    String id =
        new ModelNames(store, clock).id(monitor.monitor(), monitor.environment(), options.model());
    Models models = new Models(store, clock);
    Integer version =
        new Registry(store, clock)
            .find(monitor.monitor(), monitor.environment(), id)
            .map(Entry::version)
            .orElse(null);
    return phases.run(
        "model",
        id,
        () -> new Known(id, version, models.load(id), TrainingSettings.spec(models.recipe(id))));
  }

  private RunOutcome score(ResolvedTable table, Known model, Instant startedAt) {
    Dataset<Row> rows = tables.read(table, monitor.where());
    ScoredTable output = new ScoredTable(spark, scoring, table);
    Quarantine quarantine = new Quarantine(spark, monitor, apart());
    TrainingSettings.requireFeatures(model.spec(), model.id(), rows);
    output.check(rows);
    quarantine.check(table, rows);
    Pins pins = pins(table);
    String runId = runId(pins, model);
    long count = phases.run("read", table.label(), () -> rows.count());
    if (count == 0) {
      throw MonitorJob.noRows(table, table.label(), monitor.where());
    }
    SuiteResult checks = null;
    Dataset<Row> judged =
        rows.withColumn(Quarantine.FAILURES, array().cast(RowJudge.FAILURES_TYPE));
    List<String> ids = new ArrayList<>();
    if (!Boolean.FALSE.equals(scoring.validate())) {
      ChecksPart part = new ChecksPart(spark, monitor, table, tables, store, startedAt, phases);
      checks = part.evaluate(rows, count);
      RowJudge judge = part.judge(rows, checks);
      List<String> blocking = blocking(checks, judge.constraintIds());
      if (!blocking.isEmpty()) {
        return stopped(pins, runId, startedAt, count, checks, model, blocking);
      }
      judged = judge.judged(Quarantine.FAILURES);
      ids.addAll(judge.constraintIds());
    }
    Dataset<Row> predicted = predicted(judged, model, ids);
    ScoringResult result = write(table, model, output, quarantine, predicted, ids, runId);
    return finished(pins, runId, startedAt, count, checks, result);
  }

  private Monitor.Quarantine apart() {
    String to = scoring.quarantine() == null ? scoring.to() + "_quarantine" : scoring.quarantine();
    return new Monitor.Quarantine(to, null, null);
  }

  /** Failed checks that no row can be blamed for, and those that could not be evaluated. */
  private static List<String> blocking(SuiteResult checks, List<String> byRow) {
    List<String> blocking = new ArrayList<>(checks.ids(CheckStatus.FAIL));
    blocking.removeAll(byRow);
    blocking.addAll(checks.ids(CheckStatus.ERROR));
    return blocking;
  }

  /** The rows with predictions, and with all reasons why one cannot be scored. */
  private static Dataset<Row> predicted(Dataset<Row> judged, Known model, List<String> ids) {
    List<Column> reasons = new ArrayList<>();
    for (Feature feature : model.spec().features()) {
      if (feature.required()) {
        String id = "feature(" + feature.name() + ")";
        Column value = expr(feature.expression());
        Column missing =
            feature.kind() == Feature.Kind.NUMERIC
                ? value.isNull().or(isnan(value.cast("double")))
                : value.isNull();
        reasons.add(reason(missing, id, feature.name() + " has no value"));
        ids.add(id);
      }
    }
    Column prediction = col(TrainedModel.PREDICTION);
    reasons.add(
        reason(
            prediction.isNull().or(isnan(prediction.cast("double"))),
            "prediction",
            "the model gives no prediction"));
    ids.add("prediction");
    Column own = array_compact(array(reasons.toArray(Column[]::new))).cast(RowJudge.FAILURES_TYPE);
    return model
        .trained()
        .model()
        .transform(judged)
        .withColumn(Quarantine.FAILURES, concat(col(Quarantine.FAILURES), own));
  }

  private static Column reason(Column condition, String id, String text) {
    return when(condition, struct(lit(id).as("constraint"), lit(text).as("reason")));
  }

  private ScoringResult write(
      ResolvedTable table,
      Known model,
      ScoredTable output,
      Quarantine quarantine,
      Dataset<Row> predicted,
      List<String> ids,
      String runId) {
    Column fails = size(col(Quarantine.FAILURES)).gt(0);
    List<ScoringResult.Reason> reasons = reasons(predicted, ids);
    String[] own = tables.read(table, null).columns();
    long apart = 0;
    if (!reasons.isEmpty() || quarantine.exists()) {
      List<Column> raw = new ArrayList<>(Arrays.stream(own).map(ColumnNames::column).toList());
      raw.add(col(Quarantine.FAILURES));
      Dataset<Row> failing = predicted.filter(fails).select(raw.toArray(Column[]::new));
      apart =
          phases.run(
              "quarantine",
              "rows that cannot be scored",
              () -> quarantine.setApart(table, failing, runId));
    }
    ScoredTable.Written written =
        phases.run(
            "score",
            scoring.to(),
            () ->
                output.write(
                    predicted.filter(not(fails)),
                    model.trained(),
                    model.id(),
                    model.version(),
                    runId,
                    clock.instant()));
    return new ScoringResult(
        model.id(),
        options.model(),
        model.version() == null ? null : model.version().longValue(),
        scoring.to(),
        written.rows(),
        apart == 0 ? null : apart().to(),
        apart,
        reasons,
        written.now(),
        null);
  }

  /** How many rows each reason sets apart, the most frequent first. */
  private List<ScoringResult.Reason> reasons(Dataset<Row> predicted, List<String> ids) {
    Column[] counts =
        ids.stream()
            .map(id -> count(when(array_contains(col(Quarantine.FAILURES + ".constraint"), id), 1)))
            .toArray(Column[]::new);
    Row row =
        phases.run(
            "reasons",
            "rows that cannot be scored",
            () -> predicted.agg(count(lit(1)), counts).first());
    List<ScoringResult.Reason> reasons = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      if (row.getLong(i + 1) > 0) {
        reasons.add(new ScoringResult.Reason(ids.get(i), row.getLong(i + 1)));
      }
    }
    reasons.sort(Comparator.comparing(ScoringResult.Reason::rows).reversed());
    return reasons;
  }

  private RunOutcome stopped(
      Pins pins,
      String runId,
      Instant startedAt,
      long count,
      SuiteResult checks,
      Known model,
      List<String> blocking) {
    String problem =
        "nothing was scored: "
            + String.join(", ", blocking)
            + (blocking.size() == 1 ? " does" : " do")
            + " not hold, and not because of single rows";
    return finished(
        pins,
        runId,
        startedAt,
        count,
        checks,
        new ScoringResult(
            model.id(),
            options.model(),
            model.version() == null ? null : model.version().longValue(),
            null,
            0,
            null,
            0,
            List.of(),
            false,
            problem));
  }

  private RunOutcome finished(
      Pins pins,
      String runId,
      Instant startedAt,
      long count,
      @Nullable SuiteResult checks,
      ScoringResult scored) {
    RunVerdict verdict =
        scored.problem() != null
            ? RunVerdict.FAIL
            : scored.quarantined() > 0 ? RunVerdict.WARN : RunVerdict.PASS;
    RunResult result =
        recorder
            .result(runId, pins, startedAt)
            .verdict(verdict, headline(scored))
            .rows(count)
            .checks(checks)
            .scoring(scored)
            .build();
    return recorder.evaluated(
        result, pins, Verdicts.fails(verdict, options.failOn()) ? ExitCodes.CHECKS : ExitCodes.OK);
  }

  private static String headline(ScoringResult scored) {
    if (scored.problem() != null) {
      String problem = scored.problem();
      return Character.toUpperCase(problem.charAt(0)) + problem.substring(1) + ".";
    }
    return String.format(
        Locale.ROOT,
        "%,d rows scored with %s%s%s.",
        scored.scored(),
        scored.modelId(),
        scored.quarantined() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d set apart", scored.quarantined()),
        scored.scoredNow() ? "" : "; they were scored before");
  }

  private Pins pins(ResolvedTable table) {
    return TablePins.of(table, monitor.where(), null, null, RunRecorder.configHash(monitor));
  }

  private String runId(Pins pins, Known model) {
    return monitor.monitor()
        + "-score-v"
        + pins.tableVersion()
        + "-"
        + Hashes.id(
            List.of(
                monitor.monitor(),
                pins.tableId(),
                Long.toString(pins.tableVersion()),
                model.id(),
                scoring.to(),
                pins.configHash()));
  }
}
