package io.tidemark.reports;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.FailingRows;
import io.tidemark.checks.Severity;
import io.tidemark.checks.SuiteResult;
import io.tidemark.checks.schema.ChangeKind;
import io.tidemark.checks.schema.CommittedChange;
import io.tidemark.checks.schema.FieldPath;
import io.tidemark.checks.schema.SchemaChange;
import io.tidemark.checks.schema.TableCommit;
import io.tidemark.drift.Bin;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.ColumnSummary;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.Importance;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Metric;
import io.tidemark.training.ModelCard;
import io.tidemark.training.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Results of a monitor over a table of flights, made up but of a real run's shape. */
final class SampleResults {

  static final Instant START = Instant.parse("2026-03-02T06:00:00Z");

  private SampleResults() {}

  /** A run in which nothing happened. */
  static RunResult calm(long version) {
    return run(
        version,
        RunVerdict.PASS,
        "Version " + version + " passed all checks and looks like its reference.",
        checks(false),
        drift(false),
        model(0.724 - version * 0.001),
        new TriggerResult(
            TriggerResult.State.NOT_NEEDED, null, List.of(), "No rule asks for retraining.", null));
  }

  /** A run with failed checks, drifted columns and a model that lost quality. */
  static RunResult alarm(long version) {
    return run(
        version,
        RunVerdict.DRIFT,
        "2 of 5 columns drifted from the reference; 1 check warned and the model lost 0.081 AUC.",
        checks(true),
        SampleDrift.withEverything(drift(true), 31),
        model(0.641),
        new TriggerResult(
            TriggerResult.State.REQUESTED,
            "retrain-flights-" + version + "-7c1e",
            List.of(
                "The dataset drifted: share 0.53 is above the limit of 0.30.",
                "AUC on the current version is 0.641, below the floor of 0.680."),
            "Retraining is requested on version " + version + ": drift and lost quality.",
            null));
  }

  /** A run in which checks of severity error failed and retraining is held. */
  static RunResult broken(long version) {
    List<CheckResult> results = new ArrayList<>(checks(true).results());
    results.add(
        check(
            "isComplete(date)",
            "completeness",
            List.of("date"),
            Severity.ERROR,
            CheckStatus.FAIL,
            "= 1",
            0.99962,
            "38 of 100,000 rows have no date; a flight without a date cannot be scored."));
    results.add(
        check(
            "satisfies(arrival > departure)",
            "satisfies",
            List.of(),
            Severity.ERROR,
            CheckStatus.ERROR,
            "= 1",
            null,
            "Column `arrival` is not in flights@6; did you mean `arr_time`? Correct the"
                + " expression in monitors/flights.yaml, line 31."));
    return run(
        version,
        RunVerdict.ERROR,
        "One check could not be evaluated and one failed: version "
            + version
            + " is not fit to use.",
        new SuiteResult(results),
        drift(false),
        model(0.719),
        new TriggerResult(
            TriggerResult.State.HELD,
            "retrain-flights-" + version + "-22aa",
            List.of("The model is older than 30 days."),
            "Retraining is held: the data failed its checks.",
            null));
  }

  /** A run that failed before it knew its table. */
  static RunResult error() {
    Instant start = START.plusSeconds(86_400 * 20);
    return RunResult.builder("flights-run-err-01", "flights", "run", "dev")
        .verdict(
            RunVerdict.ERROR,
            "The table could not be read: there is no Delta table at data/flights.")
        .time(start, start.plusSeconds(4))
        .failure(
            new Failure(
                "TABLE_NOT_FOUND",
                "No Delta table at `data/flights`: the folder holds no `_delta_log`.",
                null,
                "Check `table.path` in monitors/flights.yaml, line 4."))
        .phases(List.of(new Phase("open table", 3_912)))
        .build();
  }

  /** A run of a command that only checks. */
  static RunResult checksOnly() {
    return RunResult.builder("flights-validate-1", "flights", "validate", "dev")
        .verdict(RunVerdict.PASS, "All checks passed.")
        .time(START, START.plusMillis(1_250))
        .rows(100_000L)
        .pins(pins(3, null))
        .checks(checks(false))
        .build();
  }

  /** A run that had nothing to compare with. */
  static RunResult notComparedYet() {
    return calm(0).toBuilder()
        .verdict(RunVerdict.PASS, "All 5 checks passed; nothing to compare with yet.")
        .pins(pins(0, null, List.of(), "previous"))
        .drift(null)
        .notCompared(
            "There is nothing to compare with yet: `data/flights@0` is the first version with data"
                + " that the table's history knows.")
        .model(null)
        .trigger(null)
        .build();
  }

  /** A run that was compared with several versions together. */
  static RunResult trailing() {
    return calm(5).toBuilder().pins(pins(5, null, List.of(4L, 3L, 1L), "trailing 3")).build();
  }

  /** A calm run with so many columns and windows. */
  static RunResult wide(int columns, int windows) {
    return wide(1, columns, windows, 10);
  }

  /** A run of a version of which the first of every {@code drifted} columns drifted. */
  static RunResult wide(long version, int columns, int windows, int drifted) {
    List<ColumnDrift> all = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      ColumnDrift like = i % 3 == 0 ? origin(i % drifted == 0) : delay(i % drifted == 0);
      all.add(
          new ColumnDrift(
              "some_measurement_" + i,
              like.kind(),
              like.dataType(),
              like.importance(),
              like.reference(),
              like.current(),
              like.bins(),
              like.measures(),
              like.verdict(),
              null));
    }
    DriftResult drift =
        SampleDrift.withWindows(
            new DriftResult(100_000, 100_000, all, 0.1, 0.3, Verdict.PASS, "Share 0.1."), windows);
    return calm(version).toBuilder().drift(drift).build().brief();
  }

  /** The calm runs before a version, newest first. */
  static List<RunResult> before(long version) {
    return LongStream.range(1, version)
        .mapToObj(SampleResults::calm)
        .sorted(Comparator.comparing(RunResult::startedAt).reversed())
        .toList();
  }

  /** A run whose failing rows are in quarantine and whose table has another schema. */
  static RunResult withRowsAndSchema(RunResult run) {
    SuiteResult checks = Objects.requireNonNull(run.checks());
    return run.toBuilder()
        .checks(
            checks.with(
                new FailingRows(
                    "lake/flights_quarantine",
                    6_790,
                    "lake/flights_clean",
                    93_895L,
                    Map.of("completeness(delay)", 6_790L))))
        .schema(
            List.of(
                new SchemaComparison(
                    SchemaComparison.Since.PREVIOUS,
                    run.pins() == null ? 0 : run.pins().tableVersion() - 1,
                    List.of(
                        change(ChangeKind.RENAMED, "dest", "destination", "string", "string"),
                        change(ChangeKind.WIDENED, "distance", "distance", "int", "bigint"),
                        change(ChangeKind.ADDED, null, "gate", null, "string")),
                    null),
                new SchemaComparison(
                    SchemaComparison.Since.REFERENCE,
                    0,
                    List.of(),
                    "the table's log no longer holds version 0")))
        .build();
  }

  private static CommittedChange change(
      ChangeKind kind,
      @Nullable String before,
      @Nullable String after,
      @Nullable String typeBefore,
      @Nullable String typeAfter) {
    return new CommittedChange(
        new SchemaChange(
            kind,
            before == null ? null : FieldPath.of(before),
            after == null ? null : FieldPath.of(after),
            typeBefore,
            typeAfter),
        new TableCommit(5, START.plusSeconds(86_400 * 4), "CHANGE COLUMN", "new feed"));
  }

  /** The page of a run before which there was none. */
  static String html(RunResult run) {
    return RunReport.html(run, List.of());
  }

  /** A history of runs, in the order in which they ran. */
  static List<RunEntry> history() {
    List<RunEntry> runs = new ArrayList<>();
    for (long version = 1; version <= 4; version++) {
      runs.add(new RunEntry(calm(version), "runs/" + version + "/report.html"));
    }
    runs.add(new RunEntry(alarm(5), "runs/5/report.html"));
    runs.add(new RunEntry(broken(6), "runs/6/report.html"));
    runs.add(new RunEntry(calm(7), null));
    runs.add(new RunEntry(calm(10).toBuilder().commits(commits()).build(), "runs/10/report.html"));
    return runs;
  }

  /** Commits of the table of {@link #history()}, newest first. */
  private static List<TableVersion> commits() {
    List<TableVersion> commits = new ArrayList<>();
    commits.add(commit(10, "WRITE", true));
    commits.add(commit(9, "OPTIMIZE", false));
    commits.add(commit(8, "MERGE", true));
    for (long version = 7; version >= 1; version--) {
      commits.add(commit(version, "WRITE", true));
    }
    commits.add(commit(0, "CREATE TABLE", false));
    return commits;
  }

  private static TableVersion commit(long version, String operation, boolean changedData) {
    return new TableVersion(
        version,
        START.plusSeconds(86_400 * version),
        operation,
        changedData ? "load of day " + version : null,
        changedData);
  }

  /** A run in which every text is {@code text}. */
  static RunResult hostile(String text) {
    return RunResult.builder(text, text, text, text)
        .verdict(RunVerdict.FAIL, text)
        .time(START, START)
        .rows(1L)
        .pins(
            new Pins(
                text,
                text,
                1,
                START,
                text,
                text,
                text,
                text,
                1L,
                List.of(1L, 0L),
                text,
                text,
                text,
                new Commit(text, text, true)))
        .checks(
            new SuiteResult(
                List.of(
                    check(
                        text,
                        text,
                        List.of(text, text),
                        Severity.ERROR,
                        CheckStatus.FAIL,
                        text,
                        Double.NaN,
                        text))))
        .drift(
            SampleDrift.hostile(
                new DriftResult(
                    1,
                    1,
                    List.of(
                        new ColumnDrift(
                            text,
                            ColumnKind.CATEGORICAL,
                            text,
                            Importance.CRITICAL,
                            null,
                            null,
                            List.of(new Bin(text, Bin.Role.CATEGORY, 1, 0)),
                            List.of(
                                measure(Measure.PSI, Double.NaN, 0.1, 0.25, Verdict.ERROR, text)),
                            Verdict.ERROR,
                            text)),
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    Verdict.ERROR,
                    text),
                text))
        .notCompared(text)
        .model(
            new ModelResult(
                text,
                1,
                false,
                new ModelCard(
                    Task.BINARY,
                    text,
                    Map.of(text, text),
                    text,
                    List.of(text),
                    text,
                    1,
                    1,
                    evaluation(Double.NaN),
                    Map.of(text, Double.NaN),
                    List.of(text),
                    null),
                null,
                text,
                null))
        .trigger(new TriggerResult(TriggerResult.State.HELD, text, List.of(text), text, START))
        .failure(new Failure(text, text, text, text))
        .phases(List.of(new Phase(text, 1)))
        .schema(
            List.of(
                new SchemaComparison(
                    SchemaComparison.Since.PREVIOUS,
                    0,
                    List.of(
                        new CommittedChange(
                            new SchemaChange(
                                ChangeKind.RETYPED,
                                FieldPath.of(text),
                                FieldPath.of(text),
                                text,
                                text),
                            new TableCommit(1, START, text, text))),
                    null),
                new SchemaComparison(SchemaComparison.Since.REFERENCE, 0, List.of(), text)))
        .execution(execution(List.of(text), List.of(text, text), text))
        .commits(List.of(new TableVersion(1, START, text, text, true)))
        .build();
  }

  private static RunResult run(
      long version,
      RunVerdict verdict,
      String headline,
      SuiteResult checks,
      DriftResult drift,
      ModelResult model,
      TriggerResult trigger) {
    Instant start = START.plusSeconds(86_400 * version);
    return RunResult.builder("flights-run-" + version + "-4be19c", "flights", "run", "dev")
        .verdict(verdict, headline)
        .time(start, start.plusMillis(74_310))
        .rows(100_000L + 137 * version)
        .pins(pins(version, "load of day " + version))
        .checks(checks)
        .drift(drift)
        .model(model)
        .trigger(trigger)
        .phases(
            List.of(
                new Phase("open table", 812),
                new Phase("checks", 9_204, new SparkWork(3, 24, 48_210_004, 300_411)),
                new Phase("drift", 18_330, new SparkWork(11, 92, 148_210_004, 802_055)),
                new Phase("model", 44_902, new SparkWork(140, 1_120, 35_000_000, 200_274)),
                new Phase("trigger", 12, new SparkWork(0, 0, 0, 0))))
        .execution(
            execution(
                List.of("run", "--config", "monitors/flights.yaml"),
                List.of(
                    "run",
                    "--config",
                    "monitors/flights.yaml",
                    "--version",
                    Long.toString(version),
                    "--reference",
                    "0"),
                "3.5.7"))
        .build();
  }

  private static Execution execution(List<String> arguments, List<String> replay, String text) {
    return new Execution(
        arguments,
        replay,
        text,
        text,
        text,
        text,
        text,
        text,
        4,
        4,
        text,
        Map.of("training", 42L),
        new SparkWork(160, 1_290, 231_420_008, 1_302_740));
  }

  private static Pins pins(long version, @Nullable String message) {
    return pins(version, message, List.of(0L), "reference");
  }

  private static Pins pins(
      long version, @Nullable String message, List<Long> references, String against) {
    return new Pins(
        "data/flights",
        "5a1c6f0e-8b57-4f0b-9d5d-0d7b7c6b8f11",
        version,
        START.plusSeconds(86_400 * version - 5_400),
        "WRITE",
        message,
        "cancelled = false",
        references.isEmpty() ? null : "flights-ref-0-91d2",
        references.isEmpty() ? null : references.get(0),
        references,
        against,
        "c0ffee5eed0123456789abcdef0123456789abcdef0123456789abcdef012345",
        "0.1.0",
        new Commit("loader", "Apache-Spark/3.5.7 Delta-Lake/3.3.3", true));
  }

  private static SuiteResult checks(boolean alarm) {
    List<CheckResult> results = new ArrayList<>();
    results.add(
        check(
            "hasSize",
            "size",
            List.of(),
            Severity.ERROR,
            CheckStatus.PASS,
            ">= 90,000",
            100_685.0,
            "The table has 100,685 rows."));
    results.add(
        check(
            "completeness(origin)",
            "completeness",
            List.of("origin"),
            Severity.ERROR,
            CheckStatus.PASS,
            ">= 0.99",
            1.0,
            "Every row has an origin."));
    results.add(
        check(
            "unique(flight_id)",
            "uniqueness",
            List.of("flight_id"),
            Severity.ERROR,
            CheckStatus.PASS,
            "= 1",
            1.0,
            "Every flight_id is there once."));
    results.add(
        check(
            "completeness(delay)",
            "completeness",
            List.of("delay"),
            Severity.WARN,
            alarm ? CheckStatus.WARN : CheckStatus.PASS,
            ">= 0.95",
            alarm ? 0.9321 : 0.9874,
            alarm
                ? "6.8% of the rows have no delay; at most 5% are allowed."
                : "98.7% of the rows have a delay."));
    results.add(
        check(
            "range(distance)",
            "range",
            List.of("distance"),
            Severity.ERROR,
            CheckStatus.PASS,
            "in [0, 12000]",
            4_983.0,
            "The largest distance is 4,983."));
    return new SuiteResult(results);
  }

  private static CheckResult check(
      String id,
      String kind,
      List<String> columns,
      Severity severity,
      CheckStatus status,
      String expected,
      @Nullable Double actual,
      String message) {
    boolean ofRows = List.of("completeness", "satisfies").contains(kind);
    return new CheckResult(
        id,
        kind,
        columns,
        severity,
        status,
        expected,
        actual,
        message,
        id,
        null,
        actual == null || !ofRows ? null : Math.round((1 - actual) * 100_000));
  }

  private static DriftResult drift(boolean alarm) {
    List<ColumnDrift> columns = new ArrayList<>();
    columns.add(
        new ColumnDrift(
            "date",
            ColumnKind.TEMPORAL,
            "timestamp",
            Importance.LOW,
            new ColumnSummary(100_000, 0, 0, null, null, null, null),
            new ColumnSummary(100_685, 0, 0, null, null, null, null),
            List.of(),
            List.of(measure(Measure.NULL_SHARE, 0, 0.02, 0.05, Verdict.PASS, null)),
            Verdict.PASS,
            null));
    columns.add(delay(alarm));
    columns.add(distance(alarm));
    columns.add(origin(alarm));
    columns.add(
        alarm
            ? new ColumnDrift(
                "destination",
                ColumnKind.CATEGORICAL,
                "string",
                Importance.NORMAL,
                new ColumnSummary(100_000, 0, 0, null, null, null, null),
                null,
                List.of(),
                List.of(),
                Verdict.ERROR,
                "Column `destination` is not in flights@5; did you mean `dest`? Rename it, or drop"
                    + " it from `drift.columns`.")
            : categorical("destination", 180, 0.02, Verdict.PASS));
    return new DriftResult(
        100_000,
        100_685,
        columns,
        alarm ? 0.53 : 0,
        0.3,
        alarm ? Verdict.DRIFT : Verdict.PASS,
        alarm
            ? "The critical column delay drifted, and the drifted share 0.53 is above 0.30."
            : "No column drifted.");
  }

  static ColumnDrift delay(boolean alarm) {
    String[] labels = {
      "(-∞, -14)",
      "[-14, -9)",
      "[-9, -5)",
      "[-5, -2)",
      "[-2, 0)",
      "0",
      "[1, 6)",
      "[6, 17)",
      "[17, 48.5)",
      "[48.5, ∞)"
    };
    long[] after = {5_300, 6_900, 7_400, 8_000, 8_600, 5_100, 11_200, 14_300, 15_900, 17_300};
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      long before = i == 5 ? 5_400 : 10_200 + 37 * i;
      bins.add(
          new Bin(labels[i], Bin.Role.INTERVAL, before, alarm ? after[i] : before + 60 - 11L * i));
    }
    bins.add(new Bin("null", Bin.Role.NULL, 1_260, alarm ? 6_790 : 1_290));
    Verdict verdict = alarm ? Verdict.DRIFT : Verdict.PASS;
    return new ColumnDrift(
        "delay",
        ColumnKind.NUMERIC,
        "int",
        Importance.CRITICAL,
        SampleDrift.numbers(100_000, 0),
        SampleDrift.numbers(100_685, alarm ? 19.5 : 0.2),
        bins,
        withDescribing(
            measure(
                Measure.PSI,
                alarm ? 0.3124 : 0.0021,
                0.1,
                0.25,
                verdict,
                alarm ? "Most of it in [48.5, ∞)" : null),
            new MeasureResult(
                Measure.KS,
                alarm ? 0.2213 : 0.0041,
                alarm ? 0.2190 : 0.0041,
                alarm ? 0.2236 : 0.0041,
                alarm ? 0.2213 : 0.0041,
                alarm ? 0 : 0.41,
                alarm ? 0 : 0.62,
                0.0061,
                0.0087,
                0.05,
                0.1,
                verdict,
                alarm ? "Largest gap at 6" : null),
            measure(
                Measure.JENSEN_SHANNON,
                alarm ? 0.0912 : 0.009,
                0.05,
                0.1,
                alarm ? Verdict.WARN : Verdict.PASS,
                null),
            measure(
                Measure.NULL_SHARE,
                alarm ? 0.0548 : 0.0003,
                0.02,
                0.05,
                alarm ? Verdict.DRIFT : Verdict.PASS,
                null)),
        verdict,
        null);
  }

  private static ColumnDrift distance(boolean alarm) {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String label = i == 9 ? "[2,475, ∞)" : "[" + (i * 247 + 31) + ", " + (i * 247 + 278) + ")";
      bins.add(new Bin(label, Bin.Role.INTERVAL, 10_000, 10_068 + (alarm ? 90L : 7L) * (i - 5)));
    }
    return new ColumnDrift(
        "distance",
        ColumnKind.NUMERIC,
        "double",
        Importance.NORMAL,
        new ColumnSummary(100_000, 0, 4, 31.0, 4_983.0, 802.744, 610.02),
        new ColumnSummary(100_685, 0, 0, 31.0, 4_983.0, alarm ? 838.2 : 804.1, 611.9),
        bins,
        List.of(
            measure(
                Measure.PSI,
                alarm ? 0.121 : 0.0009,
                0.1,
                0.25,
                alarm ? Verdict.WARN : Verdict.PASS,
                null),
            measure(Measure.KS, alarm ? 0.042 : 0.003, 0.05, 0.1, Verdict.PASS, null),
            measure(Measure.JENSEN_SHANNON, alarm ? 0.03 : 0.004, 0.05, 0.1, Verdict.PASS, null),
            measure(Measure.NULL_SHARE, 0, 0.02, 0.05, Verdict.PASS, null)),
        alarm ? Verdict.WARN : Verdict.PASS,
        null);
  }

  static ColumnDrift origin(boolean alarm) {
    return categorical("origin", 220, alarm ? 0.814 : 0.03, alarm ? Verdict.DRIFT : Verdict.PASS);
  }

  private static ColumnDrift categorical(
      String column, int categories, double psi, Verdict verdict) {
    boolean alarm = verdict == Verdict.DRIFT;
    List<Bin> bins = new ArrayList<>();
    long rows = 0;
    for (int i = 0; i < categories; i++) {
      String code =
          "" + (char) ('A' + i % 26) + (char) ('A' + i / 26 * 3 % 26) + (char) ('A' + i * 7 % 26);
      long before = 22_000 / (i + 2);
      long after = alarm && i % 9 == 1 ? before / 3 : before + i % 5;
      rows += before;
      bins.add(new Bin(code, Bin.Role.CATEGORY, before, after));
    }
    bins.add(new Bin("other", Bin.Role.OTHER, 420, 433));
    bins.add(new Bin("unseen", Bin.Role.UNSEEN, 0, alarm ? 11_480 : 3));
    bins.add(new Bin("null", Bin.Role.NULL, 0, 0));
    return new ColumnDrift(
        column,
        ColumnKind.CATEGORICAL,
        "string",
        Importance.HIGH,
        SampleDrift.texts(rows + 420),
        SampleDrift.texts(rows + 900),
        bins,
        withDescribing(
            measure(
                Measure.PSI,
                psi,
                0.1,
                0.25,
                verdict,
                alarm ? "11,480 rows in categories that the reference has never seen" : null),
            measure(Measure.CHI_SQUARE, psi / 3, 0.05, 0.1, verdict, null),
            measure(Measure.JENSEN_SHANNON, psi / 4, 0.05, 0.1, verdict, null),
            measure(Measure.NULL_SHARE, 0, 0.02, 0.05, Verdict.PASS, null)),
        verdict,
        null);
  }

  private static List<MeasureResult> withDescribing(MeasureResult... measures) {
    List<MeasureResult> all = new ArrayList<>(List.of(measures));
    all.addAll(SampleDrift.describing());
    return all;
  }

  private static MeasureResult measure(
      Measure measure,
      double effect,
      double warn,
      double drift,
      Verdict verdict,
      @Nullable String note) {
    double p = effect > warn ? 0.0000012 : 0.38;
    return new MeasureResult(
        measure,
        effect,
        effect,
        effect,
        effect * 900,
        p,
        p,
        warn / 12,
        warn / 8,
        warn,
        drift,
        verdict,
        note);
  }

  private static ModelResult model(double auc) {
    return new ModelResult(
        "flights-gbt-0-a17f",
        0,
        false,
        new ModelCard(
            Task.BINARY,
            "gbt",
            Map.of("max_depth", "5"),
            "delay > 15",
            List.of("distance", "origin", "destination", "hour", "weekday"),
            "date >= 2026-02-20 00:00:00",
            79_830,
            42,
            evaluation(0.7223),
            importances(),
            List.of(),
            null),
        evaluation(auc),
        null,
        null);
  }

  private static Map<String, Double> importances() {
    Map<String, Double> importances = new LinkedHashMap<>();
    importances.put("distance", 0.31);
    importances.put("origin", 0.12);
    importances.put("destination", 0.22);
    importances.put("hour", 0.34);
    importances.put("weekday", 0.01);
    return importances;
  }

  private static Evaluation evaluation(double auc) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    metrics.put(Metric.AUC, auc);
    metrics.put(Metric.F1, auc - 0.21);
    metrics.put(Metric.PRECISION, Double.NaN);
    metrics.put(Metric.RECALL, auc - 0.3);
    metrics.put(Metric.LOG_LOSS, 1.19 - auc);
    return new Evaluation(Task.BINARY, 20_170, 0.2173, metrics, Map.of(), null, null, List.of());
  }
}
