package io.tidemark.jobs.config;

import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules of {@code training.gates} that take more than one key, which a JSON Schema cannot say. */
final class GateProblems {
  private final Monitor.Training training;
  private final GateSettings gates;
  private final Task task;
  private final Map<String, String> problems = new LinkedHashMap<>();

  private GateProblems(Monitor.Training training, GateSettings gates) {
    this.training = training;
    this.gates = gates;
    this.task = TrainingSettings.task(training);
  }

  /** What is wrong, by the JSON pointer of the key. */
  static Map<String, String> find(Monitor monitor) {
    Monitor.Training training = monitor.training();
    if (training == null || training.gates() == null) {
      return Map.of();
    }
    GateProblems found = new GateProblems(training, training.gates());
    found.checkMetrics();
    found.checkGolden();
    found.checkOnlyBinary();
    found.checkNotEmpty();
    return found.problems;
  }

  private void add(String key, String text) {
    problems.putIfAbsent("/training/gates/" + key, text);
  }

  private void checkMetrics() {
    fit("minimum", gates.minimum());
    fit("maximum", gates.maximum());
    if (gates.slices() != null) {
      fit("slices/worst", gates.slices().worst());
      if (training.slices() == null || training.slices().isEmpty()) {
        add(
            "slices",
            "`training.gates.slices` needs slices; name columns in `training.slices`, or remove it");
      }
    }
    if (gates.overChampion() != null && gates.overChampion().metric() != null) {
      fit("over_champion/metric", GateSettings.metric(gates.overChampion().metric()));
    }
  }

  private void fit(String key, @Nullable Map<String, Double> values) {
    if (values != null) {
      values.keySet().forEach(name -> fit(key + "/" + name, GateSettings.metric(name)));
    }
  }

  private void fit(String key, Metric metric) {
    if (!metric.measures(task)) {
      add(
          key,
          "`%s` is not measured for task `%s`; its metrics are %s"
              .formatted(
                  metric.key(),
                  task.key(),
                  String.join(", ", Metric.of(task).stream().map(Metric::key).toList())));
    }
  }

  private void checkGolden() {
    if (training.golden() == null) {
      needsGolden("over_champion", gates.overChampion());
      needsGolden("slices", gates.slices());
      needsGolden("fairness", gates.fairness());
      needsGolden("latency", gates.latency());
    }
  }

  private void needsGolden(String key, @Nullable Object gate) {
    if (gate != null) {
      add(
          key,
          "`training.gates.%s` needs rows to judge models on; name a table and version in `training.golden`"
              .formatted(key));
    }
  }

  private void checkOnlyBinary() {
    onlyBinary("fairness", gates.fairness());
    onlyBinary("calibration", gates.calibration());
  }

  private void onlyBinary(String key, @Nullable Object gate) {
    if (gate != null && task != Task.BINARY) {
      add(
          key,
          "`training.gates.%s` is for task `binary`, but the task is `%s`; remove it"
              .formatted(key, task.key()));
    }
  }

  private void checkNotEmpty() {
    GateSettings.Fairness fair = gates.fairness();
    if (fair != null
        && fair.maxParityDifference() == null
        && fair.minParityRatio() == null
        && fair.maxOpportunityDifference() == null
        && fair.minOpportunityRatio() == null) {
      add(
          "fairness",
          "`training.gates.fairness` sets no limit; set one of `max_parity_difference`, `min_parity_ratio`, `max_opportunity_difference`, `min_opportunity_ratio`");
    }
    GateSettings.Latency fast = gates.latency();
    if (fast != null
        && fast.maxP95Ms() == null
        && fast.maxP99Ms() == null
        && fast.minRowsPerSecond() == null) {
      add(
          "latency",
          "`training.gates.latency` sets no limit; set one of `max_p95_ms`, `max_p99_ms`, `min_rows_per_second`");
    }
  }
}
