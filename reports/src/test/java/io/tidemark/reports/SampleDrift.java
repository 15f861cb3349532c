package io.tidemark.reports;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.ColumnSummary;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.Importance;
import io.tidemark.drift.Role;
import io.tidemark.drift.RoleDrift;
import io.tidemark.drift.SliceDrift;
import io.tidemark.drift.SliceDriver;
import io.tidemark.drift.WindowDrift;
import io.tidemark.drift.multivariate.MultivariateDrift;
import io.tidemark.drift.multivariate.MultivariateDrift.Contribution;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Slices, windows, roles and columns together, made up but of a real run's shape. */
final class SampleDrift {
  private static final double NONE = Double.POSITIVE_INFINITY;

  private SampleDrift() {}

  /** The drift with slices, windows, roles and columns together. */
  static DriftResult withEverything(DriftResult drift, int windows) {
    return new DriftResult(
            drift.referenceRows(),
            drift.currentRows(),
            drift.columns(),
            drift.driftedShare(),
            drift.maxDriftedShare(),
            drift.verdict(),
            drift.reason(),
            List.of(
                new RoleDrift(Role.FEATURE, List.of("distance", "origin"), 0.53, Verdict.DRIFT),
                new RoleDrift(Role.TARGET, List.of("delay"), 1, Verdict.DRIFT),
                new RoleDrift(Role.PREDICTION, List.of("score"), 0, Verdict.PASS)),
            slices(),
            drivers(),
            windows(windows),
            null)
        .with(together());
  }

  /** The drift with windows that have all of its columns, with all that is known of them. */
  static DriftResult withWindows(DriftResult drift, int count) {
    List<WindowDrift> windows =
        windows(count).stream()
            .map(
                w ->
                    new WindowDrift(
                        w.from(), w.to(), w.rows(), drift.columns(), w.driftedShare(), w.verdict()))
            .toList();
    return new DriftResult(
        drift.referenceRows(),
        drift.currentRows(),
        drift.columns(),
        drift.driftedShare(),
        drift.maxDriftedShare(),
        drift.verdict(),
        drift.reason(),
        List.of(),
        slices(),
        drivers(),
        windows,
        null);
  }

  /** Calm runs of the versions before one, newest first. */
  static List<RunResult> past(long version) {
    return past(version, SampleResults::calm);
  }

  /** Runs of the versions before one, newest first, as many as a page looks back on. */
  static List<RunResult> past(long version, LongFunction<RunResult> run) {
    return LongStream.range(1, version)
        .map(before -> version - before)
        .limit(RunReport.MOST_PAST)
        .mapToObj(run)
        .toList();
  }

  /** Every text is {@code text}. */
  static DriftResult hostile(DriftResult drift, String text) {
    MultivariateDrift together =
        new MultivariateDrift(
            List.of(text),
            1,
            1,
            List.of(
                new MultivariateDrift.Test(
                    MultivariateDrift.Method.PCA_RECONSTRUCTION,
                    Double.NaN,
                    0,
                    NONE,
                    1,
                    0.1,
                    0.2,
                    Verdict.ERROR,
                    List.of(new Contribution(text, Double.NaN)))),
            Verdict.ERROR,
            text);
    List<ColumnDrift> columns = List.of(column(text, 0.4, Verdict.DRIFT));
    return new DriftResult(
        drift.referenceRows(),
        drift.currentRows(),
        drift.columns(),
        drift.driftedShare(),
        drift.maxDriftedShare(),
        drift.verdict(),
        drift.reason(),
        List.of(new RoleDrift(Role.TARGET, List.of(text), Double.NaN, Verdict.ERROR)),
        List.of(
            new SliceDrift(
                List.of(text, "b"), Arrays.asList(text, null), 1, 1, columns, Verdict.ERROR, text)),
        List.of(new SliceDriver(text, List.of(text), List.of(text), 1, Double.NaN, 1)),
        List.of(
            new WindowDrift(
                SampleResults.START,
                SampleResults.START.plusSeconds(60),
                1,
                columns,
                Double.NaN,
                Verdict.ERROR)),
        together);
  }

  /** A numeric summary in which everything is known. */
  static ColumnSummary numbers(long rows, double shift) {
    return new ColumnSummary(
        rows,
        1_260,
        0,
        -61.0,
        1_236.0,
        12.3381 + shift,
        38.2204,
        new ColumnSummary.Numbers(
            2L,
            5_400L,
            43_170L,
            5.31,
            61.22,
            List.of(
                new ColumnSummary.Quantile(0.01, -19, -19),
                new ColumnSummary.Quantile(0.5, 1.25 + shift, 1.5 + shift),
                new ColumnSummary.Quantile(0.99, 171, 174))),
        null,
        1_021L);
  }

  /** A summary of texts. */
  static ColumnSummary texts(long rows) {
    return new ColumnSummary(
        rows, 0, 0, null, null, null, null, null, new ColumnSummary.Lengths(3, 4, 3.004), 224L);
  }

  /** Measures that only describe. */
  static List<MeasureResult> describing() {
    return List.of(
        measure(Measure.TOTAL_VARIATION, 0.0831, NONE, NONE, Verdict.PASS),
        measure(Measure.L_INFINITY, 0.0411, NONE, NONE, Verdict.PASS));
  }

  private static List<SliceDrift> slices() {
    List<SliceDrift> slices = new ArrayList<>();
    String[] airports = {"ATL", "ORD", "DFW", "LAX"};
    for (int i = 0; i < airports.length; i++) {
      Verdict verdict = i == 1 ? Verdict.DRIFT : i == 2 ? Verdict.WARN : Verdict.PASS;
      slices.add(
          new SliceDrift(
              List.of("origin"),
              List.of(airports[i]),
              6_100 - 700L * i,
              6_200 - 600L * i,
              List.of(
                  column("delay", i == 1 ? 0.62 : 0.12 - 0.03 * i, verdict),
                  column("distance", 0.01, Verdict.PASS)),
              verdict,
              null));
    }
    slices.add(
        new SliceDrift(
            List.of("origin", "carrier"),
            Arrays.asList("SEA", (String) null),
            40,
            31,
            List.of(),
            Verdict.INSUFFICIENT_DATA,
            "the slice has 40 rows in the reference and 31 now, fewer than 1,000"));
    return slices;
  }

  private static List<SliceDriver> drivers() {
    return List.of(
        new SliceDriver("delay", List.of("origin"), List.of("ORD"), 0.19, 0.61, 1),
        new SliceDriver("delay", List.of("origin"), List.of("DFW"), 0.05, 0.16, 2),
        new SliceDriver("delay", List.of("origin"), List.of(), -0.01, -0.03, 3),
        new SliceDriver("origin", List.of("origin"), List.of("ATL"), 0.3, 0.37, 1));
  }

  private static List<WindowDrift> windows(int count) {
    Instant start = Instant.parse("2026-03-01T00:00:00Z");
    List<WindowDrift> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double psi = 0.02 + (i % 11 == 7 ? 0.4 : 0.004 * (i % 7));
      Verdict verdict = psi > 0.25 ? Verdict.DRIFT : Verdict.PASS;
      windows.add(
          new WindowDrift(
              start.plus(Duration.ofDays(i)),
              start.plus(Duration.ofDays(i + 1)),
              3_100 + i,
              List.of(column("delay", psi, verdict), column("distance", psi / 9, Verdict.PASS)),
              verdict == Verdict.DRIFT ? 0.57 : 0,
              verdict));
    }
    return windows;
  }

  private static MultivariateDrift together() {
    return new MultivariateDrift(
        List.of("delay", "distance", "origin"),
        50_000,
        50_120,
        List.of(
            new MultivariateDrift.Test(
                MultivariateDrift.Method.PCA_RECONSTRUCTION,
                0.031,
                0,
                0.02,
                0.011,
                0.1,
                0.25,
                Verdict.PASS,
                List.of(new Contribution("distance", 1))),
            new MultivariateDrift.Test(
                MultivariateDrift.Method.DOMAIN_CLASSIFIER,
                0.713,
                0.5,
                0.507,
                0.0004,
                0.55,
                0.65,
                Verdict.DRIFT,
                List.of(
                    new Contribution("delay", 0.71),
                    new Contribution("origin", 0.25),
                    new Contribution("distance", 0.04)))),
        Verdict.DRIFT,
        null);
  }

  private static ColumnDrift column(String name, double psi, Verdict verdict) {
    return new ColumnDrift(
        name,
        ColumnKind.NUMERIC,
        "int",
        Importance.NORMAL,
        null,
        null,
        List.of(),
        List.of(measure(Measure.PSI, psi, 0.1, 0.25, verdict)),
        verdict,
        null);
  }

  private static MeasureResult measure(
      Measure measure, double effect, double warn, double drift, Verdict verdict) {
    return new MeasureResult(
        measure, effect, effect, effect, effect, 0.2, 0.3, 0.01, 0.02, warn, drift, verdict, null);
  }
}
