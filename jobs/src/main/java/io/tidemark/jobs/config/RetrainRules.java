package io.tidemark.jobs.config;

import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules of {@code retrain} that take more than one key, which a JSON Schema cannot say. */
final class RetrainRules {
  private final Monitor monitor;
  private final Map<String, String> problems = new LinkedHashMap<>();

  private RetrainRules(Monitor monitor) {
    this.monitor = monitor;
  }

  /** What is wrong, by the JSON pointer of the key. */
  static Map<String, String> problems(Monitor monitor) {
    RetrainRules rules = new RetrainRules(monitor);
    Retrain retrain = monitor.retrain();
    rules.checkDrop("quality_drop", retrain.qualityDrop());
    rules.checkDrop("estimated_drop", retrain.estimatedDrop());
    rules.checkModel("max_age", retrain.maxAge());
    rules.checkModel("new_labelled_rows", retrain.newLabelledRows());
    if (monitor.followsChampion()) {
      rules.checkFollows();
    }
    return rules.problems;
  }

  private void checkDrop(String key, Retrain.@Nullable Drop drop) {
    checkModel(key, drop);
    if (drop == null || monitor.training() == null) {
      return;
    }
    Task task = TrainingSettings.task(monitor.training());
    if (!drop.of().measures(task)) {
      problems.put(
          "/retrain/" + key + "/metric",
          "`retrain.%s.metric`: `%s` is not measured for task `%s`; its metrics are %s"
              .formatted(
                  key,
                  drop.metric(),
                  task.key(),
                  String.join(", ", Metric.of(task).stream().map(Metric::key).toList())));
    }
  }

  private void checkModel(String key, @Nullable Object rule) {
    if (rule != null && monitor.training() == null) {
      problems.put(
          "/retrain/" + key,
          "`retrain.%s` is about a model, but the monitor has no `training`; add it, or remove the rule"
              .formatted(key));
    }
  }

  private void checkFollows() {
    if (monitor.training() == null) {
      problems.put(
          "/reference",
          "`reference` follows the champion, but the monitor has no `training`, hence no champion; add it, or name the version alone");
    }
  }
}
