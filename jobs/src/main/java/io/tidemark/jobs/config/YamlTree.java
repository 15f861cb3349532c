package io.tidemark.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML document as a JSON tree that remembers the line of every key and value. */
final class YamlTree {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String source;
  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<String, Integer> blocks = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private JsonNode root = JSON.objectNode();

  private YamlTree(String source) {
    this.source = source;
  }

  /** Parses a document. Syntax errors and duplicate keys become problems of the tree. */
  static YamlTree parse(String source, String text) {
    YamlTree tree = new YamlTree(source);
    try {
      Node node = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (node == null) {
        tree.problems.add(
            new Problem(
                source, 1, "the file is empty; a monitor needs at least `monitor` and `table`"));
      } else {
        tree.root = tree.convert(node, "");
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      tree.problems.add(new Problem(source, line, "not valid YAML: " + e.getProblem()));
    } catch (YAMLException e) {
      // Control characters or too deep nesting: the parser names no line.
      tree.problems.add(
          new Problem(source, 0, "not valid YAML: " + String.valueOf(e.getMessage()).strip()));
    }
    return tree;
  }

  JsonNode root() {
    return root;
  }

  String source() {
    return source;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Line of the value at a JSON pointer, or of its nearest parent that has one; 0 if none has. */
  int line(String pointer) {
    for (String at = pointer; ; at = at.substring(0, at.lastIndexOf('/'))) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
      if (at.isEmpty()) {
        return 0;
      }
    }
  }

  /**
   * Line of the file that holds a line of a text (from 1) at a JSON pointer. Only the lines of a
   * block ({@code |}) are lines of the file; others all stand on the line of the value.
   */
  int line(String pointer, int lineOfText) {
    Integer block = blocks.get(pointer);
    return block == null ? line(pointer) : block + lineOfText;
  }

  /**
   * Sets a value given on the command line; it has no line. Maps are made on the way where they
   * lack; an entry of a list is named by its number, from 0.
   *
   * @return what is wrong with the path, if anything
   */
  Optional<String> set(List<String> path, JsonNode value) {
    JsonNode parent = root;
    StringBuilder pointer = new StringBuilder();
    for (String name : path.subList(0, path.size() - 1)) {
      pointer.append('/').append(escape(name));
      JsonNode child = child(parent, name);
      if (child == null && parent instanceof ObjectNode object) {
        child = object.putObject(name);
      }
      if (child == null || !child.isContainerNode()) {
        return Optional.of("does not exist: there is no map or list at `" + name + "`");
      }
      parent = child;
    }
    String name = path.get(path.size() - 1);
    pointer.append('/').append(escape(name));
    if (parent instanceof ObjectNode object) {
      object.set(name, value);
    } else if (child(parent, name) != null) {
      ((ArrayNode) parent).set(Integer.parseInt(name), value);
    } else {
      return Optional.of("does not exist: the list has entries 0 to " + (parent.size() - 1));
    }
    forget(pointer.toString());
    lines.put(pointer.toString(), 0);
    return Optional.empty();
  }

  /**
   * Lays the map at a pointer over the whole tree: maps are merged key by key, anything else takes
   * the place of what was there, and an empty value takes it away. All keep the lines they were
   * written on.
   */
  void layOver(String pointer) {
    if (root.at(pointer) instanceof ObjectNode overlay && root instanceof ObjectNode all) {
      merge(overlay.deepCopy(), pointer, all, "");
    }
  }

  private void merge(ObjectNode from, String source, ObjectNode into, String target) {
    for (Iterator<Map.Entry<String, JsonNode>> entries = from.fields(); entries.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = entries.next();
      String name = entry.getKey();
      JsonNode value = entry.getValue();
      String here = source + "/" + escape(name);
      String there = target + "/" + escape(name);
      if (value.isNull()) {
        into.remove(name);
        forget(there);
      } else if (value instanceof ObjectNode map && into.get(name) instanceof ObjectNode present) {
        merge(map, here, present, there);
      } else {
        into.set(name, value);
        forget(there);
        copy(lines, here, there);
        copy(blocks, here, there);
      }
    }
  }

  private void forget(String pointer) {
    lines.keySet().removeIf(p -> p.equals(pointer) || p.startsWith(pointer + "/"));
    blocks.keySet().removeIf(p -> p.equals(pointer) || p.startsWith(pointer + "/"));
  }

  private static void copy(Map<String, Integer> places, String from, String to) {
    Map<String, Integer> copied = new HashMap<>();
    places.forEach(
        (pointer, line) -> {
          if (pointer.equals(from) || pointer.startsWith(from + "/")) {
            copied.put(to + pointer.substring(from.length()), line);
          }
        });
    places.putAll(copied);
  }

  private static @Nullable JsonNode child(JsonNode parent, String name) {
    return parent.isArray() && name.matches("\\d{1,6}")
        ? parent.get(Integer.parseInt(name))
        : parent.get(name);
  }

  private JsonNode convert(Node node, String pointer) {
    if (!open.add(node)) {
      int line = node.getStartMark().getLine() + 1;
      problems.add(
          new Problem(
              source, line, "an alias (`*`) stands within its own anchor (`&`); write it out"));
      return JSON.nullNode();
    }
    try {
      return convertNew(node, pointer);
    } finally {
      open.remove(node);
    }
  }

  private JsonNode convertNew(Node node, String pointer) {
    lines.putIfAbsent(pointer, node.getStartMark().getLine() + 1);
    if (node instanceof MappingNode mapping) {
      return convertMapping(mapping, pointer);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.arrayNode();
      for (Node item : sequence.getValue()) {
        array.add(convert(item, pointer + "/" + array.size()));
      }
      return array;
    }
    ScalarNode value = (ScalarNode) node;
    if (value.getScalarStyle() == DumperOptions.ScalarStyle.LITERAL) {
      blocks.put(pointer, value.getStartMark().getLine() + 1);
    }
    return scalar(value);
  }

  private ObjectNode convertMapping(MappingNode mapping, String pointer) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      int line = entry.getKeyNode().getStartMark().getLine() + 1;
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problems.add(new Problem(source, line, "a key must be plain text"));
        continue;
      }
      String name = key.getValue();
      String child = pointer + "/" + escape(name);
      if (object.has(name)) {
        problems.add(
            new Problem(source, line, "key `" + name + "` is given twice; remove one of them"));
        continue;
      }
      lines.put(child, line);
      object.set(name, convert(entry.getValueNode(), child));
    }
    return object;
  }

  private JsonNode scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (Tag.NULL.equals(tag)) {
      return JSON.nullNode();
    }
    if (Tag.BOOL.equals(tag)) {
      return JSON.booleanNode(
          List.of("true", "yes", "on").contains(text.toLowerCase(java.util.Locale.ROOT)));
    }
    JsonNode number = Tag.INT.equals(tag) || Tag.FLOAT.equals(tag) ? number(text) : null;
    return number == null ? JSON.textNode(text) : number;
  }

  /**
   * YAML 1.1 has numbers that JSON has not (octal, base 60, .inf); those stay text and fail the
   * schema aloud.
   */
  private static @Nullable JsonNode number(String text) {
    String plain = text.replace("_", "");
    try {
      return plain.matches("[-+]?\\d+")
          ? JSON.numberNode(new BigInteger(plain))
          : JSON.numberNode(new BigDecimal(plain));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
