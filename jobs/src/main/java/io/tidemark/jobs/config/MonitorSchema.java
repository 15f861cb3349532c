package io.tidemark.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The JSON Schema of the monitor file, with the formats that plain JSON Schema does not know. */
final class MonitorSchema {
  private static final Map<String, Function<String, Optional<String>>> FORMATS =
      Map.ofEntries(
          Map.entry("sql-expression", SqlExpressions::problem),
          Map.entry("java-regex", MonitorSchema::regexProblem),
          Map.entry("java-duration", MonitorSchema::durationProblem),
          Map.entry("window-length", WindowLength::problem),
          Map.entry("comparison", MonitorSchema::comparisonProblem),
          Map.entry("weights", MonitorSchema::weightsProblem),
          Map.entry("class-weights", TrainingSettings::weightsProblem),
          Map.entry("margin", GateSettings::marginProblem),
          Map.entry("column-type", Contracts::typeProblem),
          Map.entry("schema-since", Contracts::sinceProblem),
          Map.entry("date", Schedules::dateProblem),
          Map.entry("time-zone", Schedules::timezoneProblem));

  private final JsonNode tree;
  private final JsonSchema schema;

  MonitorSchema() {
    tree = read();
    JsonMetaSchema.Builder dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012());
    FORMATS.forEach((name, problem) -> dialect.format(new TextFormat(name, problem)));
    JsonMetaSchema metaSchema = dialect.build();
    schema =
        JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012, b -> b.metaSchema(metaSchema))
            .getSchema(
                tree,
                SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .formatAssertionsEnabled(true)
                    .build());
  }

  /** The schema itself. */
  JsonNode tree() {
    return tree;
  }

  /** What is wrong with a text of one of our own formats, or nothing. */
  static Optional<String> formatProblem(String format, String text) {
    Function<String, Optional<String>> problem = FORMATS.get(format);
    return problem == null ? Optional.empty() : problem.apply(text);
  }

  /** All violations, in no particular order. */
  Set<ValidationMessage> validate(JsonNode document) {
    return schema.validate(document);
  }

  private static JsonNode read() {
    try (InputStream in =
        MonitorSchema.class.getResourceAsStream("/io/tidemark/jobs/monitor.schema.json")) {
      return new ObjectMapper()
          .readTree(Objects.requireNonNull(in, "monitor.schema.json is not in the jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> regexProblem(String regex) {
    try {
      Pattern.compile(regex);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(
          "is not a regular expression: " + e.getDescription() + " at index " + e.getIndex());
    }
  }

  private static Optional<String> durationProblem(String text) {
    try {
      return Duration.parse(text).isNegative() ? Optional.of("is negative") : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.of("is not an ISO 8601 duration such as `P7D` or `PT12H`");
    }
  }

  private static Optional<String> comparisonProblem(String text) {
    List<String> known = List.of("reference", "previous");
    return known.contains(text)
        ? Optional.empty()
        : Optional.of(
            "is neither `reference` nor `previous` nor a map such as `{ trailing: 5 }`"
                + Nearest.hint(text, known));
  }

  private static Optional<String> weightsProblem(String text) {
    return text.equals("from_model")
        ? Optional.empty()
        : Optional.of(
            "is neither `from_model` nor a map of columns such as `{ distance: 0.4 }`"
                + Nearest.hint(text, List.of("from_model")));
  }

  private record TextFormat(String name, Function<String, Optional<String>> problem)
      implements Format {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean matches(
        ExecutionContext execution, ValidationContext validation, JsonNode value) {
      return !value.isTextual() || problem.apply(value.asText()).isEmpty();
    }
  }
}
