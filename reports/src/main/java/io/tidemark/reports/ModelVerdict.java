package io.tidemark.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.training.Evaluation;
import io.tidemark.training.GateReport;
import io.tidemark.training.GateResult;
import org.jspecify.annotations.Nullable;

/** The model in {@code verdict.json}: its quality by metric, and what each gate says. */
final class ModelVerdict {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ModelVerdict() {}

  static @Nullable ObjectNode of(@Nullable ModelResult model) {
    if (model == null) {
      return null;
    }
    ObjectNode node = NODES.objectNode();
    node.put("id", model.modelId());
    node.put("trained_on_version", model.trainedOnVersion());
    node.set("held_out", evaluation(model.card().heldOut()));
    node.set("current", evaluation(model.current()));
    node.put("current_problem", model.currentProblem());
    node.set("gates", gates(model.gates()));
    return node;
  }

  private static @Nullable ObjectNode evaluation(@Nullable Evaluation evaluation) {
    if (evaluation == null) {
      return null;
    }
    ObjectNode node = NODES.objectNode();
    evaluation.metrics().forEach((metric, value) -> VerdictJson.put(node, metric.key(), value));
    return node;
  }

  private static @Nullable ObjectNode gates(@Nullable GateReport report) {
    if (report == null) {
      return null;
    }
    ObjectNode node = NODES.objectNode();
    node.put("accepted", report.accepted());
    node.put("golden", report.golden());
    node.put("champion_id", report.championId());
    ArrayNode gates = node.putArray("gates");
    for (GateResult result : report.gates()) {
      ObjectNode gate = gates.addObject();
      gate.put("gate", result.gate());
      gate.put("status", result.status().name());
      gate.put("expected", result.expected());
      VerdictJson.put(gate, "actual", result.actual() == null ? Double.NaN : result.actual());
      gate.put("message", result.message());
    }
    return node;
  }
}
