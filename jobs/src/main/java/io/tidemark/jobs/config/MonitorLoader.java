package io.tidemark.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads a monitor file: YAML, overrides, schema, and the rules a schema cannot say. Reports all
 * mistakes at once.
 */
public final class MonitorLoader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The key, and the override, that says which environment is meant. */
  private static final String ENVIRONMENT = "environment";

  /** Keys that do not bear on results. */
  private static final List<String> NOT_OF_RESULTS =
      List.of(
          "table",
          "out",
          "owns_store",
          "credentials",
          "housekeeping",
          "registry",
          "notify",
          "outputs",
          "privacy");

  private final MonitorSchema schema = new MonitorSchema();

  /**
   * Loads a monitor.
   *
   * @param file the YAML file: a path, or a URI that Hadoop can read
   * @param overrides dotted key to value in YAML, as given with {@code --set}; applied in order
   * @throws ConfigException with all mistakes
   * @throws TidemarkException if the file cannot be read
   */
  public Monitor load(String file, Map<String, String> overrides) {
    return parse(file, read(file), overrides);
  }

  /**
   * The output directory that a file names, as far as it can be told of a file with mistakes: a run
   * that fails on them leaves its verdict there.
   *
   * @param environment the environment that is asked for; null for the one that the file names
   */
  public static Optional<String> out(String file, @Nullable String environment) {
    try {
      YamlTree tree = YamlTree.parse(file, TextFiles.read(file));
      if (tree.root().isObject()) {
        // A name that is wrong leaves the tree as it is; loading it says so.
        List<Problem> unused = Environments.choose(tree, environment);
      }
      JsonNode out = tree.root().path("out");
      return out.isTextual() && !out.asText().isBlank()
          ? Optional.of(out.asText())
          : Optional.empty();
    } catch (IOException e) {
      // The file cannot be read; loading it says so.
      return Optional.empty();
    }
  }

  /**
   * Loads a monitor from text; see {@link #load}. Where the file has environments, the one that is
   * asked for is laid over the rest before the other overrides, and the mistakes of all others are
   * reported with its own.
   */
  public Monitor parse(String source, String text, Map<String, String> overrides) {
    YamlTree file = YamlTree.parse(source, text);
    Set<Problem> problems = new LinkedHashSet<>();
    Monitor monitor = null;
    try {
      monitor = one(source, text, overrides);
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    }
    Map<String, String> outs = new LinkedHashMap<>();
    for (String name : Environments.names(file)) {
      if (monitor != null && monitor.environment().equals(name)) {
        outs.put(name, monitor.out());
        continue;
      }
      try {
        outs.put(name, one(source, text, Map.of(ENVIRONMENT, name)).out());
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    problems.addAll(Environments.places(file, outs));
    if (monitor == null || !problems.isEmpty()) {
      throw new ConfigException(List.copyOf(problems));
    }
    return monitor;
  }

  private Monitor one(String source, String text, Map<String, String> overrides) {
    YamlTree tree = YamlTree.parse(source, text);
    List<Problem> problems = new ArrayList<>(tree.problems());
    if (problems.isEmpty() && !tree.root().isObject()) {
      problems.add(
          new Problem(source, 1, "a monitor is a map of keys such as `monitor:` and `table:`"));
    }
    if (tree.root().isObject()) {
      problems.addAll(Environments.choose(tree, overrides.get(ENVIRONMENT)));
      overrides.forEach(
          (key, value) -> {
            if (!key.equals(ENVIRONMENT)) {
              override(tree, key, value, problems);
            }
          });
      if (tree.problems().isEmpty() || !tree.root().isEmpty()) {
        problems.addAll(new SchemaProblems(schema, tree).find());
        problems.addAll(BoundProblems.find(tree));
        problems.addAll(DqdlRules.resolve(tree));
        problems.addAll(Contracts.problems(tree));
        problems.addAll(Schedules.problems(tree));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return vetted(bind(normalise((ObjectNode) tree.root())), tree);
  }

  /** What only the modules themselves know to be wrong, such as two constraints of one id. */
  private static Monitor vetted(Monitor monitor, YamlTree tree) {
    List<Problem> problems = new ArrayList<>();
    vetChecks(monitor, tree, problems);
    if (problems.isEmpty()) {
      vet(() -> Contracts.vet(monitor, Suites.of(monitor)), tree, "/checks", problems);
    }
    vet(() -> DriftSettings.vet(monitor), tree, "/drift", problems);
    Map<String, String> training = TrainingRules.problems(monitor);
    Stream.of(
            DriftRules.problems(monitor),
            training,
            GateProblems.find(monitor),
            RetrainRules.problems(monitor),
            MlflowSettings.problems(monitor),
            NotifyRules.problems(monitor),
            OutputRules.problems(monitor),
            PrivacyRules.problems(monitor),
            InferenceRules.problems(monitor))
        .flatMap(rules -> rules.entrySet().stream())
        .forEach(
            rule ->
                problems.add(
                    new Problem(tree.source(), tree.line(rule.getKey()), rule.getValue())));
    String housekeeping = monitor.housekeeping().problem();
    if (housekeeping != null) {
      problems.add(
          new Problem(tree.source(), tree.line("/housekeeping/vacuum_after"), housekeeping));
    }
    if (training.isEmpty()) {
      vet(() -> TrainingSettings.specOf(monitor), tree, "/training", problems);
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return monitor;
  }

  private static void vetChecks(Monitor monitor, YamlTree tree, List<Problem> problems) {
    for (int i = 0; i < monitor.checks().size(); i++) {
      String pointer = "/checks/" + i;
      monitor
          .checks()
          .get(i)
          .forEach(
              (kind, s) ->
                  vet(() -> ConstraintSettings.constraint(kind, s), tree, pointer, problems));
    }
  }

  private static void vet(Runnable binding, YamlTree tree, String pointer, List<Problem> problems) {
    try {
      binding.run();
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(tree.source(), tree.line(pointer), String.valueOf(e.getMessage())));
    }
  }

  /**
   * The monitor as text in which only what bears on results is left: not where the table and the
   * output lie, how they are reached and how long results are kept, not who may promote a model,
   * not who is told, not what is written for other programs, and not what is hidden in it.
   */
  public static String canonical(Monitor monitor) {
    ObjectNode tree = MAPPER.valueToTree(monitor);
    tree.remove(NOT_OF_RESULTS);
    // The default, spelled out or not.
    if (tree.at("/drift/against/kind").asText().equals("reference")) {
      ((ObjectNode) tree.get("drift")).putNull("against");
    }
    return tree.toString();
  }

  /** What a model is trained with, as JSON: enough to train it again. */
  public static String recipe(Monitor.Training training) {
    return MAPPER.valueToTree(training).toString();
  }

  /**
   * Reads what {@link #recipe} wrote.
   *
   * @throws IllegalArgumentException if it is of another release and cannot be read
   */
  public static Monitor.Training training(String recipe) {
    try {
      return MAPPER.readValue(recipe, Monitor.Training.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private static String read(String file) {
    try {
      return TextFiles.read(file);
    } catch (FileNotFoundException e) {
      throw new TidemarkException(
          ErrorCode.FILE_NOT_READABLE,
          "monitor file `" + file + "` does not exist",
          null,
          "name an existing file with --config (working directory: "
              + Path.of("").toAbsolutePath()
              + "); in cluster deploy mode the driver reads it, so name a URI that it can read",
          e);
    } catch (IOException e) {
      throw new TidemarkException(
          ErrorCode.FILE_NOT_READABLE,
          "monitor file `" + file + "` cannot be read",
          e.toString(),
          TextFiles.isUri(file)
              ? "check the URI and its permissions, and that spark-submit has the jars of that file"
                  + " system"
              : "check that it is a UTF-8 text file that this user may read",
          e);
    }
  }

  private static void override(YamlTree tree, String key, String value, List<Problem> problems) {
    YamlTree parsed = YamlTree.parse("--set " + key, value.isEmpty() ? "''" : value);
    if (!parsed.problems().isEmpty()) {
      problems.addAll(parsed.problems());
    } else if (key.isBlank() || List.of(key.split("\\.", -1)).contains("")) {
      problems.add(
          new Problem("--set", 0, "`" + key + "` is not a dotted key such as `drift.alpha`"));
    } else {
      tree.set(List.of(key.split("\\.", -1)), parsed.root())
          .ifPresent(problem -> problems.add(new Problem("--set", 0, "`" + key + "` " + problem)));
    }
  }

  /** Short forms become long ones, so that the rest of the code knows one form only. */
  private static ObjectNode normalise(ObjectNode root) {
    Schedules.remove(root);
    Environments.close(root);
    JsonNode key = root.get("key");
    if (key != null && key.isArray()) {
      root.set("key", JsonNodeFactory.instance.objectNode().set("columns", key));
    }
    JsonNode reference = root.get("reference");
    if (reference instanceof ObjectNode following) {
      root.put("reference", following.get("version").asText());
      root.put("follows_champion", true);
    } else if (reference != null && reference.isNumber()) {
      root.put("reference", reference.asText());
    }
    if (root.get("schema") instanceof ObjectNode contract) {
      Contracts.normalise(contract);
    }
    if (root.get("drift") instanceof ObjectNode drift) {
      normaliseDrift(drift);
    }
    if (root.get("training") instanceof ObjectNode training) {
      TrainingSettings.normalise(training);
    }
    OutputRules.normalise(root);
    return root;
  }

  private static void normaliseDrift(ObjectNode drift) {
    JsonNode against = drift.get("against");
    if (against != null) {
      ObjectNode full = against.isObject() ? (ObjectNode) against : drift.putObject("against");
      full.put("kind", against.isObject() ? "trailing" : against.asText());
    }
    if (drift.get("slices") instanceof ArrayNode slices) {
      for (int i = 0; i < slices.size(); i++) {
        if (slices.get(i).isTextual()) {
          slices.set(i, JsonNodeFactory.instance.arrayNode().add(slices.get(i)));
        }
      }
    }
    JsonNode weights = drift.get("weights");
    if (weights != null) {
      ObjectNode full = drift.putObject("weights");
      full.put("from_model", weights.isTextual());
      full.set("columns", weights.isObject() ? weights : JsonNodeFactory.instance.objectNode());
    }
    JsonNode multivariate = drift.get("multivariate");
    if (multivariate != null && multivariate.isBoolean()) {
      drift.remove("multivariate");
      if (multivariate.asBoolean()) {
        drift.putObject("multivariate");
      }
    }
  }

  private static Monitor bind(ObjectNode root) {
    try {
      return MAPPER.treeToValue(root, Monitor.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the schema accepts what the model cannot hold: " + e.getMessage(), e);
    }
  }
}
