package io.tidemark.jobs.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rules of {@code drift} that take more than one key, which a JSON Schema cannot say. */
final class DriftRules {
  private final Monitor monitor;
  private final Monitor.Drift drift;
  private final Map<String, String> problems = new LinkedHashMap<>();

  private DriftRules(Monitor monitor) {
    this.monitor = monitor;
    this.drift = monitor.drift();
  }

  /** What is wrong, by the JSON pointer of the key. */
  static Map<String, String> problems(Monitor monitor) {
    DriftRules rules = new DriftRules(monitor);
    rules.checkAgainst();
    rules.checkWeights();
    rules.checkSlices();
    rules.checkRoles();
    rules.checkLeftOut();
    return rules.problems;
  }

  private void checkAgainst() {
    Monitor.Against against = drift.against();
    if (against != null && against.kind().equals("reference") && monitor.reference() == null) {
      problems.put(
          "/drift/against",
          "`drift.against` is `reference`, but the monitor has no `reference`; add one, or compare with `previous`");
    }
  }

  private void checkWeights() {
    Monitor.Weights weights = drift.weights();
    if (weights == null) {
      return;
    }
    if (!weights.fromModel() && weights.columns().values().stream().allMatch(w -> w == 0)) {
      problems.put(
          "/drift/weights", "`drift.weights` are all 0; at least one column must weigh something");
    }
    if (weights.fromModel() && (monitor.training() == null || monitor.reference() == null)) {
      problems.put(
          "/drift/weights",
          "`drift.weights` is `from_model`, but the monitor has no `%s`, hence no model; add it, or give the weights"
              .formatted(monitor.training() == null ? "training" : "reference"));
    }
  }

  private void checkSlices() {
    List<List<String>> slices = drift.slices() == null ? List.of() : drift.slices();
    Set<Set<String>> seen = new HashSet<>();
    for (int i = 0; i < slices.size(); i++) {
      if (!seen.add(new TreeSet<>(slices.get(i)))) {
        problems.put(
            "/drift/slices/" + i,
            "`drift.slices[%d]` slices by %s, as an entry before it does; remove one of them"
                .formatted(i + 1, String.join(" and ", slices.get(i))));
      }
    }
  }

  private void checkRoles() {
    if (drift.target() != null && drift.target().equals(drift.prediction())) {
      problems.put(
          "/drift/prediction",
          "`drift.prediction` is `%s`, which is `drift.target`; a column cannot be both"
              .formatted(drift.target()));
    }
  }

  /** Settings of a column that is not compared would be passed over in silence. */
  private void checkLeftOut() {
    List<String> both = new ArrayList<>(orNone(drift.include()));
    both.retainAll(orNone(drift.exclude()));
    if (!both.isEmpty()) {
      problems.put(
          "/drift/exclude",
          "`drift.include` and `drift.exclude` both name %s; remove one of them"
              .formatted(String.join(", ", both)));
    }
    leftOut("target", "/drift/target", drift.target());
    leftOut("prediction", "/drift/prediction", drift.prediction());
    if (drift.columns() != null) {
      drift.columns().keySet().forEach(name -> leftOut("columns", pointer("columns", name), name));
    }
    if (drift.weights() != null) {
      drift
          .weights()
          .columns()
          .keySet()
          .forEach(name -> leftOut("weights", pointer("weights", name), name));
    }
  }

  private void leftOut(String key, String pointer, @Nullable String column) {
    if (column == null) {
      return;
    }
    boolean excluded = orNone(drift.exclude()).contains(column);
    List<String> include = orNone(drift.include());
    if (excluded || (!include.isEmpty() && !include.contains(column))) {
      problems.put(
          pointer,
          "`drift.%s` is about column `%s`, which %s; mend one of them"
              .formatted(
                  key,
                  column,
                  excluded ? "`drift.exclude` leaves out" : "`drift.include` does not name"));
    }
  }

  private static String pointer(String key, String column) {
    return "/drift/" + key + "/" + YamlTree.escape(column);
  }

  private static List<String> orNone(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }
}
