package io.tidemark.reports;

import io.tidemark.training.Comparison;
import io.tidemark.training.Confusion;
import io.tidemark.training.Curves;
import io.tidemark.training.Curves.CalibrationBin;
import io.tidemark.training.Curves.Point;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Fairness;
import io.tidemark.training.GateReport;
import io.tidemark.training.GateResult;
import io.tidemark.training.GateStatus;
import io.tidemark.training.Interval;
import io.tidemark.training.Latency;
import io.tidemark.training.Metric;
import io.tidemark.training.ModelCard;
import io.tidemark.training.Provenance;
import io.tidemark.training.SliceQuality;
import io.tidemark.training.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Results of trainings. */
final class SampleModels {
  private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");

  private SampleModels() {}

  /** A challenger that a gate refuses, with everything that can be known of it. */
  static RunResult refused() {
    return training(Task.BINARY, "ORD", 0.71, false);
  }

  /** One that every gate lets through. */
  static RunResult accepted() {
    return training(Task.BINARY, "ORD", 0.78, true);
  }

  static RunResult multiclass() {
    return training(Task.MULTICLASS, "economy", 0.66, true);
  }

  static RunResult regression() {
    return training(Task.REGRESSION, "ORD", 18.2, true);
  }

  /** Every text is the text, and no number is defined. */
  static RunResult hostile(String text) {
    return training(Task.BINARY, text, Double.NaN, false);
  }

  private static RunResult training(Task task, String text, double value, boolean accepted) {
    ModelCard card =
        new ModelCard(
            task,
            "gbt",
            Map.of("max_depth", "5", text, text),
            text,
            List.of("distance", text),
            text,
            79_830,
            42,
            evaluation(task, text, value),
            Map.of("distance", 0.7, text, 0.3),
            List.of("feature `" + text + "` is hashed into 16 buckets"),
            new Provenance(
                "data/flights",
                "5a1c6f0e",
                3,
                text,
                text,
                99_800,
                "9f2c",
                "77aa",
                "c0ff",
                "0.1.0",
                START));
    ModelResult model =
        new ModelResult(
            "model-0123456789ab",
            3,
            true,
            card,
            evaluation(task, text, value),
            null,
            gates(task, text, value, accepted));
    String runId = "flights-train-v4-" + task.key() + accepted;
    return RunResult.builder(runId, "flights", "train", "dev")
        .verdict(
            accepted ? RunVerdict.PASS : RunVerdict.REJECTED,
            accepted
                ? "A model was trained; every gate lets it through."
                : "Refused by over_champion.")
        .time(START, START.plusSeconds(40))
        .rows(100_000L)
        .model(model)
        .phases(List.of(new Phase("model", 12_000)))
        .build();
  }

  private static GateReport gates(Task task, String text, double value, boolean accepted) {
    Metric metric = Metric.main(task);
    return new GateReport(
        "lake/golden@3",
        "model-aaaaaaaaaaaa",
        evaluation(task, text, value),
        evaluation(task, text, value - 0.02),
        new Comparison(
            metric, 20_000, value, value - 0.02, 0.02, false, new Interval(-0.004, 0.044), 0.95),
        task == Task.BINARY
            ? List.of(
                new Fairness(
                    List.of("origin"),
                    List.of(
                        new Fairness.Group(text, 12_000, 2_500, 0.21, 0.44, true),
                        new Fairness.Group("ATL", 7_900, 1_500, 0.17, Double.NaN, true),
                        new Fairness.Group("SEA", 12, 2, 0.5, 0.5, false)),
                    0.04,
                    0.81,
                    Double.NaN,
                    Double.NaN))
            : List.of(),
        new Latency(5_000, 0.004, 0.009, 0.031, 182_000),
        List.of(
            new GateResult(
                "minimum." + metric.key(), GateStatus.PASS, "at least 0.6", value, "it is"),
            new GateResult(
                "over_champion",
                accepted ? GateStatus.PASS : GateStatus.FAIL,
                "better by +0.01",
                0.02,
                "a gain of +0.02: " + text),
            new GateResult(
                "fairness.parity",
                accepted ? GateStatus.PASS : GateStatus.INSUFFICIENT_DATA,
                "at most 0.1",
                null,
                text)));
  }

  private static Evaluation evaluation(Task task, String text, double value) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    Map<Metric, Interval> intervals = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.of(task)) {
      metrics.put(metric, value);
      intervals.put(metric, new Interval(value - 0.01, value + 0.01));
    }
    List<SliceQuality> slices =
        List.of(
            new SliceQuality(List.of("origin"), List.of(text), 12_000, metrics),
            new SliceQuality(List.of("origin"), List.of("SEA"), 300, metrics));
    return new Evaluation(
        task,
        20_170,
        task == Task.BINARY ? 0.2173 : Double.NaN,
        metrics,
        intervals,
        task == Task.REGRESSION ? null : confusion(task, text),
        curves(task),
        slices);
  }

  private static Confusion confusion(Task task, String text) {
    List<String> classes =
        task == Task.BINARY ? List.of("0", "1") : List.of("business", text, "first");
    List<List<Long>> rows = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      int label = i;
      rows.add(
          IntStream.range(0, classes.size())
              .mapToObj(predicted -> label == predicted ? 4_100L : 312L * (predicted + 1))
              .toList());
    }
    return new Confusion(classes, rows);
  }

  private static Curves curves(Task task) {
    List<Point> roc = new ArrayList<>();
    List<Point> recall = new ArrayList<>();
    List<CalibrationBin> bins = new ArrayList<>();
    List<Point> errors = new ArrayList<>();
    for (int i = 0; i <= 20; i++) {
      double x = i / 20.0;
      if (task == Task.BINARY) {
        roc.add(new Point(x, Math.sqrt(x)));
        recall.add(new Point(1 - x, 0.2 + 0.7 * x));
      }
      errors.add(new Point(x, 80 * (x - 0.5) * (x - 0.5) * (x - 0.5)));
    }
    for (int i = 0; i < 10 && task != Task.MULTICLASS; i++) {
      bins.add(new CalibrationBin(2_017, 0.05 + 0.06 * i, 0.04 + 0.065 * i));
    }
    return new Curves(roc, recall, bins, task == Task.REGRESSION ? errors : List.of());
  }
}
