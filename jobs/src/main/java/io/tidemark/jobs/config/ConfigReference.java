package io.tidemark.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes the reference page of the monitor file from its schema. */
public final class ConfigReference {
  private final JsonNode schema = new MonitorSchema().tree();
  private final StringBuilder page = new StringBuilder();

  /** The page in Markdown. */
  public String markdown() {
    page.append("# The monitor file\n\n");
    page.append("<!-- Generated from monitor.schema.json by `make docs`; do not edit. -->\n\n");
    page.append(schema.path("description").asText()).append("\n\n");
    page.append("Unknown keys are errors. Required keys are marked with *.\n");
    table("Top level", "", schema);
    return page.toString();
  }

  /** One table per map; the maps within follow in the order of the file. */
  private void table(String title, String prefix, JsonNode map) {
    page.append("\n## ").append(title).append("\n\n");
    if (!prefix.isEmpty()) {
      page.append(map.path("description").asText()).append("\n\n");
    }
    page.append("| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
    for (Iterator<Map.Entry<String, JsonNode>> keys = map.path("properties").fields();
        keys.hasNext(); ) {
      Map.Entry<String, JsonNode> key = keys.next();
      row(key.getKey(), resolved(key.getValue()), required(map, key.getKey()));
    }
    for (Iterator<Map.Entry<String, JsonNode>> keys = map.path("properties").fields();
        keys.hasNext(); ) {
      Map.Entry<String, JsonNode> key = keys.next();
      nested(prefix + key.getKey(), resolved(key.getValue()));
    }
  }

  private void nested(String path, JsonNode value) {
    if (value.has("$comment")) {
      return;
    }
    JsonNode items = resolved(value.path("items"));
    JsonNode any = value.path("additionalProperties");
    if (value.has("properties")) {
      table("`" + path + "`", path + ".", value);
    } else if (items.has("properties")) {
      table("`" + path + "[]`", path + "[].", items);
    } else if (any.has("properties")) {
      table("`" + path + ".<name>`", path + ".<name>.", any);
    }
  }

  private void row(String name, JsonNode value, boolean required) {
    page.append("| `").append(name).append('`').append(required ? " *" : "").append(" | ");
    page.append(type(value)).append(" | ");
    page.append(value.has("default") ? "`" + value.get("default").asText() + "`" : "")
        .append(" | ");
    page.append(cell(value.path("description").asText())).append(limits(value));
    if (value.has("examples")) {
      page.append(" Example: ").append(list(value.get("examples"), ", ")).append('.');
    }
    page.append(" |\n");
  }

  private static String type(JsonNode value) {
    if (value.has("enum")) {
      return list(value.get("enum"), ", ");
    }
    JsonNode type = value.path("type");
    String names =
        type.isArray()
            ? StreamSupport.stream(type.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" or "))
            : type.asText();
    String plain =
        names
            .replace("integer", "whole number")
            .replace("string", "text")
            .replace("array", "list")
            .replace("object", "map");
    return switch (value.path("format").asText()) {
      case "sql-expression" -> "SQL expression";
      case "java-regex" -> "regular expression";
      case "java-duration", "window-length" -> "duration";
      case "comparison" -> "`reference`, `previous` or map";
      case "weights" -> "`from_model` or map";
      case "class-weights" -> "`balanced` or map";
      case "margin" -> "number or share";
      case "date" -> "day";
      case "time-zone" -> "time zone";
      case "schema-since" -> "`previous`, `reference` or whole number";
      default -> plain;
    };
  }

  private static String limits(JsonNode value) {
    StringBuilder limits = new StringBuilder();
    limit(limits, value, "minimum", "≥");
    limit(limits, value, "exclusiveMinimum", ">");
    limit(limits, value, "maximum", "≤");
    limit(limits, value, "exclusiveMaximum", "<");
    return limits.length() == 0 ? "" : " (" + limits + ")";
  }

  private static void limit(StringBuilder limits, JsonNode value, String keyword, String sign) {
    if (value.has(keyword)) {
      limits
          .append(limits.length() == 0 ? "" : ", ")
          .append(sign)
          .append(' ')
          .append(value.get(keyword).asText());
    }
  }

  private static String list(JsonNode values, String separator) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(v -> "`" + (v.isTextual() ? v.asText() : v.toString()) + "`")
        .collect(Collectors.joining(separator));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static boolean required(JsonNode map, String key) {
    return StreamSupport.stream(map.path("required").spliterator(), false)
        .anyMatch(k -> k.asText().equals(key));
  }

  /** Follows a reference; a description beside it wins over the one it points to. */
  private JsonNode resolved(JsonNode value) {
    if (!value.has("$ref")) {
      return value;
    }
    JsonNode target = schema.at(value.get("$ref").asText().substring(1));
    if (!value.has("description")) {
      return target;
    }
    com.fasterxml.jackson.databind.node.ObjectNode merged = target.deepCopy();
    merged.set("description", value.get("description"));
    return merged;
  }
}
