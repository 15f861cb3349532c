package io.tidemark.reports;

import io.tidemark.reports.InferenceResult.Alerts;
import io.tidemark.reports.InferenceResult.Calibration;
import io.tidemark.reports.InferenceResult.Figure;
import io.tidemark.reports.InferenceResult.Kind;
import io.tidemark.reports.InferenceResult.Reference;
import io.tidemark.reports.InferenceResult.VersionRows;
import io.tidemark.reports.InferenceResult.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results of a model in use. */
final class SampleInference {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private SampleInference() {}

  /** Three days: labelled, slow, and one without a row. */
  static RunResult monitored() {
    InferenceResult inference =
        new InferenceResult(
            "binary",
            "PT24H",
            List.of(labelled(), slow(), empty()),
            new Reference(
                START,
                40_000,
                40_000,
                List.of(figure("auc", Kind.REALISED, 40_000, 0.781, null, null))),
            new Alerts(1, 3, 0),
            RunVerdict.FAIL,
            "1 of 3 windows alerts.",
            List.of("The estimates assume that P(label | score) has not changed."));
    return run("monitor", RunVerdict.FAIL, inference, null);
  }

  /** A version that was scored. */
  static RunResult scored() {
    return run(
        "score",
        RunVerdict.PASS,
        null,
        new ScoringResult(
            "model-0123456789ab",
            "champion",
            3L,
            "lake/scored",
            990,
            "lake/unscored",
            10,
            List.of(new ScoringResult.Reason("feature(distance)", 10)),
            true,
            null));
  }

  private static Window labelled() {
    return window(
        0,
        12_000,
        List.of(
            figure("rows", Kind.OPERATION, 12_000, 12_000, ">= 1000", RunVerdict.PASS),
            figure("latency_p95", Kind.OPERATION, 12_000, 180.5, "<= 250", RunVerdict.PASS),
            figure("auc", Kind.REALISED, 11_800, 0.774, ">= 0.7", RunVerdict.PASS)),
        RunVerdict.PASS,
        RunVerdict.PASS);
  }

  private static Window slow() {
    return window(
        1,
        12_500,
        List.of(
            figure("rows", Kind.OPERATION, 12_500, 12_500, ">= 1000", RunVerdict.PASS),
            figure("latency_p95", Kind.OPERATION, 12_500, 410.0, "<= 250", RunVerdict.FAIL),
            new Figure(
                "auc",
                Kind.ESTIMATED,
                12_500,
                0.752,
                0.741,
                0.763,
                null,
                null,
                "no drift assumed")),
        RunVerdict.DRIFT,
        RunVerdict.FAIL);
  }

  private static Window empty() {
    return new Window(
        START.plus(2, ChronoUnit.DAYS),
        START.plus(3, ChronoUnit.DAYS),
        0,
        List.of(
            figure("rows", Kind.OPERATION, 0, 0, null, null),
            figure("latency_p95", Kind.OPERATION, 0, Double.NaN, null, null)),
        List.of(),
        null,
        null,
        RunVerdict.PASS);
  }

  private static Window window(
      int day, long rows, List<Figure> figures, RunVerdict drift, RunVerdict verdict) {
    return new Window(
        START.plus(day, ChronoUnit.DAYS),
        START.plus(day + 1, ChronoUnit.DAYS),
        rows,
        figures,
        List.of(new VersionRows("7", rows - 40), new VersionRows(null, 40)),
        new Calibration("isotonic", 40_000, 9_000, 0.013, "labelled rows of the reference"),
        drift,
        verdict);
  }

  private static Figure figure(
      String metric,
      Kind kind,
      long rows,
      double value,
      @Nullable String expected,
      @Nullable RunVerdict verdict) {
    return new Figure(metric, kind, rows, value, null, null, expected, verdict, null);
  }

  private static RunResult run(
      String command,
      RunVerdict verdict,
      @Nullable InferenceResult inference,
      @Nullable ScoringResult scoring) {
    RunResult calm = SampleResults.calm(1);
    return RunResult.builder(
            "flights-" + command + "-v1-0123456789ab", calm.monitor(), command, calm.environment())
        .verdict(verdict, "Done.")
        .time(calm.startedAt(), calm.finishedAt())
        .rows(37_000L)
        .pins(calm.pins())
        .inference(inference)
        .scoring(scoring)
        .phases(calm.phases())
        .build();
  }
}
