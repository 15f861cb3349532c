package io.tidemark.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of {@code verdict.json} about a model in use: the inference log, and scoring. */
final class InferenceVerdict {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private InferenceVerdict() {}

  /**
   * What the inference log says: the problems, and all figures of the newest window.
   *
   * @param most most problems that are named
   */
  static @Nullable ObjectNode inference(@Nullable InferenceResult inference, int most) {
    if (inference == null) {
      return null;
    }
    ObjectNode node = NODES.objectNode();
    node.put("verdict", inference.verdict().name());
    node.put("reason", inference.reason());
    node.put("every", inference.every());
    node.put("windows", inference.windows().size());
    node.put("alerting", inference.alerts().alerting());
    node.put("deciding", inference.alerts().deciding());
    node.put("tolerated", inference.alerts().tolerated());
    ArrayNode problems = node.putArray("problems");
    for (InferenceResult.Window window : inference.windows()) {
      for (InferenceResult.Figure figure : window.figures()) {
        if (figure.verdict() == RunVerdict.FAIL && problems.size() < most) {
          problems.add(figure(figure).put("window", window.from().toString()));
        }
      }
    }
    List<InferenceResult.Window> windows = inference.windows();
    node.set("newest", windows.isEmpty() ? null : newest(windows.get(windows.size() - 1)));
    return node;
  }

  private static ObjectNode newest(InferenceResult.Window window) {
    ObjectNode node = NODES.objectNode();
    node.put("from", window.from().toString());
    node.put("to", window.to().toString());
    node.put("rows", window.rows());
    node.put("verdict", window.verdict().name());
    node.put("drift", window.drift() == null ? null : window.drift().name());
    ArrayNode figures = node.putArray("figures");
    window.figures().forEach(figure -> figures.add(figure(figure)));
    return node;
  }

  private static ObjectNode figure(InferenceResult.Figure figure) {
    ObjectNode node = NODES.objectNode();
    node.put("metric", figure.metric());
    node.put("kind", figure.kind().name().toLowerCase(Locale.ROOT));
    node.put("value", finite(figure.value()));
    node.put("low", finite(figure.low()));
    node.put("high", finite(figure.high()));
    node.put("expected", figure.expected());
    node.put("verdict", figure.verdict() == null ? null : figure.verdict().name());
    return node;
  }

  /** JSON knows no NaN and no infinity. */
  private static @Nullable Double finite(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }

  /** What became of the rows that were to be scored. */
  static @Nullable ObjectNode scoring(@Nullable ScoringResult scoring) {
    if (scoring == null) {
      return null;
    }
    ObjectNode node = NODES.objectNode();
    node.put("model", scoring.modelId());
    node.put("model_name", scoring.modelName());
    node.put("model_version", scoring.modelVersion());
    node.put("to", scoring.to());
    node.put("scored", scoring.scored());
    node.put("quarantine", scoring.quarantine());
    node.put("quarantined", scoring.quarantined());
    ArrayNode reasons = node.putArray("reasons");
    scoring.reasons().forEach(r -> reasons.addObject().put("id", r.id()).put("rows", r.rows()));
    node.put("scored_now", scoring.scoredNow());
    node.put("problem", scoring.problem());
    return node;
  }
}
