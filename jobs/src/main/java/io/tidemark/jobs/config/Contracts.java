package io.tidemark.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.checks.Constraint;
import io.tidemark.checks.Suite;
import io.tidemark.checks.schema.ColumnRule;
import io.tidemark.checks.schema.ColumnType;
import io.tidemark.checks.schema.Evolution;
import io.tidemark.checks.schema.SchemaContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the monitor's {@code schema} to a contract. */
public final class Contracts {
  private static final String PREVIOUS = "previous";
  private static final String REFERENCE = "reference";

  private Contracts() {}

  /** What a schema is compared with. */
  public sealed interface Since {
    /** The newest earlier version with other data. */
    record Previous() implements Since {}

    /** The version of the monitor's reference. */
    record Reference() implements Since {}

    /** A version by its number. */
    record Version(long number) implements Since {}
  }

  /** The contract that a monitor's settings say. */
  public static SchemaContract of(Monitor.Schema schema) {
    List<ColumnRule> columns = new ArrayList<>();
    columns.addAll(rules(schema.required(), true));
    columns.addAll(rules(schema.optional(), false));
    List<String> evolution = schema.evolution();
    return new SchemaContract(
        columns,
        !"refused".equals(schema.others()),
        evolution == null
            ? SchemaContract.DEFAULT_EVOLUTION
            : evolution.stream()
                .map(name -> Evolution.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet()),
        ConstraintSettings.severity(schema.severity()));
  }

  /** What the schema is compared with. */
  public static Since since(Monitor.Schema schema) {
    String since = schema.since() == null ? PREVIOUS : schema.since();
    return switch (since) {
      case PREVIOUS -> new Since.Previous();
      case REFERENCE -> new Since.Reference();
      default -> new Since.Version(Long.parseLong(since));
    };
  }

  private static List<ColumnRule> rules(@Nullable Map<String, String> types, boolean required) {
    return types == null
        ? List.of()
        : types.entrySet().stream()
            .map(e -> new ColumnRule(e.getKey(), ColumnType.parse(e.getValue()), required))
            .toList();
  }

  /** A list of names becomes a map of types. */
  static void normalise(ObjectNode schema) {
    for (String key : List.of("required", "optional")) {
      JsonNode names = schema.get(key);
      if (names != null && names.isArray()) {
        ObjectNode types = schema.putObject(key);
        names.forEach(name -> types.put(name.asText(), ColumnType.ANY));
      }
    }
    JsonNode since = schema.get("since");
    if (since != null && since.isNumber()) {
      // Not its text: YAML also writes whole numbers as 1e3.
      schema.put("since", Long.toString(since.longValue()));
    }
  }

  /** What is wrong with a type, if anything. */
  static Optional<String> typeProblem(String text) {
    try {
      ColumnType.parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** What is wrong with {@code since}, if anything. */
  static Optional<String> sinceProblem(String text) {
    List<String> known = List.of(PREVIOUS, REFERENCE);
    return known.contains(text)
        ? Optional.empty()
        : Optional.of(
            "is neither `previous` nor `reference` nor a version" + Nearest.hint(text, known));
  }

  /** Mistakes in {@code schema} that a JSON Schema cannot express. */
  static List<Problem> problems(YamlTree tree) {
    List<Problem> problems = new ArrayList<>();
    JsonNode schema = tree.root().path("schema");
    Map<String, String> seen = new HashMap<>();
    for (String key : List.of("required", "optional")) {
      pointers(schema, key)
          .forEach(
              (pointer, name) -> {
                String first = seen.putIfAbsent(name, key);
                if (first != null) {
                  problems.add(problem(tree, pointer, twice(name, first, key)));
                }
              });
    }
    if (schema.path("since").asText().equals(REFERENCE) && !tree.root().hasNonNull(REFERENCE)) {
      problems.add(
          problem(
              tree,
              "/schema/since",
              "`schema.since` is `reference`, but the monitor has no `reference`; name one, or compare with `previous`"));
    }
    return problems;
  }

  private static Problem problem(YamlTree tree, String pointer, String message) {
    int line = tree.line(pointer);
    return new Problem(line == 0 ? "--set" : tree.source(), line, message);
  }

  private static String twice(String name, String first, String second) {
    String where =
        first.equals(second)
            ? "twice under `schema." + first + "`"
            : "both under `schema." + first + "` and `schema." + second + "`";
    return "column `" + name + "` is " + where + "; keep one of them";
  }

  /** Where the columns under a key stand, with their names. */
  private static Map<String, String> pointers(JsonNode schema, String key) {
    JsonNode columns = schema.path(key);
    String parent = "/schema/" + key + "/";
    Map<String, String> pointers = new LinkedHashMap<>();
    columns
        .fieldNames()
        .forEachRemaining(name -> pointers.put(parent + YamlTree.escape(name), name));
    for (int i = 0; columns.isArray() && i < columns.size(); i++) {
      pointers.put(parent + i, columns.get(i).asText());
    }
    return pointers;
  }

  /**
   * Checks that results can be told apart.
   *
   * @throws IllegalArgumentException if a check has the id of a result of the contract
   */
  static void vet(Monitor monitor, Suite suite) {
    Set<String> ids = monitor.schema() == null ? Set.of() : Set.copyOf(of(monitor.schema()).ids());
    String twice =
        suite.constraints().stream()
            .map(Constraint::id)
            .filter(ids::contains)
            .map(id -> "`" + id + "`")
            .collect(Collectors.joining(", "));
    if (!twice.isEmpty()) {
      throw new IllegalArgumentException(
          "a check has the id " + twice + ", which the `schema` needs; give the check another");
    }
  }
}
