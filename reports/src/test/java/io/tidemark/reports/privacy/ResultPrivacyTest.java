package io.tidemark.reports.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.FailingRows;
import io.tidemark.checks.Severity;
import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.Bin;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.ColumnSummary;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.Importance;
import io.tidemark.drift.SliceDrift;
import io.tidemark.drift.SliceDriver;
import io.tidemark.drift.WindowDrift;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.reports.Failure;
import io.tidemark.reports.InferenceResult;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.ResultJson;
import io.tidemark.reports.RunReport;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.training.Confusion;
import io.tidemark.training.Curves;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Fairness;
import io.tidemark.training.GateReport;
import io.tidemark.training.GateResult;
import io.tidemark.training.GateStatus;
import io.tidemark.training.Metric;
import io.tidemark.training.ModelCard;
import io.tidemark.training.SliceQuality;
import io.tidemark.training.Task;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultPrivacyTest {
  private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
  private static final CategoryNames NAMES =
      new CategoryNames(
          "a key of sixteen characters or more".getBytes(StandardCharsets.UTF_8),
          List.of("carrier"));

  private static RunResult.Builder run() {
    return RunResult.builder("m-run-v1-0", "m", "run", "dev")
        .verdict(RunVerdict.PASS, "All is well.")
        .time(START, START.plusSeconds(20));
  }

  /** What is left of a result; its page and its JSON must not fail on what is not there. */
  private static RunResult hide(RunResult.Builder run) {
    RunResult shown = new ResultPrivacy(20, NAMES, "version").apply(run.build());
    assertThat(ResultJson.read(ResultJson.write(shown))).isEqualTo(shown);
    assertThat(RunReport.html(shown, List.of()).contains("Privacy mode: names of categories"))
        .isTrue();
    return shown;
  }

  private static ColumnDrift hide(ColumnDrift column) {
    return drift(List.of(column), List.of(), List.of(), List.of()).columns().get(0);
  }

  private static DriftResult drift(
      List<ColumnDrift> columns,
      List<SliceDrift> slices,
      List<SliceDriver> drivers,
      List<WindowDrift> windows) {
    DriftResult drift =
        new DriftResult(
            10_000,
            10_000,
            columns,
            0.5,
            0.3,
            Verdict.DRIFT,
            "1 of 2 columns drifted.",
            List.of(),
            slices,
            drivers,
            windows,
            null);
    return Objects.requireNonNull(hide(run().drift(drift)).drift());
  }

  private static ColumnDrift column(
      String name, ColumnKind kind, List<Bin> bins, MeasureResult... measures) {
    ColumnSummary summary = numbers(10_000, 0);
    return new ColumnDrift(
        name,
        kind,
        kind == ColumnKind.NUMERIC ? "double" : "string",
        Importance.NORMAL,
        summary,
        summary,
        bins,
        List.of(measures),
        Verdict.DRIFT,
        null);
  }

  private static ColumnSummary numbers(long rows, long nulls) {
    return new ColumnSummary(
        rows,
        nulls,
        0,
        1.0,
        99.0,
        50.0,
        10.0,
        new ColumnSummary.Numbers(
            0L,
            3L,
            500L,
            0.1,
            0.2,
            List.of(
                new ColumnSummary.Quantile(0.001, 2, 2),
                new ColumnSummary.Quantile(0.002, 3, 3),
                new ColumnSummary.Quantile(0.5, 50, 50),
                new ColumnSummary.Quantile(0.999, 98, 98))),
        new ColumnSummary.Lengths(1, 9, 5),
        100L);
  }

  private static MeasureResult measure(Measure measure, double effect, @Nullable String note) {
    return new MeasureResult(
        measure,
        effect,
        effect,
        effect,
        1,
        0.01,
        0.02,
        0.001,
        0.002,
        0.1,
        0.2,
        Verdict.DRIFT,
        note);
  }

  private static Bin category(String name, long reference, long current) {
    return new Bin(name, Bin.Role.CATEGORY, reference, current);
  }

  @Test
  void categoriesAreHashedAndThoseOfFewRowsBecomeOneWithTheTotalsKept() {
    List<Bin> bins =
        List.of(
            category("ATL", 6_000, 5_000),
            category("SEA", 3_000, 4_000),
            category("ORD", 400, 390),
            category("XYZ", 19, 30),
            new Bin("unseen", Bin.Role.UNSEEN, 0, 3),
            new Bin("null", Bin.Role.NULL, 7, 7));

    List<Bin> shown = hide(column("origin", ColumnKind.CATEGORICAL, bins)).bins();

    assertThat(shown)
        .containsExactly(
            category(NAMES.of("origin", "ATL"), 6_000, 5_000),
            category(NAMES.of("origin", "SEA"), 3_000, 4_000),
            new Bin("3 merged", Bin.Role.OTHER, 419, 423),
            new Bin("null", Bin.Role.NULL, 7, 7));
  }

  @Test
  void categoriesOfAColumnThatMayBeSeenKeepTheirNamesButFewRowsStayHidden() {
    List<Bin> bins =
        List.of(category("AA", 900, 900), category("DL", 20, 20), category("UA", 19, 21));

    assertThat(hide(column("carrier", ColumnKind.CATEGORICAL, bins)).bins())
        .containsExactly(category("AA", 900, 900), new Bin("2 merged", Bin.Role.OTHER, 39, 41));
  }

  @Test
  void anIntervalOfFewRowsIsJoinedWithTheSmallerNeighbour() {
    List<Bin> bins =
        List.of(
            new Bin("(-∞, 0)", Bin.Role.INTERVAL, 300, 3),
            new Bin("0", Bin.Role.INTERVAL, 500, 600),
            new Bin("(0, 10)", Bin.Role.INTERVAL, 400, 700),
            new Bin("[10, 20)", Bin.Role.INTERVAL, 20, 20),
            new Bin("[20, +∞)", Bin.Role.INTERVAL, 19, 19));

    assertThat(hide(column("x", ColumnKind.NUMERIC, bins)).bins())
        .containsExactly(
            new Bin("(-∞, 0]", Bin.Role.INTERVAL, 800, 603),
            new Bin("(0, 10)", Bin.Role.INTERVAL, 400, 700),
            new Bin("[10, +∞)", Bin.Role.INTERVAL, 39, 39));
  }

  @Test
  void aColumnOfFewRowsShowsNoCell() {
    assertThat(hide(column("x", ColumnKind.CATEGORICAL, List.of(category("a", 10, 5)))).bins())
        .isEmpty();
    assertThat(
            hide(column(
                    "x",
                    ColumnKind.NUMERIC,
                    List.of(
                        new Bin("(-∞, 0)", Bin.Role.INTERVAL, 3, 5),
                        new Bin("[0, +∞)", Bin.Role.INTERVAL, 3, 500))))
                .bins())
        .isEmpty();
  }

  @Test
  void notesNameHashesAndNeitherHiddenCellsNorNewCategories() {
    List<Bin> bins =
        List.of(
            category("A: 1%", 9_000, 8_000),
            category("B", 900, 1_900),
            category("C", 50, 50),
            category("D", 5, 5));
    String shares = ": 90.0% of the reference, 80.0% of the current data";

    List<MeasureResult> shown =
        hide(column(
                "origin",
                ColumnKind.CATEGORICAL,
                bins,
                measure(Measure.PSI, 0.3, "largest part in A: 1%" + shares),
                measure(
                    Measure.JENSEN_SHANNON,
                    0.3,
                    "largest part in C"
                        + shares
                        + "; known only between 0.0100 and 0.0200, which"
                        + " holds a threshold"),
                measure(
                    Measure.UNSEEN_SHARE,
                    0.02,
                    "0.0% unseen in the reference, 2.0% unseen in the current data: SECRET 1.0%"),
                measure(
                    Measure.NULL_SHARE,
                    0.02,
                    "0.0% null in the reference, 2.0% null in the current data"),
                measure(Measure.CHI_SQUARE, 0.3, "SECRET is a note that nobody knows")))
            .measures();

    assertThat(shown)
        .extracting(MeasureResult::note)
        .containsExactly(
            "largest part in " + NAMES.of("origin", "A: 1%") + shares,
            "largest part in a cell that is not shown; known only between 0.0100 and 0.0200, which"
                + " holds a threshold",
            "0.0% unseen in the reference, 2.0% unseen in the current data",
            "0.0% null in the reference, 2.0% null in the current data",
            null);
  }

  @Test
  void theShareOfUnseenCategoriesIsLeftOutWhereTheirCellIsHidden() {
    MeasureResult unseen = measure(Measure.UNSEEN_SHARE, 0.0019, null);
    List<Bin> few =
        List.of(
            category("a", 5_000, 5_000),
            category("b", 5_000, 4_981),
            new Bin("unseen", Bin.Role.UNSEEN, 0, 19));
    List<Bin> enough =
        List.of(category("a", 5_000, 4_980), new Bin("unseen", Bin.Role.UNSEEN, 0, 20));

    assertThat(hide(column("x", ColumnKind.CATEGORICAL, few, unseen)).measures()).isEmpty();
    assertThat(hide(column("x", ColumnKind.CATEGORICAL, enough, unseen)).measures()).hasSize(1);
    assertThat(hide(column("x", ColumnKind.CATEGORICAL, List.of(), unseen)).measures()).isEmpty();
  }

  @Test
  void aGapBeyondWhichThereAreFewRowsIsNotPlaced() {
    String far = "largest gap up to 98.5: 99.9% of the reference, 95.0% of the current data";
    String amid = "largest gap below 50: 40.0% of the reference, 60.0% of the current data";

    assertThat(
            hide(column(
                    "x",
                    ColumnKind.NUMERIC,
                    List.of(),
                    measure(Measure.KS, 0.05, far),
                    measure(Measure.KS, 0.2, amid + "; equal values: p is an upper bound")))
                .measures())
        .extracting(MeasureResult::note)
        .containsExactly(null, amid + "; equal values: p is an upper bound");
  }

  @Test
  void smallestLargestAndOuterValuesAreThoseOfFewRows() {
    ColumnSummary shown =
        Objects.requireNonNull(hide(column("x", ColumnKind.NUMERIC, List.of())).current());

    assertThat(shown.min()).isNull();
    assertThat(shown.max()).isNull();
    assertThat(shown.lengths()).isNull();
    assertThat(shown.mean()).isEqualTo(50.0);
    ColumnSummary.Numbers numbers = Objects.requireNonNull(shown.numbers());
    assertThat(numbers.quantiles())
        .extracting(ColumnSummary.Quantile::q)
        .containsExactly(0.002, 0.5);
    assertThat(numbers.zeros()).isNull();
    assertThat(numbers.infinities()).isZero();
    assertThat(numbers.negatives()).isEqualTo(500);
    assertThat(
            Objects.requireNonNull(hide(column("carrier", ColumnKind.NUMERIC, List.of())).current())
                .max())
        .isEqualTo(99.0);
  }

  @Test
  void aColumnWithFewValuesHasNoSummary() {
    ColumnDrift few =
        new ColumnDrift(
            "x",
            ColumnKind.NUMERIC,
            "double",
            Importance.NORMAL,
            numbers(10_000, 9_980),
            numbers(10_000, 9_981),
            List.of(),
            List.of(),
            Verdict.PASS,
            null);

    ColumnDrift shown = hide(few);

    assertThat(Objects.requireNonNull(shown.reference()).mean()).isEqualTo(50.0);
    ColumnSummary current = Objects.requireNonNull(shown.current());
    assertThat(current.mean()).isNull();
    assertThat(current.numbers()).isNull();
    assertThat(current.distinct()).isNull();
  }

  private static SliceDrift slice(String name, long reference, long current, Verdict verdict) {
    return new SliceDrift(
        List.of("origin", "carrier"),
        List.of(name, "AA"),
        reference,
        current,
        List.of(column("x", ColumnKind.NUMERIC, List.of())),
        verdict,
        null);
  }

  @Test
  void slicesOfFewRowsBecomeOneWithoutFiguresAndDriveNothing() {
    List<String> keys = List.of("origin", "carrier");
    DriftResult shown =
        drift(
            List.of(),
            List.of(
                slice("ATL", 900, 800, Verdict.PASS),
                slice("SECRET-1", 19, 400, Verdict.DRIFT),
                slice("SEA", 20, 20, Verdict.PASS)),
            List.of(
                new SliceDriver("x", keys, List.of("ATL", "AA"), 0.1, 0.5, 1),
                new SliceDriver("x", keys, List.of("SECRET-1", "AA"), 0.1, 0.4, 2),
                new SliceDriver("x", keys, List.of(), 0.1, 0.1, 3)),
            List.of());

    assertThat(shown.slices()).hasSize(2);
    SliceDrift kept = shown.slices().get(0);
    assertThat(kept.values()).containsExactly(NAMES.of("origin", "ATL"), "AA");
    assertThat(kept.columns()).hasSize(1);
    SliceDrift merged = shown.slices().get(1);
    assertThat(merged.values()).containsExactly("2 merged", "2 merged");
    assertThat(merged.referenceRows()).isEqualTo(39);
    assertThat(merged.currentRows()).isEqualTo(420);
    assertThat(merged.columns()).isEmpty();
    assertThat(merged.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(shown.drivers()).extracting(SliceDriver::rank).containsExactly(1, 3);
  }

  private static WindowDrift window(int day, long rows) {
    Instant from = START.plusSeconds(86_400L * day);
    return new WindowDrift(from, from.plusSeconds(86_400), rows, List.of(), 0, Verdict.PASS);
  }

  @Test
  void aWindowOfFewRowsIsLeftOutWithTheNextSmallest() {
    DriftResult shown =
        drift(
            List.of(),
            List.of(),
            List.of(),
            List.of(window(0, 500), window(1, 19), window(2, 60), window(3, 0)));

    assertThat(shown.windows()).extracting(WindowDrift::rows).containsExactly(500L, 0L);
  }

  private static CheckResult check(
      String id,
      String kind,
      @Nullable Double actual,
      @Nullable Long failing,
      @Nullable Long rows,
      String message) {
    return new CheckResult(
        id,
        kind,
        List.of("origin"),
        Severity.ERROR,
        CheckStatus.FAIL,
        "one of [ATL, SEA] for >= 0.9 of values",
        actual,
        message,
        id,
        null,
        failing,
        rows);
  }

  private static List<CheckResult> hidden(CheckResult... checks) {
    RunResult shown = hide(run().checks(new SuiteResult(List.of(checks))));
    return Objects.requireNonNull(shown.checks()).results();
  }

  @Test
  void aCheckShowsNoFigureOfFewRows() {
    List<CheckResult> shown =
        hidden(
            check("a", "range", 0.98, 20L, 1_000L, "20 fail"),
            check("b", "range", 0.981, 19L, 1_000L, "SECRET: 19 fail"),
            check("c", "range", 0.019, 981L, 1_000L, "SECRET: 19 pass"),
            check("d", "mean", 51.0, null, 19L, "SECRET: mean of 19 is 51"),
            check("e", "completeness", 0.981, 19L, 1_000L, "19 are missing"),
            check("f", "maximum", 99.0, null, 1_000L, "SECRET: 99"));

    assertThat(shown)
        .extracting(CheckResult::actual)
        .containsExactly(0.98, null, null, null, 0.981, null);
    assertThat(shown)
        .extracting(CheckResult::failingRows)
        .containsExactly(20L, null, null, null, 19L, null);
    assertThat(shown).extracting(CheckResult::status).containsOnly(CheckStatus.FAIL);
    assertThat(shown).extracting(CheckResult::message).noneMatch(m -> m.contains("SECRET"));
    assertThat(shown.get(1).message())
        .startsWith("fewer than 20 rows fail, so that the figure is not shown; expected ");
  }

  @Test
  void theRulesOfChecksQuoteNoCategory() {
    List<CheckResult> shown =
        hidden(
            check(
                "allowed_values(origin)",
                "allowed_values",
                0.5,
                500L,
                1_000L,
                "share of good values in `origin` is 0.5 (1,000 rows where dest = 'SECRET');"
                    + " expected one of [SECRET-a, b] for >= 0.9 of values"),
            check(
                "satisfies(x) where dest = 'SECRET'",
                "satisfies",
                null,
                null,
                null,
                "`x` could not be computed: the value 'SECRET' of \"STRING\" is no \"INT\""));

    assertThat(shown.get(0).expected())
        .isEqualTo("one of the values of the monitor file for >= 0.9 of values");
    assertThat(shown.toString()).doesNotContain("SECRET").contains("\"STRING\"");
  }

  @Test
  void quarantineIsNotToldOfWhereFewRowsAreInItAndFewOfACheckAreLeftOut() {
    FailingRows many = new FailingRows("lake/q", 40, null, null, Map.of("a", 25L, "b", 40L));
    FailingRows few = new FailingRows("lake/q", 19, "lake/clean", 981L, Map.of());

    assertThat(hide(run().checks(new SuiteResult(List.of(), many))).checks())
        .isEqualTo(
            new SuiteResult(
                List.of(), new FailingRows("lake/q", 40, null, null, Map.of("b", 40L))));
    assertThat(hide(run().checks(new SuiteResult(List.of(), few))).checks())
        .isEqualTo(new SuiteResult(List.of()));
  }

  private static Evaluation evaluation(Task task, Confusion confusion) {
    Map<Metric, Double> metrics = Map.of(Metric.main(task), 0.7);
    return new Evaluation(
        task,
        10_000,
        task == Task.BINARY ? 0.2 : Double.NaN,
        metrics,
        Map.of(),
        confusion,
        new Curves(
            List.of(),
            List.of(),
            List.of(
                new Curves.CalibrationBin(19, 0.1, 0.5),
                new Curves.CalibrationBin(1_000, 0.1, 0.019),
                new Curves.CalibrationBin(1_000, 0.1, 0.2)),
            List.of()),
        List.of(
            new SliceQuality(List.of("origin"), List.of("ATL"), 500, metrics),
            new SliceQuality(List.of("origin"), List.of("SECRET-1"), 19, metrics),
            new SliceQuality(List.of("origin"), List.of("SECRET-2"), 21, metrics)));
  }

  private static ModelResult model(Task task, Confusion confusion, @Nullable GateReport gates) {
    ModelCard card =
        new ModelCard(
            task,
            "logistic_regression",
            Map.of(),
            "kind",
            List.of("a"),
            "date >= '2001-01-25'",
            8_000,
            1,
            evaluation(task, confusion),
            Map.of(),
            List.of(
                "held-out rows of SECRET-1, SECRET-2, which no training row has, count as predicted"
                    + " wrong",
                "no held-out row has SECRET-3",
                "rows are weighted by class in training: SECRET-1 by 2, SECRET-2 by 0.5",
                "feature `a` is constant"),
            null);
    RunResult shown =
        hide(run().model(new ModelResult("model-1", 0, true, card, null, null, gates)));
    return Objects.requireNonNull(shown.model());
  }

  private static Confusion confusion(List<String> classes, long... cells) {
    List<List<Long>> rows = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      List<Long> row = new ArrayList<>();
      for (int j = 0; j < classes.size(); j++) {
        row.add(cells[i * classes.size() + j]);
      }
      rows.add(row);
    }
    return new Confusion(classes, rows);
  }

  @Test
  void classesAreHashedAndThoseWithSmallCellsBecomeOne() {
    Confusion all =
        confusion(
            List.of("SECRET-1", "SECRET-2", "SECRET-3", "SECRET-4"),
            400,
            30,
            20,
            40, //
            50,
            300,
            5,
            60, //
            20,
            8,
            90,
            70, //
            30,
            40,
            25,
            80);

    Evaluation shown = model(Task.MULTICLASS, all, null).card().heldOut();

    assertThat(shown.confusion())
        .isEqualTo(
            confusion(
                List.of(NAMES.of("kind", "SECRET-1"), NAMES.of("kind", "SECRET-2"), "2 merged"),
                400,
                30,
                60, //
                50,
                300,
                65, //
                50,
                48,
                265));
  }

  @Test
  void aMatrixOfTwoClassesIsShownWholeOrNotAtAll() {
    List<String> classes = List.of("0", "1");

    assertThat(
            model(Task.BINARY, confusion(classes, 900, 20, 30, 40), null)
                .card()
                .heldOut()
                .confusion())
        .isEqualTo(confusion(classes, 900, 20, 30, 40));
    assertThat(
            model(Task.BINARY, confusion(classes, 900, 19, 30, 40), null)
                .card()
                .heldOut()
                .confusion())
        .isNull();
  }

  @Test
  void aModelNamesNoClassOrSliceAndShowsNoneOfFewRows() {
    ModelResult shown = model(Task.BINARY, confusion(List.of("0", "1"), 900, 20, 30, 40), null);

    assertThat(shown.card().heldOut().slices())
        .extracting(SliceQuality::values)
        .containsExactly(List.of(NAMES.of("origin", "ATL")));
    assertThat(Objects.requireNonNull(shown.card().heldOut().curves()).calibration())
        .containsExactly(new Curves.CalibrationBin(1_000, 0.1, 0.2));
    ModelResult classes =
        model(Task.MULTICLASS, confusion(List.of("SECRET-1", "SECRET-2"), 90, 20, 30, 40), null);
    assertThat(classes.toString()).doesNotContain("SECRET", "2001-01-25");
    assertThat(classes.card().notes()).hasSize(4).contains("feature `a` is constant");
  }

  @Test
  void anEvaluationOnFewRowsHasItsMetricsUndefined() {
    Evaluation few =
        new Evaluation(
            Task.BINARY, 19, 0.2, Map.of(Metric.AUC, 0.7), Map.of(), null, null, List.of());
    ModelResult some = model(Task.BINARY, confusion(List.of("0", "1"), 900, 20, 30, 40), null);
    RunResult shown =
        hide(run().model(new ModelResult("model-1", 0, true, some.card(), few, null, null)));

    Evaluation current = Objects.requireNonNull(Objects.requireNonNull(shown.model()).current());

    assertThat(current.metrics()).containsOnlyKeys(Metric.AUC);
    assertThat(current.value(Metric.AUC)).isNaN();
    assertThat(current.positiveShare()).isNaN();
  }

  @Test
  void gatesNameHashesAndNoGroupOfFewRows() {
    Evaluation challenger = evaluation(Task.BINARY, confusion(List.of("0", "1"), 90, 20, 30, 40));
    Fairness fairness =
        new Fairness(
            List.of("origin"),
            List.of(
                new Fairness.Group("ATL", 900, 300, 0.3, 0.4, true),
                new Fairness.Group("SEA", 800, 200, 0.4, 0.5, true),
                new Fairness.Group("SECRET-1", 300, 19, 0.5, 0.6, true),
                new Fairness.Group("SECRET-2", 200, 90, 0.5, 0.6, true)),
            0.1,
            0.8,
            0.1,
            0.8);
    GateReport report =
        new GateReport(
            "lake/golden@3",
            null,
            challenger,
            null,
            null,
            List.of(fairness),
            null,
            List.of(
                gate(
                    "slices.auc",
                    "the worst of 3 slices is origin=SECRET-1 with AUC 0.7 on 19 rows"),
                gate("slices.auc", "the worst of 3 slices is origin=ATL with AUC 0.7 on 500 rows"),
                gate(
                    "fairness.origin.parity_ratio",
                    "the ratio is 0.8; it must be at least 0.9 (ATL: 0.3 of 900 rows; SEA: 0.4 of"
                        + " 800 rows; of 4 groups 4 are judged)"),
                gate(
                    "fairness.origin.opportunity_ratio",
                    "the ratio is 0.8; it must be at least 0.9 (ATL: 0.3 of 900 rows; SECRET-1: 0.4"
                        + " of 300 rows; of 4 groups 4 are judged)")));

    GateReport shown =
        Objects.requireNonNull(
            model(Task.BINARY, confusion(List.of("0", "1"), 90, 20, 30, 40), report).gates());

    assertThat(shown.fairness().get(0).groups())
        .extracting(Fairness.Group::name)
        .containsExactly(NAMES.of("origin", "ATL"), NAMES.of("origin", "SEA"));
    assertThat(shown.gates())
        .extracting(GateResult::message)
        .containsExactly(
            "the worst of 3 slices is one that is not shown",
            "the worst of 3 slices is origin="
                + NAMES.of("origin", "ATL")
                + " with AUC 0.7 on 500 rows",
            "the ratio is 0.8; it must be at least 0.9 ("
                + NAMES.of("origin", "ATL")
                + ": 0.3 of 900 rows; "
                + NAMES.of("origin", "SEA")
                + ": 0.4 of 800 rows; of 4 groups 4 are judged)",
            "the figure is of a group that is not shown");
    assertThat(shown.gates()).extracting(GateResult::actual).containsExactly(null, 0.5, 0.5, null);
    assertThat(shown.fairness().get(0).parityRatio()).isNaN();
  }

  private static GateResult gate(String name, String message) {
    return new GateResult(name, GateStatus.FAIL, "expected", 0.5, message);
  }

  @Test
  void anInferenceLogShowsNoWindowFigureOrVersionOfFewRows() {
    InferenceResult.Window window =
        new InferenceResult.Window(
            START,
            START.plusSeconds(3_600),
            1_000,
            List.of(figure("auc", 19), figure("error_rate", 1_000)),
            List.of(
                new InferenceResult.VersionRows("SECRET-1", 900),
                new InferenceResult.VersionRows("SECRET-2", 80),
                new InferenceResult.VersionRows(null, 20)),
            new InferenceResult.Calibration("raw", 900, 881, 0.1, "the reference"),
            null,
            RunVerdict.PASS);
    InferenceResult.Window few =
        new InferenceResult.Window(
            START.plusSeconds(3_600),
            START.plusSeconds(7_200),
            19,
            List.of(figure("rows", 19)),
            List.of(),
            null,
            null,
            RunVerdict.PASS);
    InferenceResult.Window other =
        new InferenceResult.Window(
            START.plusSeconds(7_200),
            START.plusSeconds(10_800),
            500,
            List.of(),
            List.of(),
            null,
            null,
            RunVerdict.PASS);
    InferenceResult log =
        new InferenceResult(
            "binary",
            "PT1H",
            List.of(window, few, other),
            null,
            new InferenceResult.Alerts(0, 3, 0),
            RunVerdict.PASS,
            "None of 3 windows alert.",
            List.of());

    InferenceResult shown = Objects.requireNonNull(hide(run().inference(log)).inference());

    assertThat(shown.windows()).hasSize(1);
    assertThat(shown.windows().get(0).figures())
        .extracting(InferenceResult.Figure::metric)
        .containsExactly("error_rate");
    assertThat(shown.windows().get(0).calibration()).isNull();
    assertThat(shown.windows().get(0).versions())
        .containsExactly(
            new InferenceResult.VersionRows(NAMES.of("version", "SECRET-1"), 900),
            new InferenceResult.VersionRows(NAMES.of("version", "SECRET-2"), 80),
            new InferenceResult.VersionRows(null, 20));
  }

  private static InferenceResult.Figure figure(String metric, long rows) {
    return new InferenceResult.Figure(
        metric, InferenceResult.Kind.OPERATION, rows, 0.5, null, null, null, null, null);
  }

  @Test
  void aFailureQuotesNoValueAndSaysSoOnItsPage() {
    RunResult shown =
        hide(
            RunResult.builder("m-run-error", "m", "run", "dev")
                .verdict(RunVerdict.ERROR, "the value 'SECRET' cannot be cast")
                .time(START, START)
                .failure(
                    new Failure(
                        "CRASH",
                        "the value 'SECRET' cannot be cast",
                        "\"(name = SECRET)\" is wrong",
                        "mend it")));

    assertThat(shown.toString()).doesNotContain("SECRET").contains("cannot be cast");
    assertThat(Objects.requireNonNull(shown.privacy()).inWords())
        .isEqualTo(
            "Privacy mode: names of categories are hashed (but those of carrier), and figures of"
                + " fewer than 20 rows are not shown.");
  }
}
