package io.tidemark.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Finds contradictory bounds, which a JSON Schema cannot express. */
final class BoundProblems {
  private static final List<List<String>> PAIRS =
      List.of(List.of("min", "max"), List.of("warn", "drift"));

  private BoundProblems() {}

  static List<Problem> find(YamlTree tree) {
    List<Problem> problems = new ArrayList<>();
    visit(tree, tree.root(), "", problems);
    return problems;
  }

  private static void visit(YamlTree tree, JsonNode node, String pointer, List<Problem> problems) {
    for (List<String> pair : PAIRS) {
      JsonNode low = node.path(pair.get(0));
      JsonNode high = node.path(pair.get(1));
      if (low.isNumber()
          && high.isNumber()
          && low.decimalValue().compareTo(high.decimalValue()) > 0) {
        problems.add(
            new Problem(
                tree.source(),
                tree.line(pointer + "/" + pair.get(0)),
                "`"
                    + pair.get(0)
                    + "` ("
                    + low
                    + ") is above `"
                    + pair.get(1)
                    + "` ("
                    + high
                    + "); swap or mend them"));
      }
    }
    if (node.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        visit(tree, field.getValue(), pointer + "/" + YamlTree.escape(field.getKey()), problems);
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      visit(tree, node.get(i), pointer + "/" + i, problems);
    }
  }
}
