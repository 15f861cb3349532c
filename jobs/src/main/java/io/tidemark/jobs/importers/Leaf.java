package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A value in a JSON object that is no object itself.
 *
 * @param path keys that lead to it, joined by dots
 * @param value the value
 */
record Leaf(String path, JsonNode value) {

  /** All leaves below an object, in order; the node itself if it is no object. */
  static List<Leaf> of(String path, JsonNode node) {
    List<Leaf> leaves = new ArrayList<>();
    collect(path, node, leaves);
    return leaves;
  }

  private static void collect(String path, JsonNode node, List<Leaf> leaves) {
    if (!node.isObject()) {
      leaves.add(new Leaf(path, node));
      return;
    }
    for (String name : JsonText.names(node)) {
      collect(path.isEmpty() ? name : path + "." + name, node.get(name), leaves);
    }
  }
}
