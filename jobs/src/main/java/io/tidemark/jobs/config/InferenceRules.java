package io.tidemark.jobs.config;

import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import io.tidemark.training.estimation.EstimatedClasses;
import io.tidemark.training.estimation.EstimatedQuality;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules of {@code inference} that take more than one key, which a JSON Schema cannot say. */
final class InferenceRules {
  private static final List<Metric> OF_SCORES = List.of(Metric.AUC, Metric.LOG_LOSS, Metric.BRIER);
  private static final List<Metric> OF_NUMBERS = List.of(Metric.RMSE, Metric.MAE);
  private static final List<Metric> OF_CLASSES =
      List.of(
          Metric.ACCURACY,
          Metric.MACRO_F1,
          Metric.WEIGHTED_F1,
          Metric.MACRO_PRECISION,
          Metric.MACRO_RECALL,
          Metric.LOG_LOSS,
          Metric.BRIER);
  private static final List<Metric> ESTIMATED_OF_CLASSES =
      List.of(Metric.ACCURACY, Metric.MACRO_F1, Metric.MACRO_PRECISION, Metric.MACRO_RECALL);

  private final Inference inference;
  private final Task task;
  private final Map<String, String> problems = new LinkedHashMap<>();

  private InferenceRules(Inference inference) {
    this.inference = inference;
    this.task = InferenceSettings.task(inference);
  }

  /** What is wrong, by the JSON pointer of the key. */
  static Map<String, String> problems(Monitor monitor) {
    if (monitor.inference() == null) {
      return Map.of();
    }
    InferenceRules rules = new InferenceRules(monitor.inference());
    rules.checkReference();
    rules.checkColumns();
    rules.checkWindows();
    rules.checkThresholds(monitor);
    rules.checkQuality("quality", rules.inference.quality());
    rules.checkQuality("estimated", rules.inference.estimated());
    return rules.problems;
  }

  private void checkReference() {
    try {
      InferenceSettings.referenceTime(inference);
    } catch (TidemarkException e) {
      problem(
          "reference",
          "%s; %s, or name a stored `ref-` id"
              .formatted(String.valueOf(e.getMessage()), e.nextStep()));
    }
    if (inference.drift() != null && inference.reference() == null) {
      problem(
          "drift",
          "`inference.drift` is set, but there is no `inference.reference` to compare with; add"
              + " it");
    }
  }

  private void checkColumns() {
    needs("max_p95", inference.maxP95(), "latency", inference.latency());
    needs("max_p99", inference.maxP99(), "latency", inference.latency());
    needs("max_error_rate", inference.maxErrorRate(), "status", inference.status());
    needs("ok", inference.ok(), "status", inference.status());
    needs("quality", inference.quality(), "label", inference.label());
    if (task != Task.MULTICLASS || inference.probabilities() == null) {
      needs("estimated", inference.estimated(), "score", inference.score());
    }
    needs("estimated", inference.estimated(), "label", inference.label());
    if (task == Task.REGRESSION && inference.score() != null) {
      problem(
          "score",
          "`inference.score` is the probability of a positive label, which a regression does not"
              + " have; remove it");
    }
    if (task != Task.MULTICLASS && inference.probabilities() != null) {
      problem(
          "probabilities",
          "`inference.probabilities` are those of several classes, but the task is `%s`; set `task: multiclass`, or remove it"
              .formatted(task.key()));
    }
    if (inference.label() != null
        && (inference.label().equals(inference.prediction())
            || inference.label().equals(inference.score()))) {
      problem(
          "label",
          "`inference.label` is `%s`, which is what was predicted; name the column with what came true"
              .formatted(inference.label()));
    }
  }

  private void needs(
      String key, @Nullable Object value, String column, @Nullable String columnName) {
    if (value != null && columnName == null) {
      problem(
          key,
          "`inference.%s` is set, but there is no `inference.%s`; name that column, or remove it"
              .formatted(key, column));
    }
  }

  private void checkWindows() {
    int last = InferenceSettings.last(inference);
    if (inference.deciding() != null && inference.deciding() > last) {
      problem(
          "deciding",
          "`inference.deciding` is %d, but only the last %d windows are looked at; mend one of them"
              .formatted(inference.deciding(), last));
    }
  }

  private void checkThresholds(Monitor monitor) {
    try {
      DriftSettings.vet(InferenceSettings.outputs(monitor, inference, monitor.table(), null));
    } catch (IllegalArgumentException e) {
      problem("drift", "%s".formatted(String.valueOf(e.getMessage())));
    }
  }

  private void checkQuality(String key, Inference.@Nullable Quality quality) {
    if (quality == null) {
      return;
    }
    Metric metric = InferenceSettings.metric(inference, quality);
    boolean estimated = key.equals("estimated");
    if (estimated && task == Task.REGRESSION) {
      problem(key, "`inference.estimated` is for classifiers; remove it");
      return;
    }
    List<Metric> known = known(estimated);
    if (!known.contains(metric)) {
      problem(
          key + "/metric",
          "`inference.%s.metric` is `%s`, which is not %s of a %s model; choose one of %s"
              .formatted(
                  key,
                  metric.key(),
                  estimated ? "estimated" : "measured",
                  task.key(),
                  String.join(", ", known.stream().map(Metric::key).toList())));
      return;
    }
    String column = needed(metric, estimated);
    if (column != null) {
      problem(
          key,
          "`inference.%s` is about `%s`, which needs `inference.%s`; name that column, or choose another metric"
              .formatted(key, metric.key(), column));
    }
    checkLimits(key, quality, metric);
  }

  private List<Metric> known(boolean estimated) {
    return switch (task) {
      case BINARY -> EstimatedQuality.METRICS;
      case MULTICLASS -> estimated ? ESTIMATED_OF_CLASSES : OF_CLASSES;
      case REGRESSION -> OF_NUMBERS;
    };
  }

  /** The column that a metric needs and the log does not have; null for none. */
  private @Nullable String needed(Metric metric, boolean estimated) {
    if (task == Task.MULTICLASS) {
      boolean ofAll =
          estimated ? EstimatedClasses.METRICS.contains(metric) : OF_SCORES.contains(metric);
      return ofAll && inference.probabilities() == null ? "probabilities" : null;
    }
    return OF_SCORES.contains(metric) && inference.score() == null && !estimated ? "score" : null;
  }

  private void checkLimits(String key, Inference.Quality quality, Metric metric) {
    boolean more = metric.higherIsBetter();
    if ((more ? quality.max() : quality.min()) != null) {
      problem(
          key + (more ? "/max" : "/min"),
          "`inference.%s.%s` limits `%s` on the good side; give `%s`"
              .formatted(key, more ? "max" : "min", metric.key(), more ? "min" : "max"));
    }
    if (quality.min() == null && quality.max() == null && quality.maxDrop() == null) {
      problem(
          key,
          "`inference.%s` sets no limit; give `%s` or `max_drop`"
              .formatted(key, more ? "min" : "max"));
    }
    boolean ownReference =
        inference.reference() != null && !inference.reference().startsWith("ref-");
    if (quality.maxDrop() != null && quality.baseline() == null && !ownReference) {
      problem(
          key + "/max_drop",
          "`inference.%s.max_drop` is a drop from a `baseline`, or from the rows before a time in `inference.reference`; give one of them"
              .formatted(key));
    }
    if (quality.maxDrop() == null && quality.baseline() != null) {
      problem(
          key + "/baseline",
          "`inference.%s.baseline` has no meaning without `max_drop`; add it, or remove the baseline"
              .formatted(key));
    }
  }

  private void problem(String key, String text) {
    problems.merge("/inference/" + key, text, (first, next) -> first + "; besides, " + next);
  }
}
