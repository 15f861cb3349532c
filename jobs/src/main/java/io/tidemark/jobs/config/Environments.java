package io.tidemark.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environments of a monitor file: what each of them has of its own is laid over the rest of the
 * file. Their results lie apart, so that none writes into the store of another.
 */
final class Environments {
  private static final String KEY = "environments";
  private static final String CHOICE = "environment";

  /** What says which environment is meant; the same in each. */
  private static final List<String> SHARED = List.of("monitor", CHOICE, KEY);

  private Environments() {}

  /** Names of the environments that a file has; none if it has no {@code environments}. */
  static List<String> names(YamlTree tree) {
    List<String> names = new ArrayList<>();
    if (tree.root().get(KEY) instanceof ObjectNode environments) {
      environments.fieldNames().forEachRemaining(names::add);
    }
    return names;
  }

  /**
   * Lays the environment that is asked for over the rest.
   *
   * @param asked name of the environment in YAML, as given on the command line; null for the one
   *     that the file names
   * @return what is wrong; then nothing is laid over
   */
  static List<Problem> choose(YamlTree tree, @Nullable String asked) {
    List<Problem> problems = shape(tree);
    List<String> names = names(tree);
    if (asked != null && tree.root() instanceof ObjectNode) {
      tree.set(List.of(CHOICE), YamlTree.parse("--environment", asked).root());
    }
    if (names.isEmpty() || !problems.isEmpty()) {
      return problems;
    }
    String chosen = tree.root().path(CHOICE).asText(Monitor.DEFAULT_ENVIRONMENT);
    if (!names.contains(chosen)) {
      problems.add(
          new Problem(
              asked == null ? tree.source() : "--environment",
              asked == null ? tree.line("/" + CHOICE) : 0,
              "environment `%s` is not among `environments` (%s)%s"
                  .formatted(chosen, String.join(", ", names), Nearest.hint(chosen, names))));
      return problems;
    }
    tree.layOver("/" + KEY + "/" + YamlTree.escape(chosen));
    return problems;
  }

  /** Takes the environments away; what is left is the monitor in the chosen one. */
  static void close(ObjectNode root) {
    if (root.remove(KEY) != null) {
      root.put("owns_store", true);
    }
  }

  private static List<Problem> shape(YamlTree tree) {
    List<Problem> problems = new ArrayList<>();
    for (String name : names(tree)) {
      JsonNode overlay = tree.root().get(KEY).get(name);
      for (String key : SHARED) {
        if (overlay.has(key)) {
          problems.add(
              new Problem(
                  tree.source(),
                  tree.line("/" + KEY + "/" + YamlTree.escape(name) + "/" + key),
                  "`%s` of environment `%s` cannot be its own; give it once, at the top of the file"
                      .formatted(key, name)));
        }
      }
    }
    return problems;
  }

  /**
   * What is wrong with where the results of the environments lie.
   *
   * @param outs output directory by environment
   */
  static List<Problem> places(YamlTree tree, Map<String, String> outs) {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> before = new LinkedHashMap<>();
    outs.forEach(
        (name, out) -> {
          before.forEach(
              (other, place) -> {
                if (overlap(place, out)) {
                  problems.add(
                      new Problem(
                          tree.source(),
                          tree.line("/" + KEY + "/" + YamlTree.escape(name)),
                          "environments `%s` and `%s` would write to `%s` and `%s`; give each an `out` of its own, none within another"
                              .formatted(other, name, place, out)));
                }
              });
          before.put(name, out);
        });
    return problems;
  }

  private static boolean overlap(String one, String other) {
    String first = normal(one);
    String second = normal(other);
    return first.startsWith(second) || second.startsWith(first);
  }

  /** One spelling for a place, with a slash at the end. */
  private static String normal(String out) {
    String local = out.startsWith("file:") ? out.replaceFirst("^file:/*", "/") : out;
    try {
      return (local.contains("://")
              ? URI.create(local.replace(" ", "%20")).normalize().toString().replaceAll("/+$", "")
              : Path.of(local).toAbsolutePath().normalize().toString())
          + "/";
    } catch (IllegalArgumentException e) {
      // Who writes there says that it is no path.
      return local.replaceAll("/+$", "") + "/";
    }
  }
}
