package io.tidemark.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Turns violations of the schema into sentences with a line number. */
final class SchemaProblems {
  private final MonitorSchema schema;
  private final YamlTree tree;

  SchemaProblems(MonitorSchema schema, YamlTree tree) {
    this.schema = schema;
    this.tree = tree;
  }

  /** All violations in the order of the file. */
  List<Problem> find() {
    Set<Problem> problems = new LinkedHashSet<>();
    for (ValidationMessage message : schema.validate(tree.root())) {
      problems.add(describe(message));
    }
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(Comparator.comparingInt(Problem::line).thenComparing(Problem::message));
    return sorted;
  }

  /** The keys of which a check needs one. */
  private String alternatives(String pointer) {
    String kind = pointer.substring(pointer.lastIndexOf('/') + 1);
    JsonNode branches = schema.tree().at("/properties/checks/items/properties/" + kind + "/anyOf");
    return StreamSupport.stream(branches.spliterator(), false)
        .map(branch -> "`" + branch.at("/required/0").asText() + "`")
        .collect(Collectors.joining(", "));
  }

  private Problem describe(ValidationMessage message) {
    String pointer = message.getInstanceLocation().toString();
    String keyword = message.getType();
    String subject = subject(pointer);
    if (message.getEvaluationPath().toString().contains("/anyOf/")) {
      return at(pointer, subject + " has none of " + alternatives(pointer) + "; give at least one");
    }
    JsonNode value = tree.root().at(pointer);
    return switch (keyword) {
      case "additionalProperties" -> unknownKey(message, pointer);
      case "required" -> at(pointer, subject + " lacks the key `" + message.getProperty() + "`");
      case "type" ->
          at(
              pointer,
              subject
                  + " must be "
                  + typeNames(message.getSchemaNode())
                  + ", not "
                  + shown(pointer, value));
      case "enum" -> notAllowed(message, pointer, value);
      case "format" ->
          at(
              pointer,
              subject
                  + " "
                  + MonitorSchema.formatProblem(message.getSchemaNode().asText(), value.asText())
                      .orElse("is not of format " + message.getSchemaNode().asText())
                  + " ("
                  + shown(pointer, value)
                  + ")");
      case "maxProperties", "minProperties" -> at(pointer, subject + " " + entries(pointer));
      default ->
          at(
              pointer,
              subject
                  + " is "
                  + shown(pointer, value)
                  + ", but "
                  + bound(keyword, message.getSchemaNode()));
    };
  }

  private static String entries(String pointer) {
    if (pointer.startsWith("/checks/")) {
      return "must have exactly one entry, its kind; put every constraint into an item of its own";
    }
    if (pointer.startsWith("/credentials/")) {
      return "must have exactly one entry, `value_env` or `value_file`";
    }
    return pointer.equals("/credentials") || pointer.equals("/environments")
        ? "is an empty map; name at least one of them, or remove the key"
        : "is an empty map; name at least one column";
  }

  private Problem unknownKey(ValidationMessage message, String pointer) {
    String key = message.getProperty();
    Optional<String> literal = NotifyRules.literal(pointer, key);
    if (literal.isPresent()) {
      return at(pointer + "/" + YamlTree.escape(key), literal.get());
    }
    String location = message.getSchemaLocation().getFragment().toString();
    JsonNode parent = schema.tree().at(location.substring(0, location.lastIndexOf('/')));
    List<String> known = names(parent.path("properties"));
    String where = pointer.isEmpty() ? "" : " in " + subject(pointer);
    String hint = Nearest.hint(key, known);
    String text =
        "unknown key `"
            + key
            + "`"
            + where
            + (hint.isEmpty() ? "; known keys: " + String.join(", ", known) : hint);
    return at(pointer + "/" + YamlTree.escape(key), text);
  }

  private Problem notAllowed(ValidationMessage message, String pointer, JsonNode value) {
    List<String> allowed =
        StreamSupport.stream(message.getSchemaNode().spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    return at(
        pointer,
        subject(pointer)
            + " is "
            + shown(pointer, value)
            + ", but must be one of "
            + String.join(", ", allowed)
            + Nearest.hint(value.asText(), allowed));
  }

  private Problem at(String pointer, String message) {
    int line = tree.line(pointer);
    return new Problem(line == 0 && !pointer.isEmpty() ? "--set" : tree.source(), line, message);
  }

  private static String bound(String keyword, JsonNode limit) {
    return switch (keyword) {
      case "minimum" -> "must be at least " + limit.asText();
      case "maximum" -> "must be at most " + limit.asText();
      case "exclusiveMinimum" -> "must be greater than " + limit.asText();
      case "exclusiveMaximum" -> "must be less than " + limit.asText();
      case "minItems" -> "must have at least " + limit.asText() + " entry";
      case "maxItems" -> "must have at most " + limit.asText() + " entries";
      case "uniqueItems" -> "must not have an entry twice";
      case "minLength" -> "must not be empty";
      case "pattern" -> "must match " + limit.asText();
      default -> "breaks the rule " + keyword + " " + limit;
    };
  }

  private static String subject(String pointer) {
    if (pointer.isEmpty()) {
      return "the monitor";
    }
    StringBuilder name = new StringBuilder();
    for (String part : pointer.substring(1).split("/", -1)) {
      String plain = part.replace("~1", "/").replace("~0", "~");
      if (plain.matches("\\d{1,6}")) {
        name.append('[').append(Integer.parseInt(plain) + 1).append(']');
      } else {
        name.append(name.length() == 0 ? "" : ".").append(plain);
      }
    }
    return "`" + name + "`";
  }

  private static String typeNames(JsonNode type) {
    return type.isArray()
        ? StreamSupport.stream(type.spliterator(), false)
            .map(t -> typeName(t.asText()))
            .collect(Collectors.joining(" or "))
        : typeName(type.asText());
  }

  private static String typeName(String type) {
    return switch (type) {
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "a map";
      case "string" -> "text";
      default -> type;
    };
  }

  private static String shown(String pointer, JsonNode value) {
    if (NotifyRules.mayBeSecret(pointer)) {
      return "something that is not shown, since it may be a secret";
    }
    if (value.isNull() || value.isMissingNode()) {
      return "empty";
    }
    String text =
        value.isObject() ? "a map" : value.isArray() ? "a list" : "`" + value.asText() + "`";
    return text.length() > 120 ? text.substring(0, 117) + "...`" : text;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
