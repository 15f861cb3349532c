package io.tidemark.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules on {@code outputs} that a schema cannot say. */
final class OutputRules {
  private OutputRules() {}

  /** A list of names becomes a map of outputs without settings. */
  static void normalise(ObjectNode root) {
    JsonNode outputs = root.get("outputs");
    if (outputs != null && outputs.isArray()) {
      ObjectNode map = JsonNodeFactory.instance.objectNode();
      outputs.forEach(name -> map.putObject(name.asText()));
      root.set("outputs", map);
    }
  }

  /** What is wrong in the file, by the JSON pointer of the key. */
  static Map<String, String> problems(Monitor monitor) {
    Map<String, String> problems = new LinkedHashMap<>();
    Outputs outputs = monitor.outputs();
    Outputs.Prometheus prometheus = outputs.prometheus();
    if (prometheus != null) {
      server(problems, "prometheus.pushgateway", prometheus.pushgateway(), prometheus.required());
    }
    Outputs.OpenLineage lineage = outputs.openlineage();
    if (lineage != null) {
      server(problems, "openlineage.url", lineage.url(), lineage.required());
    }
    return problems;
  }

  private static void server(
      Map<String, String> problems, String key, @Nullable String address, boolean required) {
    String output = key.substring(0, key.indexOf('.'));
    if (address == null && required) {
      problems.put(
          "/outputs/" + output + "/required",
          "`outputs.%s.required` has no meaning without `outputs.%s`: files are always required"
              .formatted(output, key));
    }
    String problem = address == null ? null : problem(address);
    if (problem != null) {
      problems.put("/outputs/" + key.replace('.', '/'), "`outputs." + key + "` " + problem);
    }
  }

  /** What is wrong with an address. Never shows it: it may hold a password. */
  private static @Nullable String problem(String address) {
    if (address.contains("@")) {
      return "holds a user or a password (it is not shown); leave it out";
    }
    try {
      URI uri = URI.create(address);
      boolean server =
          uri.getHost() != null
              && List.of("http", "https").contains(String.valueOf(uri.getScheme()));
      return server && uri.getRawQuery() == null && uri.getRawFragment() == null
          ? null
          : "is no address of a server; write it as http://HOST:PORT/PATH, without a query";
    } catch (IllegalArgumentException e) {
      return "is no valid URI (it is not shown, since it may hold a secret); write it as"
          + " http://HOST:PORT/PATH";
    }
  }
}
